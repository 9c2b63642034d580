import type { CallEvent } from '../../contract/callEvent.ts';
import { joinStops, listenTo } from '../base/subscriptions.ts';
import { withTimeout } from '../base/withTimeout.ts';
import { followCalls, sessionsOf } from '../calling/calls/followCalls.ts';
import type { CallSession } from '../calling/call/session.ts';
import type { Phone } from '../calling/phone.ts';
import type { HistoryEntry } from '../history/entry.ts';
import type { History } from '../history/history.ts';
import { nameWaitMs } from '../people/people.ts';
import type { FactReader, OtherPerson } from './callFacts.ts';
import { createEvent, emptyOther, readOther } from './createEvent.ts';
import type { OpenCalls } from './openCalls.ts';

/** Milliseconds after the last change of a note until it is told. The user types in the meantime. */
const noteDelayMs = 2_000;
/** How many calls are followed at the same time. Then the oldest one that is over makes room. */
const maxFollowed = 100;

/** A call about which events are told. */
interface FollowedCall {
  /** The id in the events. It stays the same after the first event, although the SDK may change the call's id. */
  id: string;
  readonly direction: CallEvent['call']['direction'];
  other: OtherPerson;
  /** The key of the call's entry in the history. */
  entryKey: string;
  session: CallSession | null;
  /** Whether an event has been told. */
  isTold: boolean;
  isAccepted: boolean;
  isOver: boolean;
  /** Whether the user has changed the note or the label in this tab. Other tabs tell what is changed there. */
  isAnnotated: boolean;
  /** The note and the label that were told last, as one text. */
  toldNote: string;
  noteCount: number;
}

const toOpenCall = ({ id, entryKey, direction }: FollowedCall) => ({ id, entryKey, direction });

const joinNote = ({ note = '', label = '' }: HistoryEntry): string => JSON.stringify([note, label]);
const noNote = JSON.stringify(['', '']);

/**
 * Tells the events of all calls that ring, begin and end in this tab from now on, and the notes that the user writes in this tab about
 * these and earlier calls.
 * @param openCalls remembers the calls about whose end a later page must tell
 * @param oid Entra object id of the user
 * @param tell runs for each event
 * @returns a function that ends this
 */
