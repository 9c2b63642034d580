import type { ResourceAccount } from '../../core/directory.ts';
import * as endCodes from '../../wire/endCodes.ts';
import type { CustomContext, EndCode } from '../../wire/protocol.ts';
import type { Call, Participant } from '../calls/call.ts';

export interface InvitationOptions {
  /** The raw id of the user who transferred the caller, or of the queue or user through which the call comes. */
  readonly transferor?: string | undefined;
  /** What the calling application sends with the call. */
  readonly context?: CustomContext | undefined;
  /** Whether the call goes to the callee's voicemail. */
  readonly voicemail?: boolean | undefined;
  /** The raw id that the callee sees as the caller's. By default, the inviter's own. */
  readonly shownCaller?: string | undefined;
}

/** A call that an agent places for a resource account. The agent is in the call already, and the callees do not ring yet. */
export interface AgentCall {
  readonly call: Call;
  readonly agent: Participant;
  readonly callees: readonly Participant[];
  readonly resourceAccount: ResourceAccount;
  /** What the agent's page sends with the call. */
  readonly context: CustomContext | undefined;
}

/** A call to a resource account or to its service number, for which `callee` stands in the call. */
export interface ReceivedCall {
  readonly call: Call;
  readonly inviter: Participant;
  readonly callee: Participant;
  readonly resourceAccount: ResourceAccount;
  readonly options: InvitationOptions;
}

/**
 * The application behind the ACS resource, which a company writes with Call Automation. All calls of its resource accounts are
 * its own: those that come in, and those that agents place.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/tpe/teams-phone-extensibility-overview#call-routing
 */
export interface ServerApplication {
  /** "The Contoso app answers the call. Once the app is connected to the call, it adds the caller specified by the client." */
  placeForAgent(request: AgentCall): void;
  /**
   * Receives a call. While an application keeps the caller waiting, it removes `callee` from the call, and sets
   * `isAtServerApplication`.
   */
  receive(request: ReceivedCall): void;
  /** Learns that somebody accepts an invitation to a call, before they join. */
  beforeAnswer?(call: Call, callee: Participant): void;
}

/** The part of `Invitations` with which a server application works. */
interface Inviter {
  invite(call: Call, inviter: Participant, callee: Participant, options: InvitationOptions): void;
  fail(call: Call, callee: Participant, end: EndCode): void;
}

/** @returns the raw id of the service number, which people whom an agent calls see as the caller's. */
export const getServiceRawId = ({ number }: ResourceAccount): string => `4:${number}`;

/**
 * Creates the simplest server application: it invites the callees of agents at once, under the service number, and is busy for
 * all who call. Microsoft describes the busy signal for a resource account without an application.
 */
export const createDialler = (invitations: Inviter): ServerApplication => ({
  placeForAgent({ call, agent, callees, resourceAccount, context }) {
    for (const callee of callees) {
      invitations.invite(call, agent, callee, { context, shownCaller: getServiceRawId(resourceAccount) });
    }
  },
  receive: ({ call, callee }) => invitations.fail(call, callee, endCodes.phoneBusy),
});
