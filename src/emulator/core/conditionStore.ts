import type { ConditionChanges, Conditions } from '../wire/conditions.ts';

type Counted = 'refuseExchange' | 'throttleGraph' | 'refuseCalls';

/** Conditions of everyone and of single people; a person's own come first. */
export interface ConditionStore {
  /** @param oid leave it out for what belongs to nobody in particular. */
  of(oid?: string): Conditions;
  /** @returns the refusal that is due now, counted as given. */
  take<Name extends Counted>(name: Name, oid: string): Conditions[Name];
  /** Adds to what is set, or takes away. @param oid whose; everyone's when left out. */
  set(changes: ConditionChanges, oid?: string): void;
  reset(): void;
  /** Told of every change. @returns the end of it. */
  watch(listener: () => void): () => void;
  /** Everything that is set, by object id; `*` is everyone. */
  list(): Readonly<Record<string, Conditions>>;
}

const everyone = '*';
const asUsual: Conditions = {};

/** @param usual what holds for everyone from the start, and again after a reset. */
export function createConditions(usual: Conditions = asUsual): ConditionStore {
  const stored = new Map<string, Conditions>();
  const restore = () => {
    stored.clear();
    if (Object.keys(usual).length > 0) stored.set(everyone, usual);
  };
  restore();
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  // Asked for at each signalling frame: nothing is made where nothing is set.
  const of = (oid?: string): Conditions =>
    stored.size === 0 ? asUsual : { ...stored.get(everyone), ...(oid === undefined ? {} : stored.get(oid)) };
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
