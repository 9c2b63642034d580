import type { Directory } from '../core/directory.ts';
import type { Person } from '../core/people.ts';
import { createNotFound } from './graphError.ts';

export function listColleagues({ people }: Directory, { tid }: Person): Person[] {
  return people.filter((person) => person.tid === tid);
}

/** Finds a person in the caller's tenant. The people of other tenants are invisible, as in Graph. */
export function findColleague({ findPerson }: Directory, idOrUpn: string, caller: Person): Person {
  const person = findPerson(idOrUpn);
  if (person?.tid === caller.tid) return person;
  throw createNotFound(idOrUpn);
}
