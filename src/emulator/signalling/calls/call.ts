import type { ParticipantCapabilityName } from '@azure/communication-calling';
import type {
  Bot,
  CallKind,
  EndCode,
  Event,
  MediaState,
  ParticipantEntry,
  Presence,
  Role,
} from '../../wire/protocol.ts';
import { sendEvent, type Endpoint } from '../endpoints/endpoint.ts';
import { roleIn, type Meeting } from './meetings.ts';

export interface Participant {
  readonly id: string;
  readonly rawId: string;
  presence: Presence;
  role: Role;
  state: MediaState;
  /** The endpoint with which the participant entered the call; absent while invited, and for a bot. */
  endpoint: Endpoint | undefined;
  /** The id by which that endpoint knows the call, when it differs from the call's own. */
  endpointCallId: string | undefined;
  /** The endpoints at which the invitation rings. */
  readonly ringingEndpoints: Set<Endpoint>;
  /** Set by a condition: packets from and to this participant get lost. */
  losesMedia: boolean;
  /** Set by a condition: capabilities that a policy takes away. */
  withheld: readonly ParticipantCapabilityName[];
  /** The participant id of the inviter. */
  invitedBy: string | undefined;
  bot: Bot | undefined;
  /** Cancels what is due for this participant: the end of the ringing, a bot's answer, the end of the lobby. */
  cancelTimer: (() => void) | undefined;
  /** Signals that arrived while no endpoint was there to receive them. A bot that answers receives them all. */
  readonly pendingSignals: Extract<Event, { t: 'signal' }>[];
  /** How many candidates this participant has sent since its last description, by the receiver's participant id. */
  readonly candidateCounts: Map<string, number>;
  /** How much was signalled to this participant before it answered. */
  readonly earlySignals: { signals: number; characters: number };
}

export interface Call {
  readonly id: string;
  kind: CallKind;
  /** The thread of a group call or a meeting. */
  threadId: string | null;
  readonly meeting: Meeting | undefined;
  /** By participant id. */
  readonly participants: Map<string, Participant>;
  /** Whether a second participant has ever joined. It decides how the call ends for the last one. */
  hasConnected: boolean;
  /** The end reasons of the invitations that have failed. */
  readonly failedInvitations: EndCode[];
  /** Transfers in progress, by ticket. */
  readonly transfers: Map<string, TransferTicket>;
  /** What each feature shares with everyone, by feature and key. A key that is a participant id leaves with them. */
  readonly sharedValues: Map<string, Map<string, unknown>>;
}

/** Permission for the transferee to place a call, or to take over the transferor's part in another call. */
export interface TransferTicket {
  readonly transferor: Participant;
  readonly transferee: Participant;
  /** The call to take over; absent for a transfer that places a new call. */
  readonly targetCallId: string | undefined;
  /** A ticket is good once. */
  isUsed?: true;
}

export const defaultMediaState: MediaState = { muted: false, video: false, screen: false, hold: false };

export const createCall = (id: string, meeting?: Meeting): Call => ({
  id,
  kind: meeting ? 'meeting' : 'oneToOne',
  threadId: meeting?.threadId ?? null,
  meeting,
  participants: new Map(),
  hasConnected: false,
  failedInvitations: [],
  transfers: new Map(),
  sharedValues: new Map(),
});

/** Adds a participant to a call's record. Nobody is told: see `CallStore.join` and `Ringing.invite`. */
export function addParticipant(
  call: Call,
  id: string,
  rawId: string,
  presence: Presence,
  state: MediaState = defaultMediaState,
): Participant {
  const participant: Participant = {
    id,
    rawId,
    presence,
    role: roleIn(call.meeting, rawId),
    state,
    endpoint: undefined,
    endpointCallId: undefined,
    ringingEndpoints: new Set(),
    losesMedia: false,
    withheld: [],
    invitedBy: undefined,
    bot: undefined,
    cancelTimer: undefined,
    pendingSignals: [],
    candidateCounts: new Map(),
    earlySignals: { signals: 0, characters: 0 },
  };
  call.participants.set(id, participant);
  return participant;
}

/** Finds the participant that is in the call, or in its lobby, with this endpoint. */
export const participantAt = (call: Call, endpoint: Endpoint): Participant | undefined =>
  [...call.participants.values()].find((one) => one.endpoint === endpoint);

/** @returns the participants who have joined; those who ring or wait in the lobby have not. */
export const joinedParticipants = (call: Call): Participant[] =>
  [...call.participants.values()].filter(({ presence }) => presence === 'Joined');

/**
 * Sends an event to every participant who has joined.
 * @param except a participant who does not get it.
 * @param filter selects the receivers; all when left out.
 */
export function broadcast(
  call: Call,
  event: Event,
  except?: Participant,
  filter: (participant: Participant) => boolean = () => true,
): void {
  for (const one of call.participants.values()) {
    if (one !== except && one.presence === 'Joined' && one.endpoint && filter(one)) {
      sendEvent(one.endpoint, event);
    }
  }
}

export const rosterEntry = ({ id, rawId, presence, role, state, bot }: Participant): ParticipantEntry => ({
  participant: id,
  id: rawId,
  presence,
  role,
  state,
  ...(bot && { bot }),
});
