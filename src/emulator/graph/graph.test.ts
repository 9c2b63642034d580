import { expect, test } from 'vitest';
import { personOf, signIn } from '../testing/signIn.ts';
import { withEmulator } from '../testing/withEmulator.ts';

const rig = withEmulator();
const alice = 'alice@fabrikam.example';
const bob = personOf('bob@fabrikam.example');
const all = 'User.Read User.ReadBasic.All People.Read Presence.Read.All Presence.ReadWrite Chat.Create';

/** Opens Graph as a person. */
async function graphAs(upn: string, { scope = all, extra = {} } = {}) {
  const { access_token } = await signIn({ url: rig.emulator.url, scope: `openid ${scope}`, extra }, upn);
  return (path: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}) =>
    fetch(`${rig.emulator.url}/v1.0${path}`, {
      ...init,
      headers: { authorization: `Bearer ${access_token}`, origin: 'http://localhost:5173', ...init.headers },
    });
}

const namesOf = async (response: Response) =>
  ((await response.json()) as { value: { displayName: string }[] }).value.map(
    ({ displayName }) => displayName,
  );

test('a person finds themselves and colleagues, by id or UPN, with the properties they select', async () => {
  const graph = await graphAs(alice);
  expect(await (await graph('/me?$select=id,displayName')).json()).toEqual({
    id: personOf(alice).oid,
    displayName: 'Alice Archer',
  });
  for (const id of [bob.oid, bob.upn, bob.oid.toUpperCase()]) {
    expect(await (await graph(`/users/${id}`)).json()).toMatchObject({
      displayName: 'Bob Baker',
      surname: 'Baker',
    });
  }
});

test('a person of another tenant is as unknown as nobody', async () => {
  const graph = await graphAs(alice);
  for (const id of ['erin@contoso.example', 'nobody@fabrikam.example']) {
    const response = await graph(`/users/${id}`);
    expect(response.status).toBe(404);
    expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    expect(await response.json()).toMatchObject({ error: { code: 'Request_ResourceNotFound' } });
  }
});

test('without a token it is 401, with a token for another API too, without the permission 403', async () => {
  expect((await fetch(`${rig.emulator.url}/v1.0/me`)).status).toBe(401);
  const { access_token } = await signIn({ url: rig.emulator.url }, alice);
  const foreign = await fetch(`${rig.emulator.url}/v1.0/me`, {
    headers: { authorization: `Bearer ${access_token}` },
  });
  expect(foreign.status).toBe(401);
  const little = await graphAs(alice, { scope: 'User.Read' });
  const response = await little(`/users/${bob.oid}`);
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ error: { code: 'Authorization_RequestDenied' } });
});

test('search finds the beginnings of words, and needs ConsistencyLevel', async () => {
  const graph = await graphAs(alice);
  const search = `/users?$search=${encodeURIComponent('"displayName:ba" OR "mail:carol"')}`;
  expect((await graph(search)).status).toBe(400);
  const found = await graph(search, { headers: { consistencylevel: 'eventual' } });
  expect(await namesOf(found)).toEqual(['Bob Baker', 'Carol Chen']);
});

test('filters compare beginnings and whole values; others are refused', async () => {
  const graph = await graphAs(alice);
  const filter = (text: string) => graph(`/users?$top=5&$filter=${encodeURIComponent(text)}`);
  expect(
    await namesOf(await filter("startswith(displayName,'da') or mail eq 'bob@fabrikam.example'")),
  ).toEqual(['Bob Baker', 'Dave Diaz']);
  expect((await filter('jobTitle ne null')).status).toBe(400);
});

test('people are the colleagues, without oneself and without other tenants', async () => {
  const names = await namesOf(await (await graphAs(alice))('/me/people'));
  expect(names).toContain('Bob Baker');
  expect(names).not.toContain('Alice Archer');
  expect(names).not.toContain('Erin Evans');
});

