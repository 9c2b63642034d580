import * as z from 'zod/mini';
import { createStore, type Readable } from '../../base/store.ts';
import { Target } from '../call/target.ts';

/** How long a page offers to rejoin a call. Later, no participant expects the user to come back. */
const offerMs = 10 * 60_000;
/** Milliseconds between two updates of the note during a call, so that `seenAt` is nearly the time of a crash. */
const updateMs = 15_000;

/**
 * What this tab stores about the front call (the call on the screen): in session storage and, until the user leaves the page,
 * also in local storage, where a new tab finds the note after a crash of the whole browser.
 */
const Note = z.object({
  /** The target that leads back into the call. */
  target: Target,
  /** When the call was last known to go on, in milliseconds since 1970. */
  seenAt: z.number(),
  /** Whether the user has left the page. If not, the page has crashed, was discarded, or is still open in another tab. */
  left: z.boolean(),
});

const storageKeyOf = (oid: string): string => `switchboard.rejoin.${oid}`;

// These are functions, because a browser that blocks storage throws as soon as code accesses these properties.
const tabStorage = () => sessionStorage;
const sharedStorage = () => localStorage;

/** Offers to rejoin the call that the previous page of this tab was in. */
export interface RejoinOffer {
  /** The target that leads back into the call that ended with the previous page; `null` if there is no such call. */
  readonly offer: Readable<Target | null>;
  /** Withdraws the offer, because the user does not want it. */
  readonly dismiss: () => void;
  /** Must be called when another call becomes the front call, or when there is none. */
  readonly noteFrontCall: (target: Target | null) => void;
  /** Must be called when the user leaves the page. From then on, the stored note does not change. */
  readonly markLeft: () => void;
  /** Must be called if the page still exists although the user seemed to leave it. The calls have been hung up. */
  readonly markStayed: () => void;
}

/**
 * Stores which call is on the screen, so that the next page can offer to rejoin it.
 * @param oid Entra object id of the user. Each user of the tab has a note of their own
 * @param isInCallElsewhere whether a call of the user goes on in another tab. If not, a page that was not left has crashed
 */
export function createRejoinOffer(oid: string, isInCallElsewhere: () => Promise<boolean>): RejoinOffer {
  const storageKey = storageKeyOf(oid);
  let notedTarget: Target | null = null;
  let isLeaving = false;
  let timer: ReturnType<typeof setInterval> | undefined;

  const saveNote = (left: boolean) => {
    const note = { target: notedTarget, seenAt: Date.now(), left };
    const write = (place: () => Storage, isNoted: boolean) =>
      tryStorage(() =>
        notedTarget && isNoted
          ? place().setItem(storageKey, JSON.stringify(note))
          : place().removeItem(storageKey),
      );
    write(tabStorage, true);
    // A user who closes the tab does not expect an offer in the next one.
    write(sharedStorage, !left);
  };
  const readNote = (place: () => Storage): z.infer<typeof Note> | null => {
    const stored = tryStorage(() => JSON.parse(place().getItem(storageKey) ?? 'null') as unknown);
    const note = Note.safeParse(stored);
    if (!note.success) return null;
    const ageMs = Date.now() - note.data.seenAt;
    return ageMs >= 0 && ageMs < offerMs ? note.data : null;
  };
  const tabNote = readNote(tabStorage);
  // After a reload, even a note with `left: false` means that the call ended with the previous page.
  const hasCallEnded = tabNote !== null && (tabNote.left || wasReloaded());
  const offer = createStore<Target | null>(null);

  const dismiss = () => {
    offer.set(null);
    if (notedTarget === null) deleteRejoinNote(oid);
  };
  const makeOffer = ({ target }: z.infer<typeof Note>) => {
    offer.set(target);
    setTimeout(dismiss, offerMs);
  };
  const offerAfterCrash = async (note: z.infer<typeof Note>) => {
    if (!(await isInCallElsewhere()) && notedTarget === null) makeOffer(note);
  };
  if (hasCallEnded) makeOffer(tabNote);
  else {
    const uncertainNote = tabNote ?? readNote(sharedStorage);
    if (uncertainNote) void offerAfterCrash(uncertainNote);
  }

  return {
    offer,
    dismiss,
    noteFrontCall(target) {
      if (isLeaving || JSON.stringify(target) === JSON.stringify(notedTarget)) return;
      notedTarget = target;
      clearInterval(timer);
      saveNote(false);
      if (target === null) return;
      offer.set(null);
      timer = setInterval(() => !isLeaving && saveNote(false), updateMs);
    },
    markLeft() {
      isLeaving = true;
      if (notedTarget) saveNote(true);
    },
    markStayed() {
      isLeaving = false;
      if (notedTarget === null) return;
      // The calls were hung up when the user seemed to leave the page, so there is no call to note any more.
      notedTarget = null;
      clearInterval(timer);
      saveNote(false);
    },
  };
}

/** Deletes the stored note after a sign-out. @param oid Entra object id of the user */
export function deleteRejoinNote(oid: string): void {
  for (const place of [tabStorage, sharedStorage]) tryStorage(() => place().removeItem(storageKeyOf(oid)));
}

/** Whether the browser has reloaded this page, or has loaded it again after it had discarded the tab to save memory. */
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
