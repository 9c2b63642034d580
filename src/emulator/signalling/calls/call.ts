import type { ParticipantCapabilityName } from '@azure/communication-calling';
import type { Meeting } from '../../core/directory.ts';
import type {
  GeneratedMedia,
  CallKind,
  CustomContext,
  EndCode,
  SignallingEvent,
  MediaState,
  ParticipantEntry,
  CallPresence,
  CallRole,
} from '../../wire/protocol.ts';
import { sendEvent, type Endpoint } from '../endpoints/endpoint.ts';

/** A user, phone number or bot in a call, or invited to it. */
export interface Participant {
  /** The participant id. A user who is in the call twice has two. */
  readonly id: string;
  readonly rawId: string;
  presence: CallPresence;
  role: CallRole;
  state: MediaState;
  /** `undefined` before the participant answers, and for a bot such as Echo. */
  endpoint: Endpoint | undefined;
  /** The id by which `endpoint` knows the call, if that id is not the call's own id. */
  endpointCallId: string | undefined;
  readonly ringingEndpoints: Set<Endpoint>;
  /** Whether a condition (a fault that a test switches on) makes all packets from and to this participant get lost. */
  losesMedia: boolean;
  /** The capabilities that this participant lacks because of a condition that simulates a Teams policy. */
  withheld: readonly ParticipantCapabilityName[];
  /** The event that the endpoints of an invited user get; `undefined` for a participant who was not invited. */
  invitation: Extract<SignallingEvent, { t: 'incoming' }> | undefined;
  /** The media that the other participants' pages generate; `undefined` for a participant with a page. */
  botMedia: GeneratedMedia | undefined;
  /** Cancels the running timer of this participant: the end of the ringing, a bot's answer, or the end of the lobby. */
  cancelTimer: (() => void) | undefined;
  /**
   * The signals (steps of a WebRTC negotiation) that arrived before the answer. If a bot answers, each goes back to its
   * sender.
   */
  readonly pendingSignals: Extract<SignallingEvent, { t: 'signal' }>[];
  /** Maps a receiver's participant id to how many ICE candidates this participant has sent since its last description. */
  readonly candidateCounts: Map<string, number>;
  /** How many signals have arrived before an answer, stored or not, and their characters of JSON. Both are limited. */
  readonly earlySignalTotals: { signals: number; characters: number };
}

/** A call at the signalling server: a 1:1 call, a group call or a meeting. */
export interface Call {
  readonly id: string;
  kind: CallKind;
  threadId: string | null;
  readonly meeting: Meeting | undefined;
  /** The raw id of the user on whose behalf the caller calls; `null` if the caller calls for themselves. */
  onBehalfOf: string | null;
  /** Maps participant ids to the participants, including those who are invited or wait in the lobby. */
  readonly participants: Map<string, Participant>;
  /** Whether a second participant has ever joined. The end reason for the last participant depends on this. */
  hasConnected: boolean;
  readonly failedInvitations: EndCode[];
  readonly transfers: Map<string, TransferTicket>;
  /**
   * Maps a call feature to the values that it shares with everyone. A value whose key is a participant id leaves with them.
   */
  readonly sharedValues: Map<string, Map<string, unknown>>;
}

/** A permission for the transferee: to place a new call, or to take the transferor's place in another call. */
export interface TransferTicket {
  readonly transferor: Participant;
  readonly transferee: Participant;
  /** The id of the call to take over; `undefined` for a transfer that places a new call. */
  readonly targetCallId: string | undefined;
  /** What the transferor's application sends to the transfer target. By default, nothing. */
  readonly context: CustomContext | undefined;
  /** Set when the transferee has used the ticket. Each ticket can be used once. */
  isUsed?: true;
}

export const defaultMediaState: MediaState = { muted: false, video: false, screen: false, hold: false };

export const createCall = (id: string, meeting?: Meeting): Call => ({
  id,
  kind: meeting ? 'meeting' : 'oneToOne',
  threadId: meeting?.threadId ?? null,
  meeting,
  onBehalfOf: null,
  participants: new Map(),
  hasConnected: false,
  failedInvitations: [],
  transfers: new Map(),
  sharedValues: new Map(),
});

/** Adds a participant without telling the others: `CallStore.completeJoin` and `Invitations.invite` do that. */
export function addParticipant(
  call: Call,
  id: string,
  rawId: string,
  presence: CallPresence,
  state: MediaState = defaultMediaState,
): Participant {
  const participant: Participant = {
    id,
    rawId,
    presence,
    role: chooseRole(call.meeting, rawId),
    state,
    endpoint: undefined,
    endpointCallId: undefined,
    ringingEndpoints: new Set(),
    losesMedia: false,
    withheld: [],
    invitation: undefined,
    botMedia: undefined,
    cancelTimer: undefined,
    pendingSignals: [],
    candidateCounts: new Map(),
    earlySignalTotals: { signals: 0, characters: 0 },
  };
  call.participants.set(id, participant);
  return participant;
}

/** @returns `Unknown` outside meetings. In a meeting, phone numbers and bots get the default role. */
function chooseRole(meeting: Meeting | undefined, rawId: string): CallRole {
  if (!meeting) return 'Unknown';
  const oid = rawId.replace('8:orgid:', '');
  if (oid === meeting.organizer) return 'Organizer';
  return meeting.coOrganizers.includes(oid) ? 'Co-organizer' : meeting.defaultRole;
}

/** Finds the participant who is in the call, or in its lobby, with this endpoint. */
export const findParticipantByEndpoint = (call: Call, endpoint: Endpoint): Participant | undefined =>
  [...call.participants.values()].find((participant) => participant.endpoint === endpoint);

/** @returns the participants who have joined; those who ring or wait in the lobby have not. */
export const listJoinedParticipants = (call: Call): Participant[] =>
  [...call.participants.values()].filter(({ presence }) => presence === 'Joined');

/** Sends an event to the participants who have joined, except one, or only to those whom the filter selects. */
export function broadcast(
  call: Call,
  event: SignallingEvent,
  except?: Participant,
  filter: (participant: Participant) => boolean = () => true,
): void {
  for (const receiver of call.participants.values()) {
    const { presence, endpoint } = receiver;
    if (receiver !== except && presence === 'Joined' && endpoint && filter(receiver))
      sendEvent(endpoint, event);
  }
}

export const createRosterEntry = ({
  id,
  rawId,
  presence,
  role,
  state,
  botMedia,
}: Participant): ParticipantEntry => ({
  participant: id,
  id: rawId,
  presence,
  role,
  state,
  ...(botMedia && { bot: botMedia }),
});
