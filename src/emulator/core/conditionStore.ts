import type { ConditionChanges, Conditions } from '../wire/conditions.ts';

type Counted = 'refuseExchange' | 'throttleGraph' | 'refuseCalls';

/** The conditions that hold, for everyone and for single users. A user's own condition precedes everyone's. */
export interface ConditionStore {
  /** @param oid the user; left out for what concerns no user. */
  of(oid?: string): Conditions;
  /** Takes a condition that may hold a number of times only, and counts it down. */
  take<Name extends Counted>(name: Name, oid: string): Conditions[Name];
  /** @param oid the user; everyone when left out. */
  set(changes: ConditionChanges, oid?: string): void;
  /** Restores the initial conditions. */
  reset(): void;
  /** Calls the listener after every change. @returns the function that unsubscribes it. */
  watch(listener: () => void): () => void;
  /** @returns all conditions, by object id; `*` is everyone. */
  list(): Readonly<Record<string, Conditions>>;
}

const everyone = '*';
const none: Conditions = {};

/** @param initial holds for everyone from the start, and again after a reset. */
export function createConditions(initial: Conditions = none): ConditionStore {
  const stored = new Map<string, Conditions>();
  const restore = () => {
    stored.clear();
    if (Object.keys(initial).length > 0) stored.set(everyone, initial);
  };
  restore();
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  // Runs for each signalling frame, so it creates no object where no condition holds.
  const of = (oid?: string): Conditions =>
    stored.size === 0 ? none : { ...stored.get(everyone), ...(oid === undefined ? {} : stored.get(oid)) };
  return {
    of,
    take(name, oid) {
      const owner = stored.get(oid)?.[name] ? oid : everyone;
      const due = stored.get(owner)?.[name];
      if (!due) return undefined;
      const { [name]: _, ...rest } = stored.get(owner) ?? {};
      const left = due.times === undefined ? undefined : due.times - 1;
      stored.set(
        owner,
        left === 0 ? rest : { ...rest, [name]: { ...due, ...(left ? { times: left } : {}) } },
      );
      changed();
      return due;
    },
    set(changes, oid = everyone) {
      const set = Object.entries({ ...stored.get(oid), ...changes }).filter(([, value]) => value !== null);
      if (set.length > 0) stored.set(oid, Object.fromEntries(set) as Conditions);
      else stored.delete(oid);
      changed();
    },
    reset() {
      restore();
      changed();
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    list: () => Object.fromEntries(stored),
  };
}
