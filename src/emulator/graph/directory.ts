import type { Person } from '../core/people.ts';
import { findPerson, people } from '../core/seed.ts';
import { GraphError } from './graphError.ts';

/** The people that a person's tenant knows. */
export function colleagues({ tid }: Person): Person[] {
  return people.filter((person) => person.tid === tid);
}

/**
 * @param idOrUpn an object id or a user principal name.
 * @throws GraphError 404 for a person of another tenant too: a directory does not know them.
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
