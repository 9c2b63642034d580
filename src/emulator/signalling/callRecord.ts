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
} from '../wire/protocol.ts';
import { tell, type Endpoint } from './endpoints.ts';
import { roleIn, type Meeting } from './meetings.ts';

export interface Member {
  readonly participant: string;
  readonly id: string;
  presence: Presence;
  role: Role;
  state: MediaState;
  /** The window this person is in the call with. */
  endpoint: Endpoint | undefined;
  /** By which id that window knows the call, when it is not the call's own. */
  leg: string | undefined;
  /** The windows that ring. */
  readonly ringing: Set<Endpoint>;
  /** Whether its media gets lost, because a condition says so. */
  lost: boolean;
  /** What a policy takes away, because a condition says so. */
  withheld: readonly ParticipantCapabilityName[];
  /** Which participant wanted it to ring. */
  invitedBy: string | undefined;
  bot: Bot | undefined;
  /** Calls off what would happen to it later: the end of its ring, a bot's answer. */
  cancel: (() => void) | undefined;
  /** What was signalled while it rang: should a bot answer, no window has kept it. */
  readonly unheard: Extract<Event, { t: 'signal' }>[];
  /** How many candidates it has sent to each of the others since its last description, by participant. */
  readonly candidates: Map<string, number>;
  /** How much was signalled to it before it answered. */
  readonly early: { signals: number; characters: number };
}

export interface Call {
  readonly id: string;
  kind: CallKind;
  /** The chat that a group call or a meeting belongs to. */
  threadId: string | null;
  readonly meeting: Meeting | undefined;
  readonly members: Map<string, Member>;
  /** Two have been in it at once: from then on the last one left was hung up on, not refused. */
  met: boolean;
  /** How those invited so far have failed. */
  readonly failures: EndCode[];
  /** Transfers that are under way. */
  readonly tickets: Map<string, Ticket>;
  /** What each feature keeps for everyone, by feature and key. A key that is a participant goes with that participant. */
  readonly shared: Map<string, Map<string, unknown>>;
}

/** One participant was told to go elsewhere, by another. */
export interface Ticket {
  readonly by: Member;
  readonly who: Member;
  /** The call to be taken over; a plain transfer places a new one. */
  readonly into: string | undefined;
  /** It was gone with once, and does not open another way. */
  used?: true;
}

export const silentState: MediaState = { muted: false, video: false, screen: false, hold: false };

export const newCall = (id: string, meeting?: Meeting): Call => ({
  id,
  kind: meeting ? 'meeting' : 'oneToOne',
  threadId: meeting?.threadId ?? null,
  meeting,
  members: new Map(),
  met: false,
  failures: [],
  tickets: new Map(),
  shared: new Map(),
});

/** @returns a member who has just entered the call. */
export function enter(
  call: Call,
  participant: string,
  id: string,
  presence: Presence,
  state: MediaState = silentState,
): Member {
  const member: Member = {
    participant,
    id,
    presence,
    role: roleIn(call.meeting, id),
    state,
    endpoint: undefined,
    leg: undefined,
    ringing: new Set(),
    lost: false,
    withheld: [],
    invitedBy: undefined,
    bot: undefined,
    cancel: undefined,
    unheard: [],
    candidates: new Map(),
    early: { signals: 0, characters: 0 },
  };
  call.members.set(participant, member);
  return member;
}

export const memberOf = (call: Call, endpoint: Endpoint): Member | undefined =>
  [...call.members.values()].find((member) => member.endpoint === endpoint);

/**
 * Tells everyone who is in the call; whoever waits in its lobby is not.
 * @param among of those, only these.
 */
export function broadcast(
  call: Call,
  event: Event,
  except?: Member,
  among: (member: Member) => boolean = () => true,
): void {
  for (const member of call.members.values()) {
    if (member !== except && member.presence === 'Joined' && member.endpoint && among(member)) {
      tell(member.endpoint, event);
    }
  }
}

export const entryOf = ({ participant, id, presence, role, state, bot }: Member): ParticipantEntry => ({
  participant,
  id,
  presence,
  role,
  state,
  ...(bot ? { bot } : {}),
});
