import type { TeamsCall, TeamsIncomingCall } from '@azure/communication-calling';
import { formatEndCode, findEndKind } from '../../errors/endReason.ts';
import { fail, removeRemedy, type Problem } from '../../errors/problem.ts';
import { attachToEachAgent, type CurrentAgent } from '../agent/currentAgent.ts';
import {
  readCompanyContext,
  readCustomContext,
  readRawId,
  readVia,
  type CallStart,
} from '../call/callOrigin.ts';
import type { IncomingSnapshot, UnansweredCall } from '../call/snapshot.ts';
import { lacksCountryCode } from '../call/target.ts';
import { listen, type Unsubscribe } from '../sdk/listen.ts';
import { joinStops } from '../../base/subscriptions.ts';

export interface IncomingListDeps {
  /** Whether the user has turned on *Do not disturb*: then incoming calls are not shown, but the call history records them. */
  readonly isDoNotDisturb: () => boolean;
  /** Whether this tab is the leader tab. Of the user's tabs, only that one shows and records incoming calls. */
  readonly isLeaderTab: () => boolean;
  /** Whether this user may answer calls on behalf of that person. */
  readonly isDelegator: (rawId: string) => boolean;
  /** Whether the user is an agent of a company, so that the custom context says which of the company's numbers was called. */
  readonly isAgent: boolean;
  /** Runs when an incoming call has ended without being accepted in this tab. */
  readonly onUnanswered: (call: UnansweredCall) => void;
  /** Runs with the calls to show, oldest first, after every change. */
  readonly onChange: (list: readonly IncomingSnapshot[]) => void;
  readonly onProblem: (problem: Problem) => void;
}

/** An incoming call, from its first event until it is accepted, declined or over. */
export interface RingingCall {
  readonly incoming: TeamsIncomingCall;
  /** Whether the call is not shown, because it arrived while *Do not disturb* was on. */
  readonly isHidden: boolean;
  readonly startedAt: number;
  stopListening: Unsubscribe;
  /** `preparing`: the user has accepted, and the app opens devices and silences other calls. `sent`: the SDK is accepting. */
  acceptProgress: 'none' | 'preparing' | 'sent';
  /** What happened to the call while the SDK's `accept` was pending; `null` if nothing did. */
  interruption: 'ended' | 'declined' | null;
  /** Runs at each interruption. The code that waits for the SDK's `accept` sets it. */
  onInterruption: () => void;
  /** The call that the SDK lists for this incoming call; `null` until it does. */
  listedCall: TeamsCall | null;
}

const readCaller = ({ callerInfo, transferorInfo }: TeamsIncomingCall) => ({
  callerId: readRawId(callerInfo),
  displayName: callerInfo.displayName ?? null,
  via: readVia(transferorInfo),
});

/** Milliseconds that the SDK may take to set the end reason of an incoming call that has ended. */
const endReasonTimeoutMs = 1_000;

/** Milliseconds in which the next agent (connection to the service) may still report a replaced agent's calls. */
const lostCallTimeoutMs = 10_000;

function readOutcome({ callEndReason }: TeamsIncomingCall): UnansweredCall['outcome'] {
  if (!callEndReason) return 'unknown';
  const kind = findEndKind(callEndReason);
  if (kind === 'answeredElsewhere') return 'elsewhere';
  return kind === 'declined' ? 'declined' : 'missed';
}

/** Notes what happens to a call while the SDK's `accept` is pending. A decline stays noted if the caller hangs up afterwards. */
export function interrupt(call: RingingCall, interruption: 'ended' | 'declined'): void {
  if (call.interruption !== 'declined') call.interruption = interruption;
  call.onInterruption();
}

