import { expect, test } from 'vitest';
import { signInToGraph, json } from '../testing/signInToGraph.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';

const harness = setUpEmulator({ consent: 'everything' });
const bob = 'bob@fabrikam.example';

test('a user reads the contacts page by page, with the addresses, and the numbers as they were typed', async () => {
  const graph = await signInToGraph(harness, bob, 'Contacts.Read');
  const fields = 'displayName,businessPhones,mobilePhone,emailAddresses';
  const firstPage = await json(graph(`/me/contacts?$top=2&$select=${fields}`));
  expect(firstPage.value).toEqual([
    {
      displayName: 'Ana Adatum',
      businessPhones: [],
      mobilePhone: '+14255550101',
      emailAddresses: [{ name: 'Ana Adatum', address: 'ana@adatum.example' }],
    },
    {
      displayName: 'Nadia Northwind',
      businessPhones: ['+1 (425) 555-0100'],
      mobilePhone: null,
      emailAddresses: [{ name: 'Nadia Northwind', address: 'nadia@northwind.example' }],
    },
  ]);
  const lastPage = await json(graph(firstPage['@odata.nextLink'] ?? ''));
  expect(lastPage.value).toMatchObject([{ displayName: 'Priya Proseware', emailAddresses: [] }]);
  // Graph cannot filter contacts by number.
  expect((await graph("/me/contacts?$filter=mobilePhone eq '+14255550101'")).status).toBe(400);
});
