import type { Person } from '../declaredTypes.ts';

/** Lists people for an error message, such as `Alice Archer (alice@fabrikam.example)`. */
export const listNames = (people: readonly Person[]): string =>
  people.map(({ name, user }) => `${name} (${user})`).join(', ');

/**
 * The ways to name a person, the most exact first. If a name is one person's sign-in name and another person's given name, it
 * means the person with the sign-in name.
 */
const readNames: readonly ((person: Person) => string)[] = [
  ({ oid }) => oid,
  ({ user }) => user,
  ({ name }) => name,
  // The given name.
  ({ name }) => name.split(' ')[0] ?? '',
  // The part of the sign-in name before the @.
  ({ user }) => user.split('@')[0] ?? '',
];

/**
 * Finds the person whom a name means: a given name, display name, sign-in name (UPN) or object id, in upper or lower case.
 * @returns `undefined` if the name means nobody.
 * @throws Error with the list of people, if the name means several people.
 */
export function findPersonIfAny(people: readonly Person[], name: string): Person | undefined {
  const wanted = name.trim().toLowerCase();
  for (const readName of readNames) {
    const matches = people.filter((person) => readName(person).toLowerCase() === wanted);
    if (matches.length > 1)
      throw new Error(`"${name}" may be ${listNames(matches)}. Use the sign-in name or the object id.`);
    if (matches[0]) return matches[0];
  }
  return undefined;
}

/** Finds a person like `findPersonIfAny`. @throws Error with the list of people also if the name means nobody. */
export function findPerson(people: readonly Person[], name: string): Person {
  const person = findPersonIfAny(people, name);
  if (person) return person;
  throw new Error(`The emulator's directory has no "${name}". It has: ${listNames(people)}.`);
}
