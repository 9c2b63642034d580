import { countSecondsSince } from '../base/countSecondsSince.ts';
import { isRenderingPaused } from '../base/renderingPause.ts';
import type { Readable } from '../base/store.ts';
import { joinStops } from '../base/subscriptions.ts';
import type { CallSession } from '../calling/call/session.ts';
import type { IncomingSnapshot } from '../calling/call/snapshot.ts';
import type { CallList } from '../calling/calls/calls.ts';
import { followCalls, sessionsOf, type FollowedPhone } from '../calling/calls/followCalls.ts';
import { createCallEntry, createUnansweredEntry } from './createEntry.ts';
import type { HistoryEntry } from './entry.ts';
import type { History } from './history.ts';

/** The part of a phone that the log reads: its calls, and those that ring. */
interface LoggedPhone extends FollowedPhone {
  readonly state: Readable<CallList & { readonly incoming: readonly IncomingSnapshot[] }>;
}

/**
 * Writes every call into the history as soon as the call begins, so that the history has it even if the page crashes.
 * When a call ends, the phone replaces this entry by the final one (`assembly/phone.ts`).
 */
export function startCallLog(phone: LoggedPhone, history: History) {
  /** The last entry that was written for each call. */
  const writtenEntries = new Map<CallSession, HistoryEntry>();

  /** @param isLeaving whether the user is leaving the page, so that the entry needs the call's duration */
  const writeEntry = (session: CallSession, isLeaving: boolean) => {
    const { state, connectedAt } = session.call.get();
    // The phone has written the final entry, which must stay.
    if (state === 'Disconnected') return;
    const lastEntry = writtenEntries.get(session);
    const record = session.readRecord();
    const entryIfEndedNow = createCallEntry(record, record.otherName);
    const secondsNow = isLeaving && connectedAt !== null ? countSecondsSince(connectedAt) : null;
    const entry: HistoryEntry = {
      ...entryIfEndedNow,
      // The user has accepted the call, even if it is not connected yet.
      outcome: record.direction === 'Incoming' ? 'answered' : entryIfEndedNow.outcome,
      // Keeps a duration that was written when the user was leaving the page.
      seconds: lastEntry?.seconds ?? secondsNow,
    };
    if (JSON.stringify(entry) === JSON.stringify(lastEntry)) return;
    // Before `put`, which may report that the storage is full. That changes the phone's state, and leads here again.
    writtenEntries.set(session, entry);
    history.put(entry, lastEntry?.key);
  };

  const writeAll = (isLeaving: boolean) => {
    const sessions = sessionsOf(phone);
    for (const session of sessions) writeEntry(session, isLeaving);
    for (const session of writtenEntries.keys())
      if (!sessions.includes(session)) writtenEntries.delete(session);
  };
  // A call that is being set up needs the page at every step, so rendering and the log pause, for at most a quarter of a second.
  const writeUnlessPaused = () => {
    if (!isRenderingPaused.get()) writeAll(false);
  };
  return {
    stop: joinStops(
      followCalls(phone, writeUnlessPaused),
      isRenderingPaused.subscribe(() => setTimeout(writeUnlessPaused)),
    ),
    /**
     * Writes all calls with their durations, and those that ring. Must be called when the user leaves the page, which ends the
     * calls: this page will not learn what becomes of a call that rings.
     */
    writeBeforeLeaving: () => {
      writeAll(true);
      for (const { key, ringingSince, companyCall, ...caller } of phone.state.get().incoming)
        history.add(
          createUnansweredEntry({
            ...caller,
            id: key,
            startedAt: ringingSince,
            outcome: 'unknown',
            ...(companyCall && { companyCall }),
          }),
        );
    },
  };
}
