import type { Directory } from '../core/directory.ts';
import type { Person } from '../core/people.ts';
import { GraphError } from './graphError.ts';

/** @returns all people in the tenant of a person, including that person. */
export function listColleagues({ people }: Directory, { tid }: Person): Person[] {
  return people.filter((person) => person.tid === tid);
}

/**
 * Finds a person in the caller's tenant. The people of other tenants are invisible, as in Graph.
 * @param idOrUpn an object id or a UPN.
 * @throws GraphError 404 for a person who is not in this tenant.
 */
export function findColleague({ findPerson }: Directory, idOrUpn: string, caller: Person): Person {
  const person = findPerson(idOrUpn);
  if (person?.tid === caller.tid) return person;
  throw new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${idOrUpn}' does not exist or one of its queried reference-property objects are not present.`,
  );
}
