import { reuseEqual } from '../base/reuseEqual.ts';
import { createStore, type Readable } from '../base/store.ts';
import { isOneClickId } from '../calling/call/target.ts';
import { maxFavourites, type Favourite } from './favourites.ts';

/** The list of people that the administrator gives to all users. */
export interface SharedFavourites {
  readonly people: readonly Favourite[];
  /** Whether `people` are only the first of a longer list. */
  readonly isShortened: boolean;
  /** Why the list could not be read: `unavailable` if it may work later, otherwise a word for the administrator; `null` if it could. */
  readonly fault: string | null;
}

/** The most people. Together with the largest list of own favourites, one request asks Graph for everybody's presence. */
export const maxShared = 650 - maxFavourites;

/** How often a tab in front reads the list again. */
const refreshMs = 600_000;
/** The same after a fault. */
const retryMs = 60_000;

/** @param read reads the file (`backend/sharedFavourites.ts`); `null` if `config.json` names none */
export function createSharedFavourites(read: (() => Promise<readonly Favourite[] | string>) | null) {
  const store = createStore<SharedFavourites>({ people: [], isShortened: false, fault: null });
  let readAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setInterval> | null = null;
  const refresh = async (readList: NonNullable<typeof read>) => {
    const pauseMs = store.get().fault === null ? refreshMs : retryMs;
    if (Date.now() - readAt < pauseMs) return;
    readAt = Date.now();
    const answer = await readList();
    const before = store.get();
    // After a fault, the people stay whom the user already has.
    if (typeof answer === 'string') return store.set({ ...before, fault: answer });
    const unique = [...new Map(answer.map((person) => [person.id, person])).values()];
    const callable = unique.filter(({ id }) => isOneClickId(id));
    const isShortened = callable.length > maxShared;
    store.set(reuseEqual(before, { people: callable.slice(0, maxShared), isShortened, fault: null }));
  };
  return {
    list: store as Readable<SharedFavourites>,
    /** Reads the list, and keeps it up to date as long as the page exists. Further calls change nothing. */
    begin: (): void => {
      if (!read || timer !== null) return;
      void refresh(read);
      timer = setInterval(() => {
        if (!document.hidden) void refresh(read);
      }, retryMs);
    },
  };
}
