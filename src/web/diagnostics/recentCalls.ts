import type { HistoryEntry } from '../history/entry.ts';
import type { RecordedEvent } from './diagnosticsLog.ts';

/** The number of calls in a report. The earlier ones show whether only the latest one was bad. */
const maxCalls = 20;

/** One call in the report for support. A value is `null` if this tab has not seen it. */
export type RecentCall = ReturnType<typeof createEmptyCall>;

// The casts say which values may replace the first ones.
const createEmptyCall = (id: string, beganAt: string) => ({
  id,
  direction: null as string | null,
  /** Raw id of the other participant of a 1:1 call. */
  other: null as string | null,
  /** What became of the call according to the call history, for example `missed`. */
  outcome: null as string | null,
  beganAt,
  connectedAt: null as string | null,
  endedAt: null as string | null,
  endCode: null as number | null,
  endSubCode: null as number | null,
  endReason: null as string | null,
  seconds: null as number | null,
  isEmergencyCall: null as boolean | null,
  /** The call states in their order, each with its time. */
  states: [] as string[],
  /** The SDK's user-facing diagnostics that were raised, each with value and time. */
  quality: [] as string[],
});

const textOrNull = (value: unknown) => (typeof value === 'string' ? value : null);
const numberOrNull = (value: unknown) => (typeof value === 'number' ? value : null);

/**
 * Groups the events in the log by call, and adds the calls that only the call history has.
 * @param history newest first
 * @returns the newest first
 */
export function listRecentCalls(events: readonly RecordedEvent[], history: readonly HistoryEntry[]) {
  const callByKey = new Map<string, RecentCall>();
  const getOrAddCall = (key: string, { id, at }: { id: string; at: string }): RecentCall => {
    const call = callByKey.get(key) ?? createEmptyCall(id, at);
    callByKey.set(key, call);
    return call;
  };
  for (const event of events) {
    // `event.call` is the app's own key of the call; the event of its end has none. `event.id` is the SDK's id, which may change
    // while the call is set up.
    const key = textOrNull(event.call);
    const id = textOrNull(event.id);
    if (event.kind === 'quality' && key !== null)
      callByKey.get(key)?.quality.push(`${event.what}=${String(event.value)} ${event.at}`);
    if (event.kind !== 'call' || id === null) continue;
    if (key !== null) {
      const call = getOrAddCall(key, { id, at: event.at });
      const other = textOrNull(event.other) ?? call.other;
      Object.assign(call, { id, direction: textOrNull(event.direction), other });
      if (typeof event.isEmergencyCall === 'boolean') call.isEmergencyCall = event.isEmergencyCall;
      call.states.push(`${String(event.state)} ${event.at}`);
      if (event.state === 'Connected') call.connectedAt ??= event.at;
    } else if (event.what === 'ended') {
      const knownCall = [...callByKey.values()].find((candidate) => candidate.id === id);
      const call = knownCall ?? getOrAddCall(id, { id, at: event.at });
      Object.assign(call, {
        endedAt: event.at,
        endCode: numberOrNull(event.code),
        endSubCode: numberOrNull(event.subCode),
        endReason: textOrNull(event.reason),
        seconds: numberOrNull(event.seconds),
        other: call.other ?? textOrNull(event.other),
        direction: call.direction ?? textOrNull(event.direction),
      });
    }
  }
  const calls = [...callByKey.values()];
  for (const call of calls) call.outcome = history.find(({ key }) => key === call.id)?.outcome ?? null;
  const listedIds = new Set(calls.map(({ id }) => id));
  // The report has room for the newest ones only.
  const otherEntries = history.filter(({ key }) => !listedIds.has(key)).slice(0, maxCalls);
  calls.push(...otherEntries.map(createCallFromHistory));
  return calls.toSorted((a, b) => b.beganAt.localeCompare(a.beganAt)).slice(0, maxCalls);
}

function createCallFromHistory({ key, other, outcome, at, seconds, code }: HistoryEntry): RecentCall {
  // `code` is for example `487/10004`.
  const [endCode, endSubCode] = code?.split('/').map(Number) ?? [];
  return {
    ...createEmptyCall(key, new Date(at).toISOString()),
    direction: outcome === 'placed' || outcome === 'unanswered' ? 'Outgoing' : 'Incoming',
    other,
    outcome,
    endCode: endCode ?? null,
    endSubCode: endSubCode ?? null,
    seconds,
  };
}
