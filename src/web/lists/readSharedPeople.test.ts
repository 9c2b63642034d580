import { expect, it } from 'vitest';
import { createTestEntry } from '../fixtures/testEntry.ts';
import { writeListsFile } from './listsFile.ts';
import { readSharedPeople } from './readSharedPeople.ts';

const favourite = (group: string, position: number) => ({ name: 'Ann', group, position });
const write = (records: object) => writeListsFile(new Map(Object.entries(records)), new Date());

it('gives the people of the groups, and then those without a group, as the screen shows them', () => {
  const text = write({
    'favourite:alone': favourite('', 0),
    'favourite:second': favourite('desk', 1),
    'favourite:first': favourite('desk', 0),
    'group:desk': { name: 'Desk', isCollapsed: true, position: 1 },
    'setting:theme': 'dark',
  });
  const people = readSharedPeople(text);
  expect(people).toEqual(['first', 'second', 'alone'].map((id) => ({ id, name: 'Ann' })));
});

it.each([
  ['calls', write({ 'favourite:a': favourite('', 0), 'call:one': createTestEntry({ key: 'one' }) })],
  ['unreadable', '<!doctype html>'],
  ['unreadable', write({ 'favourite:a': { name: 7 } })],
  ['newer', write({}).replace('"version": 1', '"version": 2')],
])('refuses a file as “%s”', (fault, text) => {
  expect(readSharedPeople(text)).toBe(fault);
});
