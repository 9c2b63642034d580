import type { CallDirection, TeamsCall } from '@azure/communication-calling';
import type { CallKind, SignallingEvent, TicketReference, TransferTarget } from '../../wire/protocol.ts';
import type { MeetingLocator } from '../../wire/meetingLink.ts';
import type { EmuDeviceManager } from '../devices/deviceManager.ts';
import type { CommandSender, Requests } from './requests.ts';

/** A signal, which is one step of a WebRTC negotiation, and the participant id of its sender. */
export type ReceivedSignal = Pick<Extract<SignallingEvent, { t: 'signal' }>, 'from' | 'signal'>;

/** What the call agent gives to the session of a call. */
export interface SessionDeps {
  readonly connection: CommandSender;
  readonly devices: EmuDeviceManager;
  /** Sends requests that an app may make after the call, such as a survey. An ended call's own session gets no answers. */
  readonly requestsAfterCall: Requests;
  /** The SDK's class of the call: `Call` for an ACS user, otherwise `TeamsCall`. */
  readonly callClass: 'Call' | 'TeamsCall';
  readonly direction: CallDirection;
  /** The kind of call at the beginning. The signalling server may change it. */
  readonly kind: CallKind;
  /** The id of the call's chat at the beginning. The signalling server may change it. */
  readonly threadId?: string | undefined;
  /** The id by which the local participant joins a group call. */
  readonly groupId?: string | undefined;
  readonly callerRawId: string;
  /** The caller name that the network has sent so far. */
  readonly callerName?: string | undefined;
  readonly callId: string;
  /** The id of the local participant in this call. A user who is in a call twice has two participant ids. */
  readonly ownParticipantId: string;
  getOwnRawId(): string;
  readonly transferorRawId?: string | undefined;
  /** The transferor's name, if the transferor is a queue or an auto attendant. */
  readonly transferorName?: string | undefined;
  readonly isEmergencyCall?: boolean | undefined;
  /** Starts the call that a transfer leads to. `pass` proves to the server that the transfer permits that call. */
  startTransferredCall(target: TransferTarget, pass: TicketReference): TeamsCall;
  /** Joins another meeting. Breakout rooms are such meetings. */
  joinMeeting(meeting: MeetingLocator): TeamsCall;
  /** Called when the state is Disconnected, just before the app gets the event `stateChanged`. */
  onEnded(): void;
}
