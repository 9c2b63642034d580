import { followCalls, sessionsOf, type FollowedPhone } from '../calling/calls/followCalls.ts';
import type { History, HistoryEntry } from './history.ts';
import type { CallSession } from '../calling/call/session.ts';
import { singleRawId } from '../calling/call/target.ts';

/** What the log has recorded about a running call. */
interface LoggedCall {
  readonly startedAt: number;
  withVideo: boolean;
  /** Seconds that the call was connected; `null` until it ends. */
  seconds: number | null;
  /** The entry that was written last; `null` before the first one. */
  entry: HistoryEntry | null;
}

/**
 * Writes every call into the history as soon as it begins, so that it stays there when the page is closed or crashes. When
 * a call ends, the phone replaces this entry by the final one.
 */
export function startCallLog(phone: FollowedPhone, history: History) {
  const loggedCalls = new Map<CallSession, LoggedCall>();

  /** @param isEnding whether the call ends now, so that its duration is known */
  const write = (session: CallSession, isEnding: boolean) => {
    const call = session.call.get();
    // The phone writes the final entry.
    if (call.state === 'Disconnected') return;
    const logged = loggedCalls.get(session) ?? {
      startedAt: Date.now(),
      withVideo: false,
      seconds: null,
      entry: null,
    };
    loggedCalls.set(session, logged);
    logged.withVideo ||= call.isLocalVideoStarted;
    const target = session.callBack();
    const person = singleRawId(target);
    const { connectedAt } = call;
    if (isEnding && connectedAt !== null) logged.seconds ??= Math.round((Date.now() - connectedAt) / 1000);
    const entry: HistoryEntry = {
      key: call.id,
      other: person,
      target: person === null ? target : null,
      name: null,
      outcome: call.direction === 'Incoming' ? 'answered' : connectedAt === null ? 'unanswered' : 'placed',
      withVideo: logged.withVideo,
      at: logged.startedAt,
      seconds: logged.seconds,
    };
    if (JSON.stringify(entry) === JSON.stringify(logged.entry)) return;
    history.put(entry, logged.entry?.key);
    logged.entry = entry;
  };

  const writeAll = (isEnding: boolean) => {
    const sessions = sessionsOf(phone);
    for (const session of sessions) write(session, isEnding);
    for (const session of loggedCalls.keys()) if (!sessions.includes(session)) loggedCalls.delete(session);
  };
  return {
    stop: followCalls(phone, () => writeAll(false)),
    /** Writes all calls with their durations. The caller runs it when the user leaves the page, which ends the calls. */
    end: () => writeAll(true),
  };
}