export function watchCalls(
  phone: Phone,
  history: History,
  facts: FactReader,
  openCalls: OpenCalls,
  oid: string,
  tell: (event: CallEvent) => void,
): () => void {
  const followed = new Set<FollowedCall>();
  const find = (matches: (call: FollowedCall) => boolean) => [...followed].find(matches);
  const noteTimers = new Map<FollowedCall, ReturnType<typeof setTimeout>>();
  /** When each call began to ring about which *ringing* is not told yet, because the directory is being asked for the caller. */
  const ringsToTell = new Map<FollowedCall, Date>();

  const tellAbout = (
    call: FollowedCall,
    type: CallEvent['type'],
    more: Partial<CallEvent['call']> = {},
    { at = new Date(), idSuffix = '' } = {},
  ) => {
    // The ringing comes before everything else about the call.
    tellRing(call);
    call.isTold = true;
    if (!call.isOver) openCalls.put(toOpenCall(call));
    tell(createEvent(type, call, oid, facts, more, { at, idSuffix }));
  };
  /** Tells the event *ringing* of a call, unless that has happened already. */
  const tellRing = (call: FollowedCall) => {
    const at = ringsToTell.get(call);
    ringsToTell.delete(call);
    if (at) tellAbout(call, 'ringing', {}, { at });
  };
  const tellRingWithName = async (call: FollowedCall) => {
    ringsToTell.set(call, new Date());
    await withTimeout(facts.lookUp(call.other.rawId), nameWaitMs, () => undefined);
    tellRing(call);
  };
  const follow = (id: string, direction: FollowedCall['direction'], other: OtherPerson): FollowedCall => {
    const call: FollowedCall = {
      id,
      direction,
      other,
      entryKey: id,
      session: null,
      isTold: false,
      isAccepted: false,
      isOver: false,
      isAnnotated: false,
      toldNote: noNote,
      noteCount: 0,
    };
    const oldest =
      followed.size < maxFollowed ? undefined : (find(({ isOver }) => isOver) ?? find(() => true));
    if (oldest) followed.delete(oldest);
    followed.add(call);
    return call;
  };

  const updateIncoming = () => {
    for (const { key, callerId, displayName, via, companyCall } of phone.state.get().incoming) {
      const other = { rawId: callerId, displayName, via, companyCall };
      const known = find(({ id }) => id === key);
      if (known) known.other = other;
      else void tellRingWithName(follow(key, 'incoming', other));
    }
  };
  const updateSession = (session: CallSession) => {
    const snapshot = session.call.get();
    const call =
      find((candidate) => candidate.session === session) ??
      find(({ id }) => id === snapshot.id) ??
      follow(snapshot.id, snapshot.direction === 'Incoming' ? 'incoming' : 'outgoing', emptyOther);
    call.session = session;
    const hasNewKey = call.entryKey !== snapshot.id;
    call.entryKey = snapshot.id;
    if (hasNewKey && call.isTold) openCalls.put(toOpenCall(call));
    // The id of the call's first event is the one that the history keeps, so that a later page tells notes with the same id.
    if (!call.isTold) call.id = snapshot.id;
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
      { idSuffix: `/${Date.now()}-${call.noteCount}` },
    );
  };
  const tellEnd = (call: FollowedCall, { outcome, seconds }: HistoryEntry) => {
    call.isOver = true;
    tellAbout(call, 'ended', { outcome, seconds: seconds ?? 0 });
    openCalls.remove(call.id);
  };
  /** What the history says about the call. Without a session, the entry of a running call of another tab says nothing about an end. */
  const updateEntry = (call: FollowedCall, entry: HistoryEntry) => {
    const rings = phone.state.get().incoming.some(({ key }) => key === call.id);
    const isRunning = call.session !== null && sessionsOf(phone).includes(call.session);
    const endedHere = call.session !== null || !['placed', 'answered'].includes(entry.outcome);
    if (!call.isOver && !rings && !isRunning && endedHere) tellEnd(call, entry);
    if (!call.isAnnotated || joinNote(entry) === call.toldNote || noteTimers.has(call)) return;
    noteTimers.set(
      call,
      setTimeout(() => tellNote(call, findEntry(call) ?? entry), noteDelayMs),
    );
  };
  const findEntry = ({ entryKey }: FollowedCall) => history.entries.get().find(({ key }) => key === entryKey);
  const update = () => {
    updateIncoming();
    for (const session of sessionsOf(phone)) updateSession(session);
    for (const call of followed) {
      const entry = findEntry(call);
      if (entry) updateEntry(call, entry);
    }
  };
  /** Follows the call to which the user is about to add a note, which may be one of an earlier page. */
  const followAnnotated = () => {
    const key = history.lastAnnotated.get()?.key;
    let call = find(({ id, entryKey }) => entryKey === key || id === key);
    const entry = history.entries.get().find((candidate) => candidate.key === key);
    if (!call && entry) {
      const isOutgoing = entry.outcome === 'placed' || entry.outcome === 'unanswered';
      call = follow(entry.key, isOutgoing ? 'outgoing' : 'incoming', readOther(entry));
      Object.assign(call, { isOver: true, toldNote: joinNote(entry) });
      void facts.lookUp(entry.other);
    }
    if (call) call.isAnnotated = true;
  };
  const tellWaitingNow = () => {
    for (const call of ringsToTell.keys()) tellRing(call);
    for (const call of noteTimers.keys()) {
      const entry = findEntry(call);
      if (entry) tellNote(call, entry);
    }
  };
  const stop = joinStops(
    followCalls(phone, update),
    history.lastAnnotated.subscribe(followAnnotated),
    history.entries.subscribe(update),
    listenTo(globalThis, ['pagehide'], () => {
      tellWaitingNow();
      openCalls.markLeft();
    }),
  );
  return () => {
    stop();
    tellWaitingNow();
  };
}
