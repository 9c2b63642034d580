import type { Person } from '../core/people.ts';
import { findPerson, people } from '../core/seed.ts';
import { GraphError } from './graphError.ts';

/** @returns the people of a person's tenant. */
export function colleagues({ tid }: Person): Person[] {
  return people.filter((person) => person.tid === tid);
}

/**
 * Finds a person in the caller's directory, which does not have the people of other tenants.
 * @param idOrUpn an object id or a UPN.
 * @throws GraphError 404.
 */
export function findColleague(idOrUpn: string, me: Person): Person {
  const person = findPerson(idOrUpn);
  if (person?.tid === me.tid) return person;
  throw new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${idOrUpn}' does not exist or one of its queried reference-property objects are not present.`,
  );
}
