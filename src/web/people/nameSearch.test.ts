import { expect, test, vi } from 'vitest';
import { createNameSearch } from './nameSearch.ts';

test.each([
  ['zoe mul', 'Zoë Müller', '', 'begins'],
  [' Müller ', 'Zoë Müller', '', 'begins'],
  ['mueller', 'Zoë Müller', '', 'begins'],
  ['muller', 'Zoë Mueller', '', 'no'],
  ['strasse', 'Straße', '', 'begins'],
  ['soren', 'Søren', '', 'begins'],
  ['brien', 'Conan O’Brien', '', 'begins'],
  ["o'brien", 'Conan O’Brien', '', 'begins'],
  ['anne-marie', 'Jean Anne Marie', '', 'begins'],
  ['Müller, Zoë', 'Zoë Müller', '', 'begins'],
  ["o'brien", 'Anna Brien', '', 'no'],
  ['+', 'Zoë Müller', '', 'no'],
  ['annavan', 'Anna van den Berg', '', 'begins'],
  ['vandenberg', 'Anna van den Berg', '', 'contains'],
  ['an', 'Dan Brown', '', 'contains'],
  ['zoe baker', 'Zoë Müller', '', 'no'],
  ['', 'Zoë Müller', '', 'begins'],
  ['5550131', '', '4:+14255550131', 'begins'],
  ['0425 555', '', '4:+14255550131', 'begins'],
  ['(425) 555-01', 'Reception', '4:+14255550131', 'begins'],
  ['42', '', '4:+14255550131', 'no'],
  ['425', '', '8:orgid:00000000-0000-4000-8000-000000000425', 'no'],
])('searching "%s" in the name "%s" with the id "%s": %s', (text, name, rawId, match) => {
  expect(createNameSearch(text)(name, rawId)).toBe(match);
});

test('prepares a name once for all searches, because each key that the user presses may search 10,000 names', () => {
  const name = 'Ängström, Zoë';
  const normalize = vi.spyOn(String.prototype, 'normalize');
  const countPreparations = () => normalize.mock.contexts.filter((text) => String(text) === name).length;
  createNameSearch('a')(name);
  const firstCount = countPreparations();
  createNameSearch('an')(name);
  createNameSearch('ang')(name);
  expect(firstCount).toBeGreaterThan(0);
  expect(countPreparations()).toBe(firstCount);
  normalize.mockRestore();
});
