import { countSecondsSince } from '../base/countSecondsSince.ts';
import { isRenderingPaused } from '../base/renderingPause.ts';
import { followCalls, sessionsOf, type FollowedPhone } from '../calling/calls/followCalls.ts';
import { toStoredVia } from './createEntry.ts';
import type { History, HistoryEntry } from './history.ts';
import type { CallSession } from '../calling/call/session.ts';
import { getSingleRawId } from '../calling/call/target.ts';
import { joinStops } from '../base/subscriptions.ts';

/** What the log has recorded about a call that goes on. */
interface LoggedCall {
  readonly startedAt: number;
  withVideo: boolean;
  /** Seconds that the call was connected; `null` until it ends. */
  seconds: number | null;
  /** The entry that was written last; `null` before the first one. */
  entry: HistoryEntry | null;
}

/**
 * Writes every call into the history as soon as the call begins, so that the history has it even if the page crashes.
 * When a call ends, the phone replaces this entry by the final one (`assembly/phone.ts`).
 */
export function startCallLog(phone: FollowedPhone, history: History) {
  const loggedCalls = new Map<CallSession, LoggedCall>();

  const writeEntry = (session: CallSession, isEnding: boolean) => {
    const call = session.call.get();
    // The phone writes the final entry, which must not be overwritten.
    if (call.state === 'Disconnected') return;
    const loggedCall = loggedCalls.get(session) ?? {
      startedAt: Date.now(),
      withVideo: false,
      seconds: null,
      entry: null,
    };
    loggedCalls.set(session, loggedCall);
    loggedCall.withVideo ||= call.isLocalVideoStarted;
    const target = session.findRejoinTarget();
    const otherRawId = getSingleRawId(target);
    const { connectedAt } = call;
    if (isEnding && connectedAt !== null) loggedCall.seconds ??= countSecondsSince(connectedAt);
    const outgoingOutcome = connectedAt === null ? 'unanswered' : 'placed';
    const entry: HistoryEntry = {
      key: call.id,
      other: otherRawId,
      // A single person needs no target: `other` is enough to call back.
      target: otherRawId === null ? target : null,
      name: otherRawId === null ? null : call.otherName,
      outcome: call.direction === 'Incoming' ? 'answered' : outgoingOutcome,
      withVideo: loggedCall.withVideo,
      at: loggedCall.startedAt,
      seconds: loggedCall.seconds,
      ...toStoredVia(call.via),
    };
    if (JSON.stringify(entry) === JSON.stringify(loggedCall.entry)) return;
    history.put(entry, loggedCall.entry?.key);
    loggedCall.entry = entry;
  };

  const writeAll = (isEnding: boolean) => {
    const sessions = sessionsOf(phone);
    for (const session of sessions) writeEntry(session, isEnding);
    for (const session of loggedCalls.keys()) if (!sessions.includes(session)) loggedCalls.delete(session);
  };
  // A call that is being set up needs the page at every step, so the history waits for it, at most for a quarter of a second.
  const writeUnlessPaused = () => {
    if (!isRenderingPaused.get()) writeAll(false);
  };
  return {
    stop: joinStops(
      followCalls(phone, writeUnlessPaused),
      isRenderingPaused.subscribe(() => setTimeout(writeUnlessPaused)),
    ),
    /** Writes all calls with their durations. Must be called when the user leaves the page, which ends the calls. */
    writeDurations: () => writeAll(true),
  };
}
