import * as z from 'zod/mini';
import { createStore, type Readable } from '../../base/store.ts';
import { Target } from '../call/target.ts';

/** Afterwards a call is history, and nobody waits for its return. */
const offeredForMs = 10 * 60_000;
/** How often a call that goes on is noted again, so that its note tells when it was cut off. */
const noteEveryMs = 15_000;

const Note = z.object({
  target: Target,
  /** When the call was last known to go on, in milliseconds since 1970. */
  seenAt: z.number(),
  /** The page was left, which ended the call. Without it, the page has crashed or was copied into another tab. */
  left: z.boolean(),
});

const keyOf = (account: string): string => `switchboard.rejoin.${account}`;

export interface Rejoin {
  /** Where to call to come back into the call that ended with the page before this one. */
  readonly offer: Readable<Target | null>;
  readonly dismiss: () => void;
  /** Notes the call in front, until it ends. `null` when there is none. */
  readonly note: (target: Target | null) => void;
  /** The page is left. What is noted now stays for the next page of this tab. */
  readonly leave: () => void;
  /** The page was not left after all. */
  readonly stay: () => void;
}

/**
 * Remembers in this tab which call is going on, so that the page after a reload can offer it.
 * @param account whose call; two people may use one tab after each other
 * @param wasReloaded whether this page is the same one again; only then a note without a farewell is a crash's
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
    const age = Date.now() - seenAt;
    return (left || wasReloaded) && age >= 0 && age < offeredForMs ? target : null;
  };
  const offer = createStore(read());

  const dismiss = () => {
    offer.set(null);
    if (noted === null) forgetRejoin(account, storage);
  };
  if (offer.get()) setTimeout(dismiss, offeredForMs);

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
      timer = setInterval(() => !isLeaving && save(false), noteEveryMs);
    },
    leave() {
      isLeaving = true;
      if (noted) save(true);
    },
    stay() {
      isLeaving = false;
      if (noted === null) return;
      // Its calls were hung up when it seemed to be left.
      noted = null;
      clearInterval(timer);
      save(false);
    },
  };
}

/** After a sign-out. */
export const forgetRejoin = (account: string, storage: () => Storage = browserStorage): void =>
  void attempt(() => storage().removeItem(keyOf(account)));

const browserStorage = () => sessionStorage;

function isReload(): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.type === 'reload';
}

/** A browser that stores nothing offers nothing. */
function attempt<T>(what: () => T): T | null {
  try {
    return what();
  } catch {
    return null;
  }
}
