/** A value that other code can read and watch. React reads it with `useSyncExternalStore`. */
export interface Readable<T> {
  readonly get: () => T;
  /** Calls `listener` after every change. @returns a function that removes the listener */
  readonly subscribe: (listener: () => void) => () => void;
}

export interface Store<T> extends Readable<T> {
  /** Sets the value and calls the listeners, unless `next` is the same value. */
  readonly set: (next: T) => void;
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Hides `set` from the code to which the store is given. */
export const asReadable = <T>(store: Store<T>): Readable<T> => store;

/** Waits until `isReached` is `true` for the value, which may be never. */
export function waitUntil<T>(readable: Readable<T>, isReached: (value: T) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const resolveIfReached = () => {
      if (!isReached(readable.get())) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = readable.subscribe(resolveIfReached);
    resolveIfReached();
  });
}
