import type { Caller } from '../auth/caller.ts';

/** How long a person stays at a resource without an exchange. No ACS token of a Teams user lives longer than 90 minutes. */
const stayMs = 90 * 60_000;
/** How many people this replica remembers. Beyond that, it forgets the one whose last exchange is the oldest. */
const maxPeople = 100_000;

/**
 * Creates this replica's memory of the people who have moved: a resource other than their first choice serves them. Another
 * replica may send such a person back to the first choice. That does no harm: during a call, the app keeps its old token.
 *
 * @param now the clock, in milliseconds since 1970
 */
export function createMovedPeople(now: () => number) {
  const people = new Map<string, { readonly resource: number; readonly until: number }>();
  const toKey = ({ tid, oid }: Caller) => `${tid} ${oid}`;
  return {
    /** @returns the index of the resource that served the person last; null if that was the first choice, or long ago */
    find(person: Caller): number | null {
      const moved = people.get(toKey(person));
      return moved && moved.until > now() ? moved.resource : null;
    },
    /** Remembers which resource has served a person. */
    remember(person: Caller, resource: number, firstChoice: number | undefined): void {
      const key = toKey(person);
      people.delete(key);
      if (resource === firstChoice) return;
      people.set(key, { resource, until: now() + stayMs });
      const [oldestKey] = people.keys();
      if (people.size > maxPeople && oldestKey !== undefined) people.delete(oldestKey);
    },
  };
}
