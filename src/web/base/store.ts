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
