import { expect, test } from 'vitest';
import { signInToGraph, json, readDisplayNames } from '../testing/signInToGraph.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';

const harness = setUpEmulator({ consent: 'everything' });
const bob = 'bob@fabrikam.example';

test('a user reads the contacts page by page, with the numbers as they were typed', async () => {
  const graph = await signInToGraph(harness, bob, 'Contacts.Read');
  const firstPage = await json(graph('/me/contacts?$top=2&$select=displayName,businessPhones,mobilePhone'));
  expect(firstPage.value).toEqual([
    { displayName: 'Ana Adatum', businessPhones: [], mobilePhone: '+14255550101' },
    { displayName: 'Nadia Northwind', businessPhones: ['+1 (425) 555-0100'], mobilePhone: null },
  ]);
  expect(await readDisplayNames(graph(firstPage['@odata.nextLink'] ?? ''))).toEqual(['Priya Proseware']);
  // Graph cannot filter contacts by number.
  expect((await graph("/me/contacts?$filter=mobilePhone eq '+14255550101'")).status).toBe(400);
});
