import type { Bot, EndCode, Event, MediaState, ParticipantEntry, Presence } from '../protocol.ts';
import { tell, type Endpoint } from './endpoints.ts';

export interface Member {
  readonly participant: string;
  readonly id: string;
  presence: Presence;
  state: MediaState;
  /** The window this person is in the call with. */
  endpoint: Endpoint | undefined;
  /** The windows that ring. */
  readonly ringing: Set<Endpoint>;
  bot: Bot | undefined;
  timer: NodeJS.Timeout | undefined;
  /** What was signalled to a bot that still rings: no window keeps it meanwhile. */
  readonly unheard: Extract<Event, { t: 'signal' }>[];
}

export interface Call {
  readonly id: string;
  readonly members: Map<string, Member>;
  /** Two have been in it at once: from then on the last one left was hung up on, not refused. */
  met: boolean;
  /** How those invited so far have failed. */
  readonly failures: EndCode[];
  /** Transfers that are under way. */
  readonly tickets: Map<string, Ticket>;
}

/** One participant was told to go elsewhere, by another. */
export interface Ticket {
  readonly by: Member;
  readonly who: Member;
  /** The call to be taken over; a plain transfer places a new one. */
  readonly into: string | undefined;
}

export const silentState: MediaState = { muted: false, video: false, screen: false, hold: false };

export const newCall = (id: string): Call => ({
  id,
  members: new Map(),
  met: false,
  failures: [],
  tickets: new Map(),
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
    state,
    endpoint: undefined,
    ringing: new Set(),
    bot: undefined,
    timer: undefined,
    unheard: [],
  };
  call.members.set(participant, member);
  return member;
}

export const memberOf = (call: Call, endpoint: Endpoint): Member | undefined =>
  [...call.members.values()].find((member) => member.endpoint === endpoint);

/** Tells everyone who is in the call. */
export function broadcast(call: Call, event: Event, except?: Member): void {
  for (const member of call.members.values()) {
    if (member !== except && member.endpoint) tell(member.endpoint, event);
  }
}

export const entryOf = ({ participant, id, presence, state, bot }: Member): ParticipantEntry => ({
  participant,
  id,
  presence,
  state,
  ...(bot ? { bot } : {}),
});
