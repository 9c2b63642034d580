import { expect, test } from 'vitest';
import { signInToGraph, json, readDisplayNames, readRefusal } from '../testing/signInToGraph.ts';
import { personOf } from '../testing/signIn.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';
import { splitAtWord } from './query.ts';

const harness = setUpEmulator();
const alice = 'alice@fabrikam.example';
const bob = personOf('bob@fabrikam.example');
/** Graph demands this header for some queries. */
const eventual = { headers: { consistencylevel: 'eventual' } };
const encode = encodeURIComponent;

test('a user reads their own entry and those of colleagues, by id or UPN, with the selected properties', async () => {
  const graph = await signInToGraph(harness, alice);
  expect(await json(graph('/me?$select=id,displayName,department'))).toEqual({
    '@odata.context': `${harness.emulator.url}/v1.0/$metadata#users(id,displayName,department)/$entity`,
    id: personOf(alice).oid,
    displayName: 'Alice Archer',
    department: 'Sales',
  });
  for (const id of [bob.oid, bob.upn, bob.oid.toUpperCase()]) {
    expect(await json(graph(`/users/${id}`))).toMatchObject({ displayName: 'Bob Baker', surname: 'Baker' });
  }
  const misspelt = await graph('/me?$select=id,displayname');
  expect(misspelt.status).toBe(400);
  const message = "named 'displayname' on type 'microsoft.graph.user'";
  expect((await json(misspelt)).error?.message).toContain(message);
});

test('Graph answers the same 404 for a person of another tenant as for an unknown person', async () => {
  const graph = await signInToGraph(harness, alice);
  for (const id of ['erin@contoso.example', 'nobody@fabrikam.example']) {
    const response = await graph(`/users/${id}`);
    expect(response.status).toBe(404);
    expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    expect(await json(response)).toMatchObject({ error: { code: 'Request_ResourceNotFound' } });
  }
});

test('$search finds beginnings of words, joins terms by AND and OR, and demands ConsistencyLevel', async () => {
  const graph = await signInToGraph(harness, alice);
  const search = (text: string) => graph(`/users?$search=${encode(text)}&$count=true`, eventual);
  expect((await graph(`/users?$search=${encode('"displayName:ba"')}`)).status).toBe(400);
  const page = await json(search('"displayName:ba" OR "mail:carol"'));
  expect(page.value.map(({ displayName }) => displayName)).toEqual(['Bob Baker', 'Carol Chen']);
  expect(page['@odata.count']).toBe(2);
  expect(await readDisplayNames(search('"displayName:b" AND "displayName:baker"'))).toEqual(['Bob Baker']);
  expect((await search('baker')).status).toBe(400);
});

test('$filter compares beginnings, ends and whole values, allows any text in quotes, and refuses other comparisons', async () => {
  const graph = await signInToGraph(harness, alice, 'User.Read.All');
  /** @param isAdvanced sends what Graph demands for advanced comparisons: `$count` and `ConsistencyLevel`. */
  const filter = (text: string, isAdvanced = false) =>
    graph(`/users?$filter=${encode(text)}${isAdvanced ? '&$count=true' : ''}`, isAdvanced ? eventual : {});
  for (const [text, names, isAdvanced] of [
    ["startswith(displayName,'da') or mail eq 'bob@fabrikam.example'", ['Bob Baker', 'Dave Diaz']],
    [`startswith(displayName,'b') and userPrincipalName ne '${bob.upn}'`, ['Busy (bot)'], true],
    [`id in ('${bob.oid}', '${personOf(alice).oid}')`, ['Alice Archer', 'Bob Baker']],
    ["displayName eq 'this or that'' and so on'", []],
    ["endswith(mail,'@fabrikam.example') and jobTitle eq 'Contractor'", ['Dave Diaz'], true],
  ] as const)
    expect(await readDisplayNames(filter(text, isAdvanced))).toEqual(names);
  for (const refusedFilter of ["endswith(mail,'x')", 'jobTitle ne null', "mail eq 'a' xor mail eq 'b'"]) {
    const refusal = await readRefusal(filter(refusedFilter));
    expect([refusedFilter, refusal]).toEqual([refusedFilter, '400 Request_UnsupportedQuery']);
  }
});

test('a client that follows nextLink reads all pages, in the requested order', async () => {
  const graph = await signInToGraph(harness, alice);
  const names: string[] = [];
  let link: string | undefined = `/users?$top=3&$orderby=${encode('displayName desc')}&$select=displayName`;
  while (link) {
    const page = await json(graph(link));
    expect(page.value.length).toBeLessThanOrEqual(3);
    names.push(...page.value.map(({ displayName }) => displayName));
    link = page['@odata.nextLink'];
  }
  expect(names).toEqual(await readDisplayNames(graph(`/users?$orderby=${encode('displayName desc')}`)));
  expect([names.length, names.at(-1)]).toEqual([8, 'Alice Archer']);
  // Values out of range, and an option that the emulator does not support.
  for (const wrongOption of ['$top=0', '$top=1000', '$skiptoken=nonsense', '$expand=manager']) {
    expect([wrongOption, (await graph(`/users?${wrongOption}`)).status]).toEqual([wrongOption, 400]);
  }
});

