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
import { sendEvent, type Endpoint } from '../endpoints/endpointRegistry.ts';
import { roleIn, type Meeting } from './meetings.ts';

export interface Participant {
  readonly id: string;
  readonly rawId: string;
  presence: Presence;
  role: Role;
  state: MediaState;
  /** The window this person is in the call with. */
  endpoint: Endpoint | undefined;
  /** By which id that window knows the call, when it is not the call's own. */
  endpointCallId: string | undefined;
  /** The windows that ring. */
  readonly ringingEndpoints: Set<Endpoint>;
  /** Whether its media gets lost, because a condition says so. */
  losesMedia: boolean;
  /** What a policy takes away, because a condition says so. */
  withheld: readonly ParticipantCapabilityName[];
  /** Which participant wanted it to ring. */
  invitedBy: string | undefined;
  bot: Bot | undefined;
  /** Calls off what would happen to it later: the end of its ring, a bot's answer. */
  cancelTimer: (() => void) | undefined;
  /** What was signalled while it rang: should a bot answer, no window has kept it. */
  readonly pendingSignals: Extract<Event, { t: 'signal' }>[];
  /** How many candidates it has sent to each of the others since its last description, by participant. */
  readonly candidateCounts: Map<string, number>;
  /** How much was signalled to it before it answered. */
  readonly earlySignals: { signals: number; characters: number };
}

export interface Call {
  readonly id: string;
  kind: CallKind;
  /** The chat that a group call or a meeting belongs to. */
  threadId: string | null;
  readonly meeting: Meeting | undefined;
  readonly participants: Map<string, Participant>;
  /** Two have been in it at once: from then on the last one left was hung up on, not refused. */
  hasConnected: boolean;
  /** How those invited so far have failed. */
  readonly failedInvitations: EndCode[];
  /** Transfers that are under way. */
  readonly transfers: Map<string, TransferTicket>;
  /** What each feature keeps for everyone, by feature and key. A key that is a participant goes with that participant. */
  readonly sharedValues: Map<string, Map<string, unknown>>;
}

/** One participant was told to go elsewhere, by another. */
export interface TransferTicket {
  readonly transferor: Participant;
  readonly transferee: Participant;
  /** The call to be taken over; a plain transfer places a new one. */
  readonly targetCallId: string | undefined;
  /** It was gone with once, and does not open another way. */
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

/** @returns a member who has just entered the call. */
export function addParticipant(
  call: Call,
  participant: string,
  id: string,
  presence: Presence,
  state: MediaState = defaultMediaState,
): Participant {
  const member: Participant = {
    id: participant,
    rawId: id,
    presence,
    role: roleIn(call.meeting, id),
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
  call.participants.set(participant, member);
  return member;
}

export const participantAt = (call: Call, endpoint: Endpoint): Participant | undefined =>
  [...call.participants.values()].find((member) => member.endpoint === endpoint);

/**
 * Tells everyone who is in the call; whoever waits in its lobby is not.
 * @param among of those, only these.
 */
export function broadcast(
  call: Call,
  event: Event,
  except?: Participant,
  among: (member: Participant) => boolean = () => true,
): void {
  for (const member of call.participants.values()) {
    if (member !== except && member.presence === 'Joined' && member.endpoint && among(member)) {
      sendEvent(member.endpoint, event);
    }
  }
}

export const rosterEntry = ({
  id: participant,
  rawId: id,
  presence,
  role,
  state,
  bot,
}: Participant): ParticipantEntry => ({
  participant,
  id,
  presence,
  role,
  state,
  ...(bot ? { bot } : {}),
});
