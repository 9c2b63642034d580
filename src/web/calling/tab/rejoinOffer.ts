import * as z from 'zod/mini';
import { asReadable, createStore } from '../../base/store.ts';
import { Target } from '../call/target.ts';

/** How long a page offers to rejoin a call. Later, nobody expects the user to come back. */
const offerMs = 10 * 60_000;
/** Milliseconds between two updates of the note during a call, so that after a crash `seenAt` is nearly its time. */
const updateMs = 15_000;

/** What leads back into a call. */
const WayBack = z.object({
  target: Target,
  /** The company's number of an agent's call, by which the agent calls again; missing for a Teams user's call. */
  companyNumber: z.optional(z.string()),
});
export type WayBack = z.infer<typeof WayBack>;

/**
 * What this tab stores about the front call (the call on the screen), in session storage. Until the user leaves the page, the
 * note is also in local storage, where a new tab finds it after a crash of the whole browser.
 */
const Note = z.extend(WayBack, {
  /** When the call was last known to go on, in milliseconds since 1970. */
  seenAt: z.number(),
  /** Whether the user has left the page. If not, the page has crashed, the browser has discarded it, or it is still open. */
  left: z.boolean(),
});

const storageKeyOf = (oid: string): string => `switchboard.rejoin.${oid}`;

// Functions, because a browser that blocks storage throws when code reads these properties.
const tabStorage = () => sessionStorage;
const sharedStorage = () => localStorage;

/**
 * Stores which call is on the screen, so that the next page can offer to rejoin it.
 * @param oid Entra object id of the user. Each user of the tab has a note of their own
 * @param isInCallElsewhere whether the user is in a call in another tab. If not, a page that was not left has crashed
 */
export function createRejoinOffer(oid: string, isInCallElsewhere: () => Promise<boolean>) {
  const storageKey = storageKeyOf(oid);
  let notedCall: WayBack | null = null;
  let isLeaving = false;
  let timer: ReturnType<typeof setInterval> | undefined;

  /** Stores the note, or deletes it if there is no call. @param left whether the user is leaving the page */
  const saveNote = (left: boolean) => {
    const note = { ...notedCall, seenAt: Date.now(), left };
    const write = (place: () => Storage, isWanted: boolean) =>
      tryStorage(() =>
        notedCall && isWanted
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
  // After a reload, a note with `left: false` also means that the call ended with the previous page.
  const hasCallEnded = tabNote !== null && (tabNote.left || wasReloaded());
  const offer = createStore<WayBack | null>(null);

  const dismiss = () => {
    offer.set(null);
    if (notedCall === null) deleteRejoinNote(oid);
  };
  const makeOffer = ({ target, companyNumber }: WayBack) => {
    offer.set({ target, companyNumber });
    setTimeout(dismiss, offerMs);
  };
  const offerAfterCrash = async (note: WayBack) => {
    if (!(await isInCallElsewhere()) && notedCall === null) makeOffer(note);
  };
  if (hasCallEnded) makeOffer(tabNote);
  else {
    const uncertainNote = tabNote ?? readNote(sharedStorage);
    if (uncertainNote) void offerAfterCrash(uncertainNote);
  }

  return {
    /** Leads back into the call that ended with the previous page; `null` if there is no such call. */
    offer: asReadable(offer),
    /** Withdraws the offer, because the user does not want it. */
    dismiss,
    /** Must be called with the way back into the front call after each change, and with `null` if there is no call. */
    noteFrontCall: (call: WayBack | null): void => {
      if (isLeaving || JSON.stringify(call) === JSON.stringify(notedCall)) return;
      notedCall = call;
      clearInterval(timer);
      saveNote(false);
      if (call === null) return;
      offer.set(null);
      timer = setInterval(() => !isLeaving && saveNote(false), updateMs);
    },
    /** Must be called when the user leaves the page. From then on, the stored note does not change. */
    markLeft: (): void => {
      isLeaving = true;
      if (notedCall) saveNote(true);
    },
    /** Must be called if the page still exists although the user seemed to leave it, and the app has hung up the calls. */
    markStayed: (): void => {
      isLeaving = false;
      if (notedCall === null) return;
      notedCall = null;
      clearInterval(timer);
      saveNote(false);
    },
  };
}

export type RejoinOffer = ReturnType<typeof createRejoinOffer>;

/** Deletes the stored note after a sign-out. @param oid Entra object id of the user */
export function deleteRejoinNote(oid: string): void {
  for (const place of [tabStorage, sharedStorage]) tryStorage(() => place().removeItem(storageKeyOf(oid)));
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
