import type { CallEvent } from '../../contract/callEvent.ts';
import { joinStops, listenTo } from '../base/subscriptions.ts';
import { followCalls, sessionsOf } from '../calling/calls/followCalls.ts';
import type { CallSession } from '../calling/call/session.ts';
import type { Phone } from '../calling/phone.ts';
import type { HistoryEntry } from '../history/entry.ts';
import type { History } from '../history/history.ts';
import type { FactReader, OtherPerson } from './callFacts.ts';

/** Milliseconds after the last change of a note until it is told. The user types in the meantime. */
const noteDelayMs = 2_000;
/** How many calls are followed at the same time. The oldest one's note is then no longer told. */
const maxFollowed = 100;

/** A call about which events are told. */
interface FollowedCall {
  /** Stays the same in all events, although the SDK may change the call's id. */
  readonly id: string;
  readonly direction: CallEvent['call']['direction'];
  other: OtherPerson;
  /** The key of the call's entry in the history. */
  entryKey: string;
  session: CallSession | null;
  isAccepted: boolean;
  isOver: boolean;
  /** The note and the label that were told last, as one text. */
  toldNote: string;
  noteCount: number;
}

const joinNote = ({ note = '', label = '' }: HistoryEntry): string => JSON.stringify([note, label]);
const noNote = JSON.stringify(['', '']);

/**
 * Tells the events of all calls that ring, begin and end in this tab from now on.
 * @param tell runs for each event
 * @returns a function that ends this
 */
export function watchCalls(
  phone: Phone,
  history: History,
  facts: FactReader,
  tell: (event: CallEvent) => void,
): () => void {
  /** By the id in the events. */
  const followed = new Map<string, FollowedCall>();
  const noteTimers = new Map<FollowedCall, ReturnType<typeof setTimeout>>();

  const tellAbout = (
    { id, direction, other }: FollowedCall,
    type: CallEvent['type'],
    more: Partial<CallEvent['call']> = {},
    idSuffix = '',
  ) =>
    tell({
      switchboard: 1,
      type,
      id: `${id}/${type}${idSuffix}`,
      at: new Date().toISOString(),
      call: { id, direction, ...facts.read(other), ...more },
    });
  const follow = (id: string, direction: FollowedCall['direction'], other: OtherPerson): FollowedCall => {
    const call: FollowedCall = {
      id,
      direction,
      other,
      entryKey: id,
      session: null,
      isAccepted: false,
      isOver: false,
      toldNote: noNote,
      noteCount: 0,
    };
    followed.set(id, call);
    const [oldest] = followed.values();
    if (followed.size > maxFollowed && oldest) followed.delete(oldest.id);
    return call;
  };

  const updateIncoming = () => {
    for (const { key, callerId, displayName, via, companyCall } of phone.state.get().incoming) {
      const other = { rawId: callerId, displayName, via, companyCall };
      const known = followed.get(key);
      if (known) known.other = other;
      else tellAbout(follow(key, 'incoming', other), 'ringing');
    }
  };
  const updateSession = (session: CallSession) => {
    const snapshot = session.call.get();
    const call =
      [...followed.values()].find((candidate) => candidate.session === session) ??
      followed.get(snapshot.id) ??
      follow(snapshot.id, snapshot.direction === 'Incoming' ? 'incoming' : 'outgoing', emptyOther);
    call.session = session;
    call.entryKey = snapshot.id;
    // While a call is being answered, the SDK may not say who it is, although it said so before.
    call.other = {
      rawId: snapshot.other ?? call.other.rawId,
      displayName: snapshot.otherName ?? call.other.displayName,
      via: snapshot.via ?? call.other.via,
      companyCall: snapshot.companyCall ?? call.other.companyCall,
    };
    if (call.isAccepted || snapshot.connectedAt === null) return;
    call.isAccepted = true;
    tellAbout(call, 'accepted');
  };
  const tellNote = (call: FollowedCall, entry: HistoryEntry) => {
    clearTimeout(noteTimers.get(call));
    noteTimers.delete(call);
    const note = joinNote(entry);
    if (note === call.toldNote) return;
    call.toldNote = note;
    call.noteCount += 1;
    tellAbout(
      call,
      'note',
      { note: entry.note ?? '', label: entry.label ?? '' },
      // Another tab, or this page before a reload, may have told about the same call.
      `/${Date.now()}-${call.noteCount}`,
    );
  };
  const tellEnd = (call: FollowedCall, { outcome, seconds }: HistoryEntry) => {
    call.isOver = true;
    tellAbout(call, 'ended', { outcome, seconds: seconds ?? 0 });
  };
  /** What the history says about the call. Without a session, the entry of a running call of another tab says nothing about an end. */
  const updateEntry = (call: FollowedCall, entry: HistoryEntry) => {
    const rings = phone.state.get().incoming.some(({ key }) => key === call.id);
    const isRunning = call.session !== null && sessionsOf(phone).includes(call.session);
    const endedHere = call.session !== null || !['placed', 'answered'].includes(entry.outcome);
    if (!call.isOver && !rings && !isRunning && endedHere) tellEnd(call, entry);
    if (joinNote(entry) === call.toldNote || noteTimers.has(call)) return;
    noteTimers.set(
      call,
      setTimeout(() => tellNote(call, findEntry(call) ?? entry), noteDelayMs),
    );
  };
  const findEntry = ({ entryKey }: FollowedCall) => history.entries.get().find(({ key }) => key === entryKey);
  const update = () => {
    updateIncoming();
    for (const session of sessionsOf(phone)) updateSession(session);
    for (const call of followed.values()) {
      const entry = findEntry(call);
      if (entry) updateEntry(call, entry);
    }
  };
  const tellNotesNow = () => {
    for (const call of noteTimers.keys()) {
      const entry = findEntry(call);
      if (entry) tellNote(call, entry);
    }
  };
  const stop = joinStops(
    followCalls(phone, update),
    history.entries.subscribe(update),
    listenTo(globalThis, ['pagehide'], tellNotesNow),
  );
  return () => {
    stop();
    tellNotesNow();
  };
}

const emptyOther: OtherPerson = { rawId: null, displayName: null, via: null, companyCall: null };
