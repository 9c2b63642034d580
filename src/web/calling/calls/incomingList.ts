import type { TeamsIncomingCall } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { endCode, endKind } from '../../errors/endReason.ts';
import { fail, type Problem } from '../../errors/problem.ts';
import { withAgent, type CurrentAgent } from '../agent/currentAgent.ts';
import type { IncomingSnapshot, UnansweredCall } from '../call/snapshot.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';

export interface IncomingListDeps {
  /** Whether the user has turned on *Do not disturb*: an incoming call is then recorded, but not shown. */
  readonly isDoNotDisturb: () => boolean;
  /** Whether this tab is the leader tab. Only the leader tab shows incoming calls and records them. */
  readonly isLeaderTab: () => boolean;
  /** Runs when an incoming call has ended without being accepted in this tab. */
  readonly onUnanswered: (call: UnansweredCall) => void;
  readonly onChange: (list: readonly IncomingSnapshot[]) => void;
  readonly onProblem: (problem: Problem) => void;
}

/** An incoming call from its first event until it is accepted, declined or over. */
export interface RingingCall {
  readonly incoming: TeamsIncomingCall;
  /** Whether the call is not shown, because it arrived while *Do not disturb* was on. */
  readonly isHidden: boolean;
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  stopListening: Unsubscribe;
  /** `accepted`: the user has accepted the call. `sent`: `accept` of the SDK has been called as well. */
  answer: 'none' | 'accepted' | 'sent';
  /** Whether accepting takes so long that the card must show it. */
  isSlow: boolean;
  /** What happened after `accept` of the SDK was called and before it answered. */
  interruption: 'ended' | 'declined' | null;
}

const rawIdOf = (info: TeamsIncomingCall['callerInfo'] | undefined): string | null =>
  info?.identifier ? getIdentifierRawId(info.identifier) : null;

const toSnapshot = ([key, { incoming, isSlow }]: [string, RingingCall]): IncomingSnapshot => ({
  key,
  callerId: rawIdOf(incoming.callerInfo),
  displayName: incoming.callerInfo.displayName ?? null,
  transferorId: rawIdOf(incoming.transferorInfo),
  isAnswering: isSlow,
});

const toUnanswered = (
  { incoming, startedAt }: RingingCall,
  outcome: UnansweredCall['outcome'],
): UnansweredCall => ({
  id: incoming.id,
  callerId: rawIdOf(incoming.callerInfo),
  displayName: incoming.callerInfo.displayName ?? null,
  outcome,
  startedAt,
  ...(incoming.callEndReason && { code: endCode(incoming.callEndReason) }),
});

/** An incoming call that the user accepted or declined in another tab was not missed. */
function outcomeOf({ callEndReason }: TeamsIncomingCall): UnansweredCall['outcome'] {
  const kind = callEndReason ? endKind(callEndReason) : 'cancelled';
  return kind === 'answeredElsewhere' ? 'elsewhere' : kind === 'declined' ? 'declined' : 'missed';
}

/** The incoming calls of the current agent. */
export function createIncomingList(current: CurrentAgent, deps: IncomingListDeps) {
  const ringing = new Map<string, RingingCall>();

  const publish = () => {
    const shown = deps.isLeaderTab() ? [...ringing].filter(([, { isHidden }]) => !isHidden) : [];
    deps.onChange(shown.map(toSnapshot));
  };

  const remove = (key: string) => {
    ringing.get(key)?.stopListening();
    ringing.delete(key);
    publish();
  };

  const record = (call: RingingCall, outcome: UnansweredCall['outcome']) => {
    if (deps.isLeaderTab()) deps.onUnanswered(toUnanswered(call, outcome));
  };

  const removeEnded = (key: string, call: RingingCall) => {
    remove(key);
    const outcome = outcomeOf(call.incoming);
    record(call, outcome);
    if (outcome !== 'missed' || call.isHidden || !deps.isLeaderTab()) return;
    const person = rawIdOf(call.incoming.callerInfo);
    deps.onProblem(fail('call-missed', person === null ? {} : { person }).problem);
  };

  const onIncoming = ({ incomingCall: incoming }: { incomingCall: TeamsIncomingCall }) => {
    const key = incoming.id;
    // The SDK may raise the event for the same call again, for example after it reconnected.
    if (ringing.has(key)) return;
    const call: RingingCall = {
      incoming,
      isHidden: deps.isDoNotDisturb(),
      startedAt: Date.now(),
      stopListening: () => {},
      answer: 'none',
      isSlow: false,
      interruption: null,
    };
    const stops = [
      listen(incoming, ['callEnded'], () => {
        if (!ringing.has(key)) return;
        // While the SDK accepts the call, the result of `accept` decides whether it was accepted in time.
        if (call.answer === 'sent') call.interruption ??= 'ended';
        else removeEnded(key, call);
      }),
      listen(incoming, ['callerInfoChanged', 'transferorInfoChanged'], publish),
    ];
    call.stopListening = () => stops.forEach((stop) => stop());
    ringing.set(key, call);
    publish();
  };
  const stopListening = withAgent(current, (agent) => {
    agent.on('incomingCall', onIncoming);
    return () => agent.off('incomingCall', onIncoming);
  });

  return {
    /** @param key the SDK's id of the call */
    find: (key: string): RingingCall | undefined => ringing.get(key),
    publish,
    remove,
    /** Reports an incoming call that was not accepted in this tab, for the call history. */
    record,
    /** Removes and records a call that has ended, and reports it if the user missed it. */
    removeEnded,
    close() {
      stopListening();
      for (const call of ringing.values()) call.stopListening();
      ringing.clear();
    },
  };
}
