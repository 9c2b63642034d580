import { expect, test } from 'vitest';
import { graphAs, json, namesOf } from '../testing/graphAs.ts';
import { personOf } from '../testing/signIn.ts';
import { withEmulator } from '../testing/withEmulator.ts';

const harness = withEmulator();
const alice = 'alice@fabrikam.example';
const bob = personOf('bob@fabrikam.example');
const eventual = { headers: { consistencylevel: 'eventual' } };
const q = encodeURIComponent;

test('a user finds themselves and colleagues, by id or UPN, with the selected properties', async () => {
  const graph = await graphAs(harness, alice);
  expect(await json(graph('/me?$select=id,displayName,department'))).toEqual({
    '@odata.context': `${harness.emulator.url}/v1.0/$metadata#users(id,displayName,department)/$entity`,
    id: personOf(alice).oid,
    displayName: 'Alice Archer',
    department: null,
  });
  for (const id of [bob.oid, bob.upn, bob.oid.toUpperCase()]) {
    expect(await json(graph(`/users/${id}`))).toMatchObject({ displayName: 'Bob Baker', surname: 'Baker' });
  }
  const misspelt = await graph('/me?$select=id,displayname');
  expect(misspelt.status).toBe(400);
  expect((await json(misspelt)).error?.message).toContain(
    "named 'displayname' on type 'microsoft.graph.user'",
  );
});

test('a person of another tenant gets the same 404 as an unknown person', async () => {
  const graph = await graphAs(harness, alice);
  for (const id of ['erin@contoso.example', 'nobody@fabrikam.example']) {
    const response = await graph(`/users/${id}`);
    expect(response.status).toBe(404);
    expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    expect(await json(response)).toMatchObject({ error: { code: 'Request_ResourceNotFound' } });
  }
});

test('search finds the beginnings of words, joined by AND and OR, and needs ConsistencyLevel', async () => {
  const graph = await graphAs(harness, alice);
  const search = (text: string) => graph(`/users?$search=${q(text)}&$count=true`, eventual);
  expect((await graph(`/users?$search=${q('"displayName:ba"')}`)).status).toBe(400);
  const found = await json(search('"displayName:ba" OR "mail:carol"'));
  expect([found.value.map(({ displayName }) => displayName), found['@odata.count']]).toEqual([
    ['Bob Baker', 'Carol Chen'],
    2,
  ]);
  expect(await namesOf(search('"displayName:b" AND "displayName:baker"'))).toEqual(['Bob Baker']);
  expect((await search('baker')).status).toBe(400);
});

test('filters compare beginnings, ends and whole values; quotes may hold anything; others are refused', async () => {
  const graph = await graphAs(harness, alice);
  const filter = (text: string, advanced = false) =>
    graph(`/users?$filter=${q(text)}${advanced ? '&$count=true' : ''}`, advanced ? eventual : {});
  const either = "startswith(displayName,'da') or mail eq 'bob@fabrikam.example'";
  expect(await namesOf(filter(either))).toEqual(['Bob Baker', 'Dave Diaz']);
  expect(
    await namesOf(filter(`startswith(displayName,'b') and userPrincipalName ne '${bob.upn}'`, true)),
  ).toEqual(['Busy (bot)']);
  expect(await namesOf(filter(`id in ('${bob.oid}', '${personOf(alice).oid}')`))).toEqual([
    'Alice Archer',
    'Bob Baker',
  ]);
  expect(await namesOf(filter("displayName eq 'this or that'' and so on'"))).toEqual([]);
  expect(
    await namesOf(filter("endswith(mail,'@fabrikam.example') and jobTitle eq 'Contractor'", true)),
  ).toEqual(['Dave Diaz']);
  for (const refused of ["endswith(mail,'x')", 'jobTitle ne null', "mail eq 'a' xor mail eq 'b'"]) {
    const response = await filter(refused);
    expect([refused, response.status]).toEqual([refused, 400]);
    expect(await json(response)).toMatchObject({ error: { code: 'Request_UnsupportedQuery' } });
  }
});

test('nextLink leads through all pages, in the requested order', async () => {
  const graph = await graphAs(harness, alice);
  const seen: string[] = [];
  let link: string | undefined = `/users?$top=3&$orderby=${q('displayName desc')}&$select=displayName`;
  while (link) {
    const page = await json(graph(link));
    expect(page.value.length).toBeLessThanOrEqual(3);
    seen.push(...page.value.map(({ displayName }) => displayName));
    link = page['@odata.nextLink'];
  }
  expect(seen).toEqual(await namesOf(graph(`/users?$orderby=${q('displayName desc')}`)));
  expect([seen.length, seen.at(-1)]).toEqual([8, 'Alice Archer']);
  for (const wrong of ['$top=0', '$top=1000', '$skiptoken=nonsense', '$expand=manager']) {
    expect([wrong, (await graph(`/users?${wrong}`)).status]).toEqual([wrong, 400]);
  }
});

test('/me/people lists ten colleagues at a time, without the user and without other tenants', async () => {
  const graph = await graphAs(harness, alice);
  const names = await namesOf(graph('/me/people'));
  expect(names).toContain('Bob Baker');
  expect(names).not.toContain('Alice Archer');
  expect(names).not.toContain('Erin Evans');
  expect(await namesOf(graph(`/me/people?$search=${q('"chen"')}`))).toEqual(['Carol Chen']);
  const first = await json(graph('/me/people?$top=2'));
  expect([first.value.length, await namesOf(graph(first['@odata.nextLink'] ?? ''))]).toEqual([
    2,
    names.slice(2, 4),
  ]);
});

test('licence details name Teams for people with a licence, until a condition takes it away', async () => {
  const plans = async (upn: string) =>
    (await json((await graphAs(harness, upn))('/me/licenseDetails'))).value;
  expect(JSON.stringify(await plans(alice))).toContain('TEAMS1');
  expect(await plans('dave@fabrikam.example')).toEqual([]);
  await harness.control('POST', 'conditions', { user: alice, noLicence: true });
  expect(await plans(alice)).toEqual([]);
});

test('a photo comes in the documented sizes up to the uploaded one; a person without a photo gets 404', async () => {
  const graph = await graphAs(harness, alice);
  const photo = await graph(`/users/${bob.oid}/photo/$value`);
  expect(photo.headers.get('content-type')).toBe('image/svg+xml');
  expect(await photo.text()).toContain('>BB</text>');
  expect(await (await graph('/me/photos/48x48/$value')).text()).toContain('width="48"');
  expect(await json(graph('/me/photo'))).toMatchObject({ id: '360x360', height: 360, width: 360 });
  expect((await json(graph('/me/photos'))).value).toHaveLength(6);
  for (const path of ['/users/carol@fabrikam.example/photos/48x48/$value', '/me/photos/648x648/$value']) {
    const none = await graph(path);
    expect(none.status).toBe(404);
    expect(await json(none)).toMatchObject({ error: { code: 'ImageNotFound' } });
  }
});
