import * as z from 'zod/mini';
import { asReadable, createStore } from '../../base/store.ts';
import { Target } from '../call/target.ts';

/** How long a page offers to rejoin a call. Later, nobody expects the user to come back. */
const offerMs = 10 * 60_000;
/** Milliseconds between two updates of the note during a call, so that after a crash `seenAt` is nearly its time. */
const updateMs = 15_000;
/** Milliseconds until the first note about a call. To write it takes 3 ms, for which the set-up of the call would wait. */
const firstNoteMs = 2_000;

/** What leads back into a call. */
const WayBack = z.object({
  target: Target,
  /** The company's number of an agent's call, by which the agent calls again; missing for a Teams user's call. */
  companyNumber: z.optional(z.string()),
});
export type WayBack = z.infer<typeof WayBack>;

/**
 * What this tab stores about its calls, in session storage. During a call, until the user leaves the page, the note is also in local
 * storage, where a new tab finds it after a crash of the whole browser.
 */
const Note = z.object({
  /** The calls, the front call (the call on the screen) first, and those of earlier pages that the user has not called back. */
  calls: z.array(WayBack),
  /** When the calls were last known to go on, in milliseconds since 1970. */
  seenAt: z.number(),
  /** Whether the user has left the page. If not, the page has crashed, the browser has discarded it, or it is still open. */
  left: z.boolean(),
});

const storageKeyOf = (oid: string): string => `switchboard.rejoin.${oid}`;
/** The keys of users who have signed out. A call that goes on in this page must not store its note again. */
const forbiddenKeys = new Set<string>();

// Functions, because a browser that blocks storage throws when code reads these properties.
const tabStorage = () => sessionStorage;
const sharedStorage = () => localStorage;

/** Whether both lead back to the same people or meeting. */
const isSameCall = ({ target }: WayBack, other: WayBack): boolean =>
  JSON.stringify(target) === JSON.stringify(other.target);

/**
 * Stores which calls the user has, so that the next page can name them and offer to rejoin each.
 * @param oid Entra object id of the user. Each user of the tab has a note of their own
 * @param isInCallElsewhere whether the user is in a call in another tab. If not, a page that was not left has crashed
 */
export function createRejoinOffer(oid: string, isInCallElsewhere: () => Promise<boolean>) {
  const storageKey = storageKeyOf(oid);
  // The user has signed in again.
  forbiddenKeys.delete(storageKey);
  let notedCalls: readonly WayBack[] = [];
  let isLeaving = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const offers = createStore<readonly WayBack[]>([]);

  /** Stores the note, or deletes it if there is nothing to note. @param left whether the user is leaving the page */
  const saveNote = (left: boolean) => {
    if (forbiddenKeys.has(storageKey)) return;
    const calls = [...notedCalls, ...offers.get()].filter(
      (call, index, all) => all.findIndex((other) => isSameCall(other, call)) === index,
    );
    const note = { calls, seenAt: Date.now(), left };
    const write = (place: () => Storage, isWanted: boolean) =>
      tryStorage(() =>
        isWanted ? place().setItem(storageKey, JSON.stringify(note)) : place().removeItem(storageKey),
      );
    write(tabStorage, calls.length > 0);
    // A user who closes the tab does not expect an offer in the next one.
    write(sharedStorage, notedCalls.length > 0 && !left);
  };
  const saveNoteLater = (ms: number) => {
    timer = setTimeout(() => {
      if (!isLeaving) saveNote(false);
      saveNoteLater(updateMs);
    }, ms);
  };
  const readNote = (place: () => Storage): z.infer<typeof Note> | null => {
    const stored = tryStorage(() => JSON.parse(place().getItem(storageKey) ?? 'null') as unknown);
    const note = Note.safeParse(stored);
    if (!note.success) return null;
    const ageMs = Date.now() - note.data.seenAt;
    return ageMs >= 0 && ageMs < offerMs ? note.data : null;
  };
  const tabNote = readNote(tabStorage);
  // After a reload, a note with `left: false` also means that the call ended with the previous page.
  const hasCallEnded = tabNote !== null && (tabNote.left || wasReloaded());

  const withdraw = (isOver: (call: WayBack) => boolean) =>
    offers.set(offers.get().filter((call) => !isOver(call)));
  const makeOffers = ({ calls }: z.infer<typeof Note>) => {
    offers.set(calls);
    setTimeout(() => {
      withdraw((call) => calls.includes(call));
      saveNote(false);
    }, offerMs);
  };
  const offerAfterCrash = async (note: z.infer<typeof Note>) => {
    if (!(await isInCallElsewhere()) && notedCalls.length === 0) makeOffers(note);
  };
  if (hasCallEnded) makeOffers(tabNote);
  else {
    const uncertainNote = tabNote ?? readNote(sharedStorage);
    if (uncertainNote) void offerAfterCrash(uncertainNote);
  }

  return {
    /** Leads back into each call that ended with the previous page, the one that was on the screen first. */
    offers: asReadable(offers),
    /** Withdraws an offer, because the user does not want it. */
    dismiss: (offer: WayBack): void => {
      withdraw((call) => call === offer);
      saveNote(false);
    },
    /** Must be called with the ways back into the user's calls after each change, the front call first. */
    noteCalls: (calls: readonly WayBack[]): void => {
      if (isLeaving || JSON.stringify(calls) === JSON.stringify(notedCalls)) return;
      notedCalls = calls;
      clearTimeout(timer);
      // The user talks to these people again.
      withdraw((offer) => calls.some((call) => isSameCall(call, offer)));
      if (calls.length > 0) saveNoteLater(firstNoteMs);
      else saveNote(false);
    },
    /** Must be called when the user leaves the page. From then on, the stored note does not change. */
    markLeft: (): void => {
      isLeaving = true;
      if (notedCalls.length > 0) saveNote(true);
    },
    /** Must be called if the page still exists although the user seemed to leave it, and the app has hung up the calls. */
    markStayed: (): void => {
      isLeaving = false;
      if (notedCalls.length === 0) return;
      notedCalls = [];
      clearTimeout(timer);
      saveNote(false);
    },
  };
}

export type RejoinOffer = ReturnType<typeof createRejoinOffer>;

/**
 * Deletes the stored note after a sign-out.
 * @param oid Entra object id of the user
 * @param options.forGood whether this page must not store a note of the user any more
 */
export function deleteRejoinNote(oid: string, { forGood }: { forGood: boolean }): void {
  const storageKey = storageKeyOf(oid);
  if (forGood) forbiddenKeys.add(storageKey);
  for (const place of [tabStorage, sharedStorage]) tryStorage(() => place().removeItem(storageKey));
}

/** Whether the user has reloaded this page, or the browser has, after it had discarded the tab to save memory. */
function wasReloaded(): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const wasDiscarded = 'wasDiscarded' in document && document.wasDiscarded === true;
  return navigation?.type === 'reload' || wasDiscarded;
}

/** Runs a task that uses the storage. @returns `null` if the browser blocks storage, or the stored text is not JSON */
function tryStorage<T>(task: () => T): T | null {
  try {
    return task();
  } catch {
    return null;
  }
}
