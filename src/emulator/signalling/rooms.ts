import type { ParticipantCapabilityName } from '@azure/communication-calling';
import { createClock, type Clock } from '../core/clock.ts';
import type { EndCode } from '../wire/protocol.ts';
import { broadcast, entryOf, memberOf, newCall, type Call, type Member } from './callRecord.ts';
import * as ends from '../wire/endCodes.ts';
import { isPage, tell, type Endpoint } from './endpoints.ts';
import type { Meeting } from './meetings.ts';
import { announce, placeOf, seesOf } from './roles.ts';
import { admittedState, takeScreen } from './screen.ts';
import { catchUp, forgetParticipant } from './shared.ts';
import { dropTickets } from './transfers.ts';

type Withheld = (rawId: string) => readonly ParticipantCapabilityName[];

/** The calls that are going on, and who comes and goes in them. What may be asked for is decided elsewhere. */
export class Rooms {
  readonly clock: Clock;
  private readonly calls = new Map<string, Call>();
  /** Meetings, by the ids under which windows know them. */
  private readonly legs = new Map<string, Call>();

  private readonly withheld: Withheld;

  /** @param withheld what a policy takes away from whom. */
  constructor(clock: Clock = createClock(), withheld: Withheld = () => []) {
    this.clock = clock;
    this.withheld = withheld;
  }

  get size(): number {
    return this.calls.size;
  }

  /** @param id the call's own, or a window's id for a meeting. */
  get(id: string): Call | undefined {
    return this.calls.get(id) ?? this.legs.get(id);
  }

  all(): readonly Call[] {
    return [...this.calls.values()];
  }

  /** @returns whether somebody with this raw id is in any call. */
  holds(rawId: string): boolean {
    return this.all().some(({ members }) =>
      [...members.values()].some(({ id, presence }) => id === rawId && presence === 'Joined'),
    );
  }

  open(id: string, meeting?: Meeting): Call {
    const call = newCall(id, meeting);
    this.calls.set(id, call);
    return call;
  }

  /** Somebody comes into a meeting with a window, which knows the call by an id of its own. */
  lead(call: Call, member: Member, endpoint: Endpoint, leg: string): void {
    Object.assign(member, { endpoint, leg });
    endpoint.legs.set(call.id, leg);
    this.legs.set(leg, call);
  }

  /** Somebody is in the call from now on: learns of everyone, and everyone learns of them. */
  join(call: Call, member: Member): void {
    member.cancel?.();
    member.presence = 'Joined';
    member.bot ??= member.endpoint?.plays;
    call.met = true;
    member.withheld = this.withheld(member.id);
    member.state = admittedState(call, member);
    if (member.state.screen) takeScreen(call, member);
    if (member.endpoint && (call.kind !== 'oneToOne' || member.withheld.length > 0)) {
      tell(member.endpoint, placeOf(call, member));
    }
    for (const other of call.members.values()) {
      if (other === member || !member.endpoint || !seesOf(call, other)(member)) continue;
      // A bot never offers: its media end answers, in the page itself.
      const offers = other.presence === 'Joined' && !other.bot;
      const entry = { ...entryOf(other), ...(offers ? { offers } : {}) };
      tell(member.endpoint, { t: 'participant', call: call.id, entry });
    }
    catchUp(call, member);
    announce(call, member);
  }

  /** An invitation came to nothing. */
  fail(call: Call, member: Member, end: EndCode): void {
    call.failures.push(end);
    this.drop(call, member, end);
  }

  /** Someone is no longer in the call; whoever is then alone is not either, but in a meeting. */
  drop(call: Call, member: Member, end: EndCode): void {
    member.cancel?.();
    if (!call.members.delete(member.participant)) return;
    this.unlink(call, member);
    this.endTransfers(call, member);
    // Before the news of the leaving: whoever hears of a lowered hand still knows whose it was.
    forgetParticipant(call, member.participant);
    const event = { t: 'left' as const, call: call.id, participant: member.participant, end };
    broadcast(call, event, undefined, seesOf(call, member));
    const left = [...call.members.values()];
    if (
      call.kind === 'meeting' ? left.some(({ endpoint }) => endpoint) : left.length > 1 && left.some(isPerson)
    ) {
      if (!left.some(({ presence }) => presence === 'Joined')) this.stopRinging(call);
      return;
    }
    for (const last of left) this.endFor(call, last, last.endpoint ? lonely(call, end) : ends.cancelled);
    this.forget(call);
  }

  /** Nobody is in the meeting any more, though somebody may wait in its lobby: nobody is called into it either. */
  private stopRinging(call: Call): void {
    for (const one of Array.from(call.members.values())) {
      if (one.endpoint) continue;
      this.endFor(call, one, ends.cancelled);
      this.drop(call, one, ends.cancelled);
    }
  }

  endForAll(call: Call): void {
    for (const member of call.members.values()) {
      this.endFor(call, member, member.endpoint ? ends.endedForAll : ends.cancelled);
    }
    this.forget(call);
  }

  /** @param except the window that knows already. */
  endFor(call: Call, member: Member, end: EndCode, except?: Endpoint): void {
    for (const window of member.endpoint ? [member.endpoint] : member.ringing) {
      if (window !== except) tell(window, { t: 'ended', call: call.id, self: member.participant, end });
    }
    member.ringing.clear();
  }

  /** @returns whether a window is in a call, or waits in its lobby. */
  includes(endpoint: Endpoint): boolean {
    return this.all().some((call) => memberOf(call, endpoint));
  }

  /** A window is gone for good: it leaves its calls, and stops ringing. */
  vanish(endpoint: Endpoint): void {
    for (const call of this.all()) {
      for (const member of Array.from(call.members.values())) {
        if (member.endpoint === endpoint) this.drop(call, member, ends.vanished);
        else if (member.ringing.delete(endpoint) && member.ringing.size === 0) {
          this.fail(call, member, ends.unreachable);
        }
      }
    }
  }

  close(): void {
    for (const call of this.all()) this.forget(call);
  }

  private forget(call: Call): void {
    for (const member of call.members.values()) {
      member.cancel?.();
      this.unlink(call, member);
    }
    for (const other of this.all()) dropTickets(other, ({ into, used }) => !used && into === call.id);
    // Whoever still holds the call, such as a bot that speaks, sees that nobody is in it.
    call.members.clear();
    this.calls.delete(call.id);
  }

  /** Nobody can go any more who left, nor be brought in by a transferor who left the target call. */
  private endTransfers(call: Call, { participant, endpoint }: Member): void {
    dropTickets(call, ({ who }) => who.participant === participant);
    if (!endpoint) return;
    for (const other of this.all()) {
      dropTickets(other, ({ into, by, used }) => !used && into === call.id && by.endpoint === endpoint);
    }
  }

  private unlink({ id }: Call, { endpoint, leg }: Member): void {
    if (leg === undefined) return;
    endpoint?.legs.delete(id);
    this.legs.delete(leg);
  }
}

const isPerson = ({ endpoint }: Member): boolean => endpoint !== undefined && isPage(endpoint);

/** How the call ends for the last one in it. */
function lonely({ met, failures }: Call, end: EndCode): EndCode {
  if (end === ends.mediaRefused || end === ends.mediaLost) return end;
  if (met) return end.subCode === ends.vanished.subCode ? ends.vanished : ends.hungUp;
  return failures.length > 1 && failures.every(({ code }) => code === ends.declined.code)
    ? ends.allDeclined
    : end;
}
