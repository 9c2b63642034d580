import * as z from 'zod/mini';
import { createStore, type Readable } from '../../base/store.ts';
import { Target } from '../call/target.ts';

/** Milliseconds for which a call is offered. Later, nobody waits for the user to come back. */
const offerMs = 10 * 60_000;
/** Milliseconds between two updates of the note on a running call, so that after a crash its time is about right. */
const updateMs = 15_000;

const Note = z.object({
  target: Target,
  /** When the call was last known to go on, in milliseconds since 1970. */
  seenAt: z.number(),
  /** Whether the user left the page, which ended the call. If not, the page has crashed, or its tab was duplicated. */
  left: z.boolean(),
});

const keyOf = (account: string): string => `switchboard.rejoin.${account}`;

export interface Rejoin {
  /** The target that leads back into the call that ended with the last page of this tab. */
  readonly offer: Readable<Target | null>;
  readonly dismiss: () => void;
  /** Must be called when another call comes in front. @param target leads back into that call; `null` if there is none */
  readonly note: (target: Target | null) => void;
  /** Must be called when the user leaves the page. From then on the note is not changed. */
  readonly leave: () => void;
  /** Must be called if the page stays although it seemed to be left. */
  readonly stay: () => void;
}

/**
 * Remembers in this tab which call is in front, so that after a reload the next page can offer to rejoin it.
 * @param account Entra object id; users who share the tab one after another have a note each
 * @param wasReloaded whether this page is a reload. Only then is a note of a page that was not left due to a crash
 */
export function createRejoin(
  account: string,
  {
    storage = browserStorage,
    wasReloaded = isReload(),
  }: { storage?: () => Storage; wasReloaded?: boolean } = {},
): Rejoin {
  const key = keyOf(account);
  let noted: Target | null = null;
  let isLeaving = false;
  let timer: ReturnType<typeof setInterval> | undefined;

  const save = (left: boolean) => {
    const note: z.infer<typeof Note> | null = noted && { target: noted, seenAt: Date.now(), left };
    attempt(() => (note ? storage().setItem(key, JSON.stringify(note)) : storage().removeItem(key)));
  };
  const read = (): Target | null => {
    const checked = Note.safeParse(attempt(() => JSON.parse(storage().getItem(key) ?? 'null') as unknown));
    if (!checked.success) return null;
    const { target, seenAt, left } = checked.data;
    const ageMs = Date.now() - seenAt;
    return (left || wasReloaded) && ageMs >= 0 && ageMs < offerMs ? target : null;
  };
  const offer = createStore(read());

  const dismiss = () => {
    offer.set(null);
    if (noted === null) forgetRejoin(account, storage);
  };
  if (offer.get()) setTimeout(dismiss, offerMs);

  return {
    offer,
    dismiss,
    note(target) {
      if (isLeaving || JSON.stringify(target) === JSON.stringify(noted)) return;
      noted = target;
      clearInterval(timer);
      save(false);
      if (target === null) return;
      offer.set(null);
      timer = setInterval(() => !isLeaving && save(false), updateMs);
    },
    leave() {
      isLeaving = true;
      if (noted) save(true);
    },
    stay() {
      isLeaving = false;
      if (noted === null) return;
      // The calls were hung up when the page seemed to be left.
      noted = null;
      clearInterval(timer);
      save(false);
    },
  };
}

/** Deletes the note, after a sign-out. @param account Entra object id */
export const forgetRejoin = (account: string, storage: () => Storage = browserStorage): void =>
  void attempt(() => storage().removeItem(keyOf(account)));

const browserStorage = () => sessionStorage;

function isReload(): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.type === 'reload';
}

/** Uses the storage. @returns `null` if the browser blocks it */
function attempt<T>(task: () => T): T | null {
  try {
    return task();
  } catch {
    return null;
  }
}
