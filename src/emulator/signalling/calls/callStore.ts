import type { ParticipantCapabilityName } from '@azure/communication-calling';
import { createClock, type Clock } from '../../core/clock.ts';
import type { EndCode } from '../../wire/protocol.ts';
import { broadcast, rosterEntry, participantAt, createCall, type Call, type Participant } from './call.ts';
import * as ends from '../../wire/endCodes.ts';
import { hasPage, sendEvent, type Endpoint } from '../endpoints/endpointRegistry.ts';
import type { Meeting } from './meetings.ts';
import { announceParticipant, contextEvent, canSee } from './callContext.ts';
import { stateOnJoin, takeOverScreenShare } from './mediaState.ts';
import { sendSharedValues, removeSharedValues } from './sharedValues.ts';
import { cancelTransfers } from '../commands/transfer.ts';

type Withheld = (rawId: string) => readonly ParticipantCapabilityName[];

/** The calls that are going on, and who comes and goes in them. What may be asked for is decided elsewhere. */
export class CallStore {
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
  find(id: string): Call | undefined {
    return this.calls.get(id) ?? this.legs.get(id);
  }

  all(): readonly Call[] {
    return [...this.calls.values()];
  }

  /** @returns whether somebody with this raw id is in any call. */
  hasParticipant(rawId: string): boolean {
    return this.all().some(({ participants: members }) =>
      [...members.values()].some(({ rawId: id, presence }) => id === rawId && presence === 'Joined'),
    );
  }

  create(id: string, meeting?: Meeting): Call {
    const call = createCall(id, meeting);
    this.calls.set(id, call);
    return call;
  }

  /** Somebody comes into a meeting with a window, which knows the call by an id of its own. */
  attachEndpoint(call: Call, member: Participant, endpoint: Endpoint, leg: string): void {
    Object.assign(member, { endpoint, leg });
    endpoint.callIds.set(call.id, leg);
    this.legs.set(leg, call);
  }

  /** Somebody is in the call from now on: learns of everyone, and everyone learns of them. */
  join(call: Call, member: Participant): void {
    member.cancelTimer?.();
    member.presence = 'Joined';
    member.bot ??= member.endpoint?.bot;
    call.hasConnected = true;
    member.withheld = this.withheld(member.rawId);
    member.state = stateOnJoin(call, member);
    if (member.state.screen) takeOverScreenShare(call, member);
    if (member.endpoint && (call.kind !== 'oneToOne' || member.withheld.length > 0)) {
      sendEvent(member.endpoint, contextEvent(call, member));
    }
    for (const other of call.participants.values()) {
      if (other === member || !member.endpoint || !canSee(call, other)(member)) continue;
      // A bot never offers: its media end answers, in the page itself.
      const offers = other.presence === 'Joined' && !other.bot;
      const entry = { ...rosterEntry(other), ...(offers ? { offers } : {}) };
      sendEvent(member.endpoint, { t: 'participant', call: call.id, entry });
    }
    sendSharedValues(call, member);
    announceParticipant(call, member);
  }

  /** An invitation came to nothing. */
  failInvitation(call: Call, member: Participant, end: EndCode): void {
    call.failedInvitations.push(end);
    this.removeParticipant(call, member, end);
  }

  /** Someone is no longer in the call; whoever is then alone is not either, but in a meeting. */
  removeParticipant(call: Call, member: Participant, end: EndCode): void {
    member.cancelTimer?.();
    if (!call.participants.delete(member.id)) return;
    this.unlink(call, member);
    this.endTransfers(call, member);
    // Before the news of the leaving: whoever hears of a lowered hand still knows whose it was.
    removeSharedValues(call, member.id);
    const event = { t: 'left' as const, call: call.id, participant: member.id, end };
    broadcast(call, event, undefined, canSee(call, member));
    const left = [...call.participants.values()];
    if (
      call.kind === 'meeting' ? left.some(({ endpoint }) => endpoint) : left.length > 1 && left.some(isPerson)
    ) {
      if (!left.some(({ presence }) => presence === 'Joined')) this.stopRinging(call);
      return;
    }
    for (const last of left) this.notifyEnd(call, last, last.endpoint ? lonely(call, end) : ends.cancelled);
    this.forget(call);
  }

  /** Nobody is in the meeting any more, though somebody may wait in its lobby: nobody is called into it either. */
  private stopRinging(call: Call): void {
    for (const one of Array.from(call.participants.values())) {
      if (one.endpoint) continue;
      this.notifyEnd(call, one, ends.cancelled);
      this.removeParticipant(call, one, ends.cancelled);
    }
  }

  endCall(call: Call): void {
    for (const member of call.participants.values()) {
      this.notifyEnd(call, member, member.endpoint ? ends.endedForAll : ends.cancelled);
    }
    this.forget(call);
  }

  /** @param except the window that knows already. */
  notifyEnd(call: Call, member: Participant, end: EndCode, except?: Endpoint): void {
    for (const window of member.endpoint ? [member.endpoint] : member.ringingEndpoints) {
      if (window !== except) sendEvent(window, { t: 'ended', call: call.id, self: member.id, end });
    }
    member.ringingEndpoints.clear();
  }

  /** @returns whether a window is in a call, or waits in its lobby. */
  isInCall(endpoint: Endpoint): boolean {
    return this.all().some((call) => participantAt(call, endpoint));
  }

  /** A window is gone for good: it leaves its calls, and stops ringing. */
  removeEndpoint(endpoint: Endpoint): void {
    for (const call of this.all()) {
      for (const member of Array.from(call.participants.values())) {
        if (member.endpoint === endpoint) this.removeParticipant(call, member, ends.vanished);
        else if (member.ringingEndpoints.delete(endpoint) && member.ringingEndpoints.size === 0) {
          this.failInvitation(call, member, ends.unreachable);
        }
      }
    }
  }

  close(): void {
    for (const call of this.all()) this.forget(call);
  }

  private forget(call: Call): void {
    for (const member of call.participants.values()) {
      member.cancelTimer?.();
      this.unlink(call, member);
    }
    for (const other of this.all())
      cancelTransfers(other, ({ targetCallId: into, isUsed: used }) => !used && into === call.id);
    // Whoever still holds the call, such as a bot that speaks, sees that nobody is in it.
    call.participants.clear();
    this.calls.delete(call.id);
  }

  /** Nobody can go any more who left, nor be brought in by a transferor who left the target call. */
  private endTransfers(call: Call, { id: participant, endpoint }: Participant): void {
    cancelTransfers(call, ({ transferee: who }) => who.id === participant);
    if (!endpoint) return;
    for (const other of this.all()) {
      cancelTransfers(
        other,
        ({ targetCallId: into, transferor: by, isUsed: used }) =>
          !used && into === call.id && by.endpoint === endpoint,
      );
    }
  }

  private unlink({ id }: Call, { endpoint, endpointCallId: leg }: Participant): void {
    if (leg === undefined) return;
    endpoint?.callIds.delete(id);
    this.legs.delete(leg);
  }
}

const isPerson = ({ endpoint }: Participant): boolean => endpoint !== undefined && hasPage(endpoint);

/** How the call ends for the last one in it. */
function lonely({ hasConnected: met, failedInvitations: failures }: Call, end: EndCode): EndCode {
  if (end === ends.mediaRefused || end === ends.mediaLost) return end;
  if (met) return end.subCode === ends.vanished.subCode ? ends.vanished : ends.hungUp;
  return failures.length > 1 && failures.every(({ code }) => code === ends.declined.code)
    ? ends.allDeclined
    : end;
}
