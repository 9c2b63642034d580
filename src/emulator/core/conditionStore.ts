import type { ConditionChanges, Conditions } from '../wire/conditions.ts';

/** The conditions (faults that a developer or a test switches on) that have a field `times`: how often they still apply. */
type CountedCondition = 'refuseExchange' | 'throttleGraph' | 'refuseCalls';

export type ConditionStore = ReturnType<typeof createConditionStore>;

const everyone = '*';
const noConditions: Conditions = {};

/** @param initial the conditions that apply to everyone from the start, and again after a reset. */
export function createConditionStore(initial: Conditions = noConditions) {
  /** Maps a user's object id, or `everyone`, to the conditions in force. */
  const stored = new Map<string, Conditions>();
  const restoreInitial = () => {
    stored.clear();
    if (Object.keys(initial).length > 0) stored.set(everyone, initial);
  };
  restoreInitial();
  const listeners = new Set<() => void>();
  const notifyListeners = () => {
    for (const listener of listeners) listener();
  };
  // Reads the conditions for everyone and, with an object id, the user's own, which take precedence. It runs for every
  // WebSocket message of the signalling server, so it creates no object if no condition is in force.
  const read = (oid?: string): Conditions =>
    stored.size === 0
      ? noConditions
      : { ...stored.get(everyone), ...(oid === undefined ? {} : stored.get(oid)) };
  return {
    read,
    /** Reads a condition that now applies once more, and counts down its `times`. @returns `undefined` if it is not in force. */
    consumeOnce<Name extends CountedCondition>(name: Name, oid: string): Conditions[Name] {
      const owner = stored.get(oid)?.[name] ? oid : everyone;
      const condition = stored.get(owner)?.[name];
      if (!condition) return undefined;
      const { [name]: _, ...otherConditions } = stored.get(owner) ?? {};
      // A condition without `times` stays in force until it is reset.
      const timesLeft = condition.times === undefined ? undefined : condition.times - 1;
      if (timesLeft === 0) stored.set(owner, otherConditions);
      else if (timesLeft !== undefined) {
        stored.set(owner, { ...otherConditions, [name]: { ...condition, times: timesLeft } });
      }
      notifyListeners();
      return condition;
    },
    /** @param changes `null` switches a condition off. */
    set(changes: ConditionChanges, oid = everyone): void {
      const mergedConditions = { ...stored.get(oid), ...changes };
      const entriesInForce = Object.entries(mergedConditions).filter(([, value]) => value !== null);
      if (entriesInForce.length > 0) stored.set(oid, Object.fromEntries(entriesInForce) as Conditions);
      else stored.delete(oid);
      notifyListeners();
    },
    reset(): void {
      restoreInitial();
      notifyListeners();
    },
    /** Puts exported conditions in place of all conditions. @param conditions the value of `list`. */
    restore(conditions: Readonly<Record<string, Conditions>>): void {
      stored.clear();
      for (const [oid, value] of Object.entries(conditions)) stored.set(oid, value);
      notifyListeners();
    },
    /** Calls the listener after every change. @returns a function that unsubscribes the listener. */
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** @returns a map from a user's object id to the conditions of the user. The key `*` stands for everyone. */
    list: (): Readonly<Record<string, Conditions>> => Object.fromEntries(stored),
  };
}