test('a photo is an image, and 404 for those who have none', async () => {
  const graph = await graphAs(alice);
  const photo = await graph(`/users/${bob.oid}/photo/$value`);
  expect(photo.headers.get('content-type')).toBe('image/svg+xml');
  expect(await photo.text()).toContain('>BB</text>');
  const none = await graph('/users/carol@fabrikam.example/photos/48x48/$value');
  expect(none.status).toBe(404);
  expect(await none.json()).toMatchObject({ error: { code: 'ImageNotFound' } });
});

test('presence can be read, set for a while by oneself only, and cleared', async () => {
  const graph = await graphAs(alice);
  const busy = personOf('busy@fabrikam.example').oid;
  expect(await (await graph(`/users/${busy}/presence`)).json()).toMatchObject({ activity: 'InACall' });
  const body = JSON.stringify({ availability: 'Away', activity: 'Away', expirationDuration: 'PT5M' });
  expect((await graph('/me/presence/setUserPreferredPresence', { method: 'POST', body })).status).toBe(200);
  const others = await graphAs(bob.upn);
  const mine = `/users/${personOf(alice).oid}/presence`;
  expect(await (await others(mine)).json()).toMatchObject({ availability: 'Away' });
  expect((await others(`${mine}/setUserPreferredPresence`, { method: 'POST', body })).status).toBe(403);
  const many = await others('/communications/getPresencesByUserId', {
    method: 'POST',
    body: JSON.stringify({ ids: [personOf(alice).oid, personOf('erin@contoso.example').oid] }),
  });
  expect(((await many.json()) as { value: object[] }).value).toHaveLength(1);
  rig.advance(5 * 60_000);
  expect(await (await others(mine)).json()).toMatchObject({ availability: 'Available' });
});

test('licence details name Teams for those who have it', async () => {
  const plans = async (upn: string) =>
    JSON.stringify(await (await (await graphAs(upn))('/me/licenseDetails')).json());
  expect(await plans(alice)).toContain('TEAMS1');
  expect(await plans('dave@fabrikam.example')).toBe('{"value":[]}');
});

test('a new group chat has a thread id; strangers cannot be put into it', async () => {
  const graph = await graphAs(alice);
  const chat = (...ids: string[]) =>
    graph('/chats', {
      method: 'POST',
      body: JSON.stringify({
        chatType: 'group',
        members: ids.map((id) => ({ 'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${id}')` })),
      }),
    });
  const created = await chat(personOf(alice).oid, bob.oid);
  expect(created.status).toBe(201);
  expect(((await created.json()) as { id: string }).id).toMatch(/^19:[\da-f]{32}@thread\.v2$/);
  expect((await chat(bob.oid)).status).toBe(400);
  expect((await chat(personOf(alice).oid, personOf('erin@contoso.example').oid)).status).toBe(404);
});

test('throttling answers 429 with Retry-After as often as asked for', async () => {
  const graph = await graphAs(alice);
  await rig.control('POST', 'conditions', { user: alice, throttleGraph: { times: 1, retryAfterSeconds: 3 } });
  const response = await graph('/me');
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '3']);
  expect((await graph('/me')).status).toBe(200);
});

test('after revocation a client that declared cp1 is challenged; another goes on until its token ends', async () => {
  const claims = JSON.stringify({ access_token: { xms_cc: { values: ['cp1'] } } });
  const { access_token } = await signIn(
    { url: rig.emulator.url, scope: 'openid User.Read', extra: { claims }, tokenExtra: { claims } },
    alice,
  );
  const plain = await graphAs(alice);
  await rig.control('POST', 'revoke', { user: alice });
  const challenged = await fetch(`${rig.emulator.url}/v1.0/me`, {
    headers: { authorization: `Bearer ${access_token}` },
  });
  expect(challenged.status).toBe(401);
  const header = challenged.headers.get('www-authenticate') ?? '';
  expect(header).toContain('error="insufficient_claims"');
  const demanded = Buffer.from(/claims="([^"]+)"/.exec(header)?.[1] ?? '', 'base64').toString();
  expect(JSON.parse(demanded)).toMatchObject({ access_token: { nbf: { essential: true } } });
  expect((await plain('/me')).status).toBe(200);
  const again = await graphAs(alice);
  expect((await again('/me')).status).toBe(200);
});
