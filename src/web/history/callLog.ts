import { followCalls, sessionsOf, type FollowedPhone } from '../calling/calls/followCalls.ts';
import type { History, HistoryEntry } from './history.ts';
import type { CallSession } from '../calling/call/session.ts';
import { onlyOne } from '../calling/call/target.ts';

/** What the log knows of a running call. */
interface Noted {
  readonly startedAt: number;
  withVideo: boolean;
  seconds: number | null;
  entry: HistoryEntry | null;
}

/**
 * Writes calls into the history from their beginning: a page that is closed or crashes leaves them there. The entry that
 * the phone writes at a call's end replaces this one.
 */
export function keepCallLog(phone: FollowedPhone, history: History) {
  const noted = new Map<CallSession, Noted>();

  /** @param isOver whether the call ends now, and so has a duration */
  const write = (session: CallSession, isOver: boolean) => {
    const call = session.call.get();
    // The phone writes the entry of a call that has ended.
    if (call.state === 'Disconnected') return;
    const before = noted.get(session) ?? {
      startedAt: Date.now(),
      withVideo: false,
      seconds: null,
      entry: null,
    };
    noted.set(session, before);
    before.withVideo ||= call.isLocalVideoStarted;
    const target = session.callBack();
    const person = onlyOne(target);
    const { connectedAt } = call;
    if (isOver && connectedAt !== null) before.seconds ??= Math.round((Date.now() - connectedAt) / 1000);
    const entry: HistoryEntry = {
      key: call.id,
      other: person,
      target: person === null ? target : null,
      name: null,
      outcome: call.direction === 'Incoming' ? 'answered' : connectedAt === null ? 'unanswered' : 'placed',
      withVideo: before.withVideo,
      at: before.startedAt,
      seconds: before.seconds,
    };
    if (JSON.stringify(entry) === JSON.stringify(before.entry)) return;
    history.put(entry, before.entry?.key);
    before.entry = entry;
  };

  const writeAll = (isOver: boolean) => {
    const sessions = sessionsOf(phone);
    for (const session of sessions) write(session, isOver);
    for (const session of noted.keys()) if (!sessions.includes(session)) noted.delete(session);
  };
  return {
    stop: followCalls(phone, () => writeAll(false)),
    /** The user leaves the page, which ends the calls. */
    end: () => writeAll(true),
  };
}
