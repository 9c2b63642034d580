import { expect, test } from 'vitest';
import { signInToGraph, json, readDisplayNames } from '../testing/signInToGraph.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';

const harness = setUpEmulator({ consent: 'everything' });
// Alice is an administrator, so she can consent to `User.Read.All`.
const alice = 'alice@fabrikam.example';
const bob = 'bob@fabrikam.example';
/** Entra issues a token with all permissions that its user has given, so another person gives only basic ones. */
const carol = 'carol@fabrikam.example';
const fullScope = 'User.ReadBasic.All User.Read.All';
const fields = 'displayName,jobTitle,department,officeLocation,companyName,businessPhones,mobilePhone';
const eventual = { headers: { consistencylevel: 'eventual' } };
const encode = encodeURIComponent;

test('User.Read.All reveals the full profile of colleagues, and User.ReadBasic.All only the names', async () => {
  const fullGraph = await signInToGraph(harness, alice, fullScope);
  expect(await json(fullGraph(`/users/${bob}?$select=${fields}`))).toMatchObject({
    displayName: 'Bob Baker',
    jobTitle: 'Support engineer',
    department: 'Support',
    officeLocation: 'Building 1, room 204',
    companyName: 'Fabrikam',
    businessPhones: ['+14255550131'],
    mobilePhone: '+14255550181',
  });
  const basicGraph = await signInToGraph(harness, carol, 'User.Read User.ReadBasic.All');
  expect(await json(basicGraph(`/users/${bob}?$select=${fields}`))).toMatchObject({
    displayName: 'Bob Baker',
    jobTitle: null,
    department: null,
    businessPhones: [],
  });
  expect(await json(basicGraph(`/me?$select=${fields}`))).toMatchObject({ department: 'Products' });
});

test('a user reads the manager of a colleague with User.Read.All, and 404 if there is none', async () => {
  const graph = await signInToGraph(harness, alice, fullScope);
  expect(await json(graph(`/users/${bob}/manager`))).toMatchObject({ displayName: 'Carol Chen' });
  const response = await graph(`/users/${alice}/manager`);
  expect(response.status).toBe(404);
  expect(await json(response)).toMatchObject({ error: { code: 'Request_ResourceNotFound' } });
});

test('a search finds people by job title and by number, with the query parameters that Graph demands', async () => {
  const graph = await signInToGraph(harness, alice, fullScope);
  const search = encode('"displayName:support" OR "jobTitle:support"');
  expect(await readDisplayNames(graph(`/users?$search=${search}`, eventual))).toEqual(['Bob Baker']);
  const byBusinessPhone = encode("businessPhones/any(p:p eq '+14255550131')");
  expect(await readDisplayNames(graph(`/users?$filter=${byBusinessPhone}`))).toEqual(['Bob Baker']);
  const byMobilePhone = encode("startswith(mobilePhone,'+14255550183')");
  expect((await graph(`/users?$filter=${byMobilePhone}`)).status).toBe(400);
  expect(await readDisplayNames(graph(`/users?$filter=${byMobilePhone}&$count=true`, eventual))).toEqual([
    'Dave Diaz',
  ]);
  const basicGraph = await signInToGraph(harness, carol, 'User.ReadBasic.All');
  expect(await readDisplayNames(basicGraph(`/users?$filter=${byBusinessPhone}`))).toEqual([]);
});