/** Creates the list of the current agent's incoming calls. A call's key is its SDK id. */
export function createIncomingList(current: CurrentAgent, deps: IncomingListDeps) {
  const ringingCalls = new Map<string, RingingCall>();
  /** The calls that rang at a replaced agent, until the next agent reports them or `lostCallTimeoutMs` have passed. */
  const lostCalls = new Map<string, RingingCall>();

  /**
   * Reads the start data of the call that follows if the user accepts. The SDK does not say on whose behalf the user answers. But
   * if a delegator has forwarded the call, the SDK names the delegator as the transferor.
   */
  const readStart = ({ incoming: { transferorInfo, customContext } }: RingingCall): CallStart => {
    const rawId = readRawId(transferorInfo);
    return {
      target: null,
      onBehalfOf: rawId !== null && deps.isDelegator(rawId) ? rawId : null,
      ...(deps.isAgent
        ? readCompanyContext(customContext)
        : { customContext: readCustomContext(customContext), companyCall: null, passOn: null }),
      startedFor: null,
    };
  };

  const toSnapshot = ([key, call]: [string, RingingCall]): IncomingSnapshot => {
    const { onBehalfOf, customContext, companyCall } = readStart(call);
    const { incoming, startedAt, acceptProgress } = call;
    return {
      key,
      ...readCaller(incoming),
      onBehalfOf,
      customContext,
      companyCall,
      ringingSince: startedAt,
      isAnswering: acceptProgress !== 'none',
    };
  };
  const publish = () => {
    const shownCalls = deps.isLeaderTab() ? [...ringingCalls].filter(([, { isHidden }]) => !isHidden) : [];
    deps.onChange(shownCalls.map(toSnapshot));
  };

  const remove = (key: string) => {
    ringingCalls.get(key)?.stopListening();
    ringingCalls.delete(key);
    publish();
  };

  const recordUnanswered = (ringing: RingingCall, outcome: UnansweredCall['outcome']) => {
    if (!deps.isLeaderTab()) return;
    const { incoming, startedAt } = ringing;
    const { id, callEndReason } = incoming;
    const code = callEndReason && { code: formatEndCode(callEndReason) };
    const { companyCall } = readStart(ringing);
    const company = companyCall && { companyCall };
    deps.onUnanswered({ id, ...readCaller(incoming), outcome, startedAt, ...code, ...company });
  };

  const removeEnded = (key: string, call: RingingCall) => {
    remove(key);
    if (call.incoming.callEndReason) reportEnd(call);
    // The SDK may say a moment later why the call has ended.
    else setTimeout(reportEnd, endReasonTimeoutMs, call);
  };

  const reportEnd = (call: RingingCall) => {
    const outcome = readOutcome(call.incoming);
    recordUnanswered(call, outcome);
    const needsNoMessage = outcome === 'declined' || outcome === 'elsewhere';
    if (needsNoMessage || call.isHidden || !deps.isLeaderTab()) return;
    const { callerId: callerRawId, displayName } = readCaller(call.incoming);
    const code = outcome === 'missed' ? 'call-missed' : 'call-not-answered-here';
    const companyNumber = readStart(call).companyCall?.number;
    const { problem } = fail(code, {
      ...(callerRawId !== null && { person: callerRawId }),
      ...(displayName !== null && { personName: displayName }),
      ...(companyNumber !== undefined && { companyNumber }),
    });
    // A number without a country code may be an emergency number, which only the dial box calls, because it warns the user first.
    const canCallBack = callerRawId !== null && !lacksCountryCode(callerRawId);
    deps.onProblem(canCallBack ? problem : removeRemedy(problem));
  };

  const addIncoming = ({ incomingCall: incoming }: { incomingCall: TeamsIncomingCall }) => {
    const key = incoming.id;
    // The SDK may raise the event again for the same call, for example after the agent has reconnected.
    if (ringingCalls.has(key)) return;
    lostCalls.delete(key);
    const call: RingingCall = {
      incoming,
      isHidden: deps.isDoNotDisturb(),
      startedAt: Date.now(),
      stopListening: () => {},
      acceptProgress: 'none',
      interruption: null,
      onInterruption: () => {},
      listedCall: null,
    };
    call.stopListening = joinStops(
      listen(incoming, ['callEnded'], () => {
        if (!ringingCalls.has(key)) return;
        // While the SDK is accepting the call, only the result of `accept` shows whether it was accepted in time.
        if (call.acceptProgress === 'sent') interrupt(call, 'ended');
        else removeEnded(key, call);
      }),
      listen(incoming, ['callerInfoChanged', 'transferorInfoChanged'], publish),
    );
    ringingCalls.set(key, call);
    publish();
  };
  /** Removes a call of a replaced agent. If the next agent does not report it, its end is reported as far as it is known. */
  const loseCall = (key: string, call: RingingCall) => {
    remove(key);
    lostCalls.set(key, call);
    setTimeout(() => {
      if (lostCalls.get(key) !== call) return;
      lostCalls.delete(key);
      reportEnd(call);
    }, lostCallTimeoutMs);
  };
  const stopListening = attachToEachAgent(current, (agent) => {
    agent.on('incomingCall', addIncoming);
    return () => {
      agent.off('incomingCall', addIncoming);
      // A replaced agent raises no events, so its calls would ring for ever.
      for (const [key, call] of ringingCalls) {
        if (call.acceptProgress === 'sent') interrupt(call, 'ended');
        else loseCall(key, call);
      }
    };
  });

  return {
    find: (key: string): RingingCall | undefined => ringingCalls.get(key),
    getAll: (): readonly RingingCall[] => [...ringingCalls.values()],
    findBeingAccepted: (): RingingCall | undefined =>
      [...ringingCalls.values()].find(({ acceptProgress }) => acceptProgress === 'sent'),
    readStart,
    publish,
    remove,
    recordUnanswered,
    /** Removes a call that has ended without being accepted, records it for the call history, and tells a user who missed it. */
    removeEnded,
    close() {
      for (const call of ringingCalls.values()) call.stopListening();
      // These calls go on ringing elsewhere, so they are not recorded.
      ringingCalls.clear();
      lostCalls.clear();
      stopListening();
    },
  };
}
