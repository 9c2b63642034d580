import { expect, test } from 'vitest';
import type { Person } from '../declaredTypes.ts';
import { findPerson } from './findPerson.ts';

const createPerson = (name: string, user: string, oid: string): Person => ({
  oid,
  user,
  name,
  note: '',
  teamsLicence: true,
  bot: false,
});
const alice = createPerson('Alice Archer', 'alice@fabrikam.example', 'a0000000-0000-4000-8000-00000000000a');
const bob = createPerson('Bob Baker', 'bob@fabrikam.example', 'b0000000-0000-4000-8000-00000000000b');
const otherBob = createPerson('Bob Brown', 'brown@contoso.example', 'b1000000-0000-4000-8000-0000000000b1');
const silent = createPerson('No answer', 'noanswer@fabrikam.example', '0a000000-0000-4000-8000-00000000000a');
const people = [alice, bob, otherBob, silent];

test.each([
  ['a given name', 'alice', alice],
  ['a given name in upper case with spaces', ' ALICE ', alice],
  ['a display name', 'Bob Brown', otherBob],
  ['a sign-in name', 'Alice@fabrikam.example', alice],
  ['the part of a sign-in name before the @', 'noanswer', silent],
  ['an object id', 'B0000000-0000-4000-8000-00000000000B', bob],
])('findPerson finds a person by %s', (_form, name, person) => {
  expect(findPerson(people, name)).toBe(person);
});

test.each([
  ['zoe', 'has no "zoe". It has: Alice Archer (alice@fabrikam.example), Bob Baker (bob@fabrikam.example), '],
  [
    'bob',
    '"bob" may be Bob Baker (bob@fabrikam.example), Bob Brown (brown@contoso.example). Use the sign-in',
  ],
])('findPerson refuses %s, a name of nobody or of two people, and lists the people', (name, message) => {
  expect(() => findPerson(people, name)).toThrow(message);
});
