import type { HistoryEntry } from '../history/history.ts';
import type { RecordedEvent } from './diagnosticsLog.ts';

/** One call as support needs it. What this tab has not seen is `null`. */
export interface RecentCall {
  /** The SDK's id of the call. */
  id: string;
  direction: string | null;
  /** Raw id. */
  other: string | null;
  outcome: string | null;
  beganAt: string;
  connectedAt: string | null;
  endedAt: string | null;
  endCode: number | null;
  endSubCode: number | null;
  endReason: string | null;
  seconds: number | null;
  isEmergencyCall: boolean | null;
  states: string[];
  /** Diagnostics of the SDK that were raised, with value and time. */
  quality: string[];
}

const maxCalls = 20;

const blank = (id: string, beganAt: string): RecentCall => ({
  id,
  direction: null,
  other: null,
  outcome: null,
  beganAt,
  connectedAt: null,
  endedAt: null,
  endCode: null,
  endSubCode: null,
  endReason: null,
  seconds: null,
  isEmergencyCall: null,
  states: [],
  quality: [],
});

const text = (value: unknown) => (typeof value === 'string' ? value : null);
const number = (value: unknown) => (typeof value === 'number' ? value : null);

/** Groups the log's events by call, and adds calls of the history that are not in the log. Newest first. */
export function recentCalls(
  events: readonly RecordedEvent[],
  history: readonly HistoryEntry[],
): readonly RecentCall[] {
  // By the session's key, because the SDK's id may change while a call is set up.
  const byKey = new Map<string, RecentCall>();
  for (const event of events) {
    const key = text(event.call);
    const id = text(event.id);
    if (event.kind === 'call' && key !== null && id !== null) {
      const call = byKey.get(key) ?? blank(id, event.at);
      byKey.set(key, call);
      Object.assign(call, { id, direction: text(event.direction), other: text(event.other) ?? call.other });
      if (typeof event.isEmergencyCall === 'boolean') call.isEmergencyCall = event.isEmergencyCall;
      call.states.push(`${String(event.state)} ${event.at}`);
      if (event.state === 'Connected') call.connectedAt ??= event.at;
    } else if (event.kind === 'call' && event.what === 'ended' && id !== null) {
      const call = [...byKey.values()].find((known) => known.id === id) ?? blank(id, event.at);
      if (![...byKey.values()].includes(call)) byKey.set(id, call);
      Object.assign(call, {
        endedAt: event.at,
        endCode: number(event.code),
        endSubCode: number(event.subCode),
        endReason: text(event.reason),
        seconds: number(event.seconds),
        other: call.other ?? text(event.other),
        direction: call.direction ?? text(event.direction),
      });
    } else if (event.kind === 'quality' && key !== null)
      byKey.get(key)?.quality.push(`${event.what}=${String(event.value)} ${event.at}`);
  }
  const calls = [...byKey.values()];
  for (const entry of history) {
    const known = calls.find(({ id }) => id === entry.key);
    if (known) known.outcome = entry.outcome;
    else calls.push(fromHistory(entry));
  }
  return calls.toSorted((a, b) => b.beganAt.localeCompare(a.beganAt)).slice(0, maxCalls);
}

function fromHistory({ key, other, outcome, at, seconds, code }: HistoryEntry): RecentCall {
  const [main, subCode] = code?.split('/').map(Number) ?? [];
  return {
    ...blank(key, new Date(at).toISOString()),
    direction: outcome === 'placed' || outcome === 'unanswered' ? 'Outgoing' : 'Incoming',
    other,
    outcome,
    endCode: main ?? null,
    endSubCode: subCode ?? null,
    seconds,
  };
}