test('/me/people lists colleagues page by page, but neither the user nor people of other tenants', async () => {
  const graph = await signInToGraph(harness, alice);
  const names = await readDisplayNames(graph('/me/people'));
  expect(names).toContain('Bob Baker');
  expect(names).not.toContain('Alice Archer');
  expect(names).not.toContain('Erin Evans');
  expect(await readDisplayNames(graph(`/me/people?$search=${encode('"chen"')}`))).toEqual(['Carol Chen']);
  const firstPage = await json(graph('/me/people?$top=2'));
  expect(firstPage.value).toHaveLength(2);
  expect(await readDisplayNames(graph(firstPage['@odata.nextLink'] ?? ''))).toEqual(names.slice(2, 4));
});

test('licenseDetails names Teams for a person with a licence, until a test removes the licence', async () => {
  const readPlans = async (upn: string) =>
    (await json((await signInToGraph(harness, upn))('/me/licenseDetails'))).value;
  expect(JSON.stringify(await readPlans(alice))).toContain('TEAMS1');
  expect(await readPlans('dave@fabrikam.example')).toEqual([]);
  await harness.control('POST', 'conditions', { user: alice, noLicence: true });
  expect(await readPlans(alice)).toEqual([]);
});

test('Graph sends a photo in the documented sizes, and answers 404 for other sizes and for a person without a photo', async () => {
  const graph = await signInToGraph(harness, alice);
  const photo = await graph(`/users/${bob.oid}/photo/$value`);
  expect(photo.headers.get('content-type')).toBe('image/svg+xml');
  expect(await photo.text()).toContain('>BB</text>');
  expect(await (await graph('/me/photos/48x48/$value')).text()).toContain('width="48"');
  expect(await json(graph('/me/photo'))).toMatchObject({ id: '360x360', height: 360, width: 360 });
  expect((await json(graph('/me/photos'))).value).toHaveLength(6);
  for (const path of ['/users/carol@fabrikam.example/photos/48x48/$value', '/me/photos/648x648/$value'])
    expect(await readRefusal(graph(path))).toBe('404 ImageNotFound');
});

/** Entra issues a token with all permissions that its user has given, so another person than Alice gives only basic ones. */
const carol = 'carol@fabrikam.example';
// Alice is an administrator, so she can consent to `User.Read.All`.
const fullScope = 'User.ReadBasic.All User.Read.All';
const fields = 'displayName,jobTitle,department,officeLocation,companyName,businessPhones,mobilePhone';

test('User.Read.All reveals the full profile of colleagues, and User.ReadBasic.All only the names', async () => {
  const fullGraph = await signInToGraph(harness, alice, fullScope);
  expect(await json(fullGraph(`/users/${bob.upn}?$select=${fields}`))).toMatchObject({
    displayName: 'Bob Baker',
    jobTitle: 'Support engineer',
    department: 'Support',
    officeLocation: 'Building 1, room 204',
    companyName: 'Fabrikam',
    businessPhones: ['+14255550131'],
    mobilePhone: '+14255550181',
  });
  const basicGraph = await signInToGraph(harness, carol, 'User.Read User.ReadBasic.All');
  expect(await json(basicGraph(`/users/${bob.upn}?$select=${fields}`))).toMatchObject({
    displayName: 'Bob Baker',
    jobTitle: null,
    department: null,
    businessPhones: [],
  });
  expect(await json(basicGraph(`/me?$select=${fields}`))).toMatchObject({ department: 'Products' });
});

test('a user reads the manager of a colleague with User.Read.All, and 404 if there is none', async () => {
  const graph = await signInToGraph(harness, alice, fullScope);
  expect(await json(graph(`/users/${bob.upn}/manager`))).toMatchObject({ displayName: 'Carol Chen' });
  expect(await readRefusal(graph(`/users/${alice}/manager`))).toBe('404 Request_ResourceNotFound');
});

test('a search finds people by job title and by number, with the query parameters that Graph demands', async () => {
  const graph = await signInToGraph(harness, alice, fullScope);
  const search = encode('"displayName:support" OR "jobTitle:support"');
  expect(await readDisplayNames(graph(`/users?$search=${search}`, eventual))).toEqual(['Bob Baker']);
  const byBusinessPhone = encode("businessPhones/any(p:p eq '+14255550131')");
  expect(await readDisplayNames(graph(`/users?$filter=${byBusinessPhone}`))).toEqual(['Bob Baker']);
  const byMobilePhone = `/users?$filter=${encode("startswith(mobilePhone,'+14255550183')")}`;
  expect((await graph(byMobilePhone)).status).toBe(400);
  expect(await readDisplayNames(graph(`${byMobilePhone}&$count=true`, eventual))).toEqual(['Dave Diaz']);
  const basicGraph = await signInToGraph(harness, carol, 'User.ReadBasic.All');
  expect(await readDisplayNames(basicGraph(`/users?$filter=${byBusinessPhone}`))).toEqual([]);
});

/** Far more spaces than a request may contain. An algorithm of quadratic time would need minutes. */
const manySpaces = ' '.repeat(1_000_000);

test('splitAtWord needs only linear time for a text of many spaces', () => {
  expect(splitAtWord('and', `a${manySpaces}and  b`, "'")).toEqual(['a', 'b']);
  expect(splitAtWord('or', `a${manySpaces}b`, "'")).toHaveLength(1);
});
