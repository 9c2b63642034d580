/** A value that can be read now and watched; React reads it with `useSyncExternalStore`. */
export interface Readable<T> {
  readonly get: () => T;
  /** Calls `listener` after every change. @returns the unsubscribe. */
  readonly subscribe: (listener: () => void) => () => void;
}

export interface Store<T> extends Readable<T> {
  /** Publishes `next` unless it is the very value already there. */
  readonly set: (next: T) => void;
}

/** The smallest observable value: no React, no library, one owner who may write. */
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
