import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DirectoryFile } from './directory/schema.ts';
import { startEmulator, type RunningEmulator } from './emulator.ts';
import { createTestBrowser, visit } from './testing/browser.ts';
import { buildAuthorizeUrl, codeVerifier, contosoClientId, postToken } from './testing/signIn.ts';
import { createStartCommand, TestClient } from './testing/testClient.ts';

const clientId = '11111111-2222-4333-8444-555555555555';
const redirectUri = 'http://localhost:3000/spa';
const nina = 'nina@northwind.example';
const olaf = 'olaf@northwind.example';
const northwind: DirectoryFile = {
  tenants: [{ name: 'Northwind', domain: 'northwind.example' }],
  applications: [
    { clientId, displayName: 'Northwind app', redirectUris: ['http://localhost:{PORT}/spa'] },
    { clientId: contosoClientId, displayName: 'Another app', redirectUris: ['http://localhost:{PORT}/'] },
  ],
  people: [
    { upn: nina, displayName: 'Nina Novak', department: 'Orders', manager: olaf },
    { upn: olaf, displayName: 'Olaf Olsen', teamsLicence: false },
  ],
  phones: [
    { number: '+4790000001', whenCalled: 'decline', note: 'Declines' },
    { number: '+4790000002', whenCalled: 'noAnswer' },
  ],
  voiceApplications: [{ displayName: 'Orders', kind: 'call queue' }],
  meetings: [
    { subject: 'Plan', meetingId: '300000001', passcode: 'plan', organizer: olaf, lobby: 'everyone' },
  ],
  contacts: [
    { displayName: 'Zed', owner: olaf },
    { displayName: 'Ada', owner: nina },
  ],
};

let ownEmulator: RunningEmulator;
let defaultEmulator: RunningEmulator;
beforeEach(async () => {
  // Both emulators run in this process at the same time.
  [ownEmulator, defaultEmulator] = await Promise.all([
    startEmulator({ port: 0, appPort: 3000, directory: northwind }),
    startEmulator({ port: 0, appPort: 5173 }),
  ]);
}, 60_000);
afterEach(() => Promise.all([ownEmulator.stop(), defaultEmulator.stop()]));

/** The fields of the controls' answers that the tests read. */
interface Answer {
  readonly token: string;
  readonly people: readonly { readonly name: string }[];
  readonly next: string;
  readonly error: string;
}

async function control(
  { url, secret }: RunningEmulator,
  path: string,
  body?: object,
): Promise<{ status: number; answer: Answer }> {
  const response = await fetch(`${url}/emulator/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'x-emulator-secret': secret, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, answer: (await response.json()) as Answer };
}

async function connectClient(emulator: RunningEmulator, user: string) {
  const { answer } = await control(emulator, `token?user=${user}`);
  return TestClient.connect(`ws://127.0.0.1:${emulator.port}/signalling`, answer.token);
}

/** Signs Nina in to the own application. @returns an access token for Graph. */
async function signInNina(scope: string): Promise<string> {
  const { url } = ownEmulator;
  const extra = { redirect_uri: redirectUri };
  const attempt = { url, clientId, scope: `openid ${scope}`, extra };
  const picker = await visit(createTestBrowser(), buildAuthorizeUrl(attempt));
  for (const name of ['Northwind app', nina]) expect(picker.text).toContain(name);
  expect(picker.text).not.toContain('alice@fabrikam.example');
  const consent = await picker.press('oid', ownEmulator.directory.findPerson(nina)?.oid ?? '');
  expect(consent.text).toContain('published by Northwind');
  const { location, redirect } = await consent.press('answer', 'accept');
  expect(location).toMatch(/^http:\/\/localhost:3000\/spa#/);
  const form = { grant_type: 'authorization_code', code: redirect.get('code') ?? '', scope };
  const fields = { ...form, redirect_uri: redirectUri, code_verifier: codeVerifier };
  const response = await postToken({ url, tenant: 'northwind.example', clientId }, fields);
  return ((await response.json()) as { access_token: string }).access_token;
}

test('sign-in and Graph have the people and applications of the own directory', async () => {
  const token = await signInNina('User.Read Contacts.Read User.ReadBasic.All');
  const readGraph = async (path: string) => {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${ownEmulator.url}/v1.0${path}`, { headers })).json() as Promise<object>;
  };
  expect(await readGraph('/me?$select=displayName,department')).toMatchObject({
    displayName: 'Nina Novak',
    department: 'Orders',
  });
  expect(await readGraph('/users')).toMatchObject({
    value: [{ displayName: 'Nina Novak' }, { displayName: 'Olaf Olsen' }],
  });
  expect(await readGraph('/me/contacts')).toMatchObject({ value: [{ displayName: 'Ada' }] });
});

test('two emulators in one process know only their own people, tenants and redirect URIs', async () => {
  const readNames = async (emulator: RunningEmulator) =>
    (await control(emulator, 'directory')).answer.people.map(({ name }) => name);
  expect(await readNames(ownEmulator)).toEqual(['Nina Novak', 'Olaf Olsen']);
  expect(await readNames(defaultEmulator)).toContain('Alice Archer');
  expect((await control(ownEmulator, 'token?user=alice@fabrikam.example')).status).toBe(404);
  expect((await control(defaultEmulator, `token?user=${nina}`)).status).toBe(404);
  const readStatus = async ({ url }: RunningEmulator, tenant: string) =>
    (await fetch(`${url}/${tenant}/v2.0/.well-known/openid-configuration`)).status;
  expect(await readStatus(ownEmulator, 'northwind.example')).toBe(200);
  expect(await readStatus(ownEmulator, 'fabrikam.example')).toBe(400);
  expect(await readStatus(defaultEmulator, 'northwind.example')).toBe(400);
  // The application with this client id has other redirect URIs in each of the directories.
  const readAuthorizeStatus = async ({ url }: RunningEmulator, redirect_uri: string) =>
    (await fetch(buildAuthorizeUrl({ url, extra: { redirect_uri } }))).status;
  expect(await readAuthorizeStatus(ownEmulator, 'http://localhost:3000/')).toBe(200);
  expect(await readAuthorizeStatus(ownEmulator, 'http://localhost:5173/')).toBe(400);
  expect(await readAuthorizeStatus(defaultEmulator, 'http://localhost:5173/')).toBe(200);
});

test('calls reach the telephones and the queue of the own directory', async () => {
  const client = await connectClient(ownEmulator, nina);
  /** Calls a number or a queue. @returns the end code, or the presence and media of the callee. */
  const call = async (target: string) => {
    const { command, call: callId } = createStartCommand(target);
    client.sendCommand(command);
    return client.waitFor(({ events }) => {
      const last = events.findLast((event) => event.call === callId);
      if (last?.t === 'ended') return last.end.code;
      return last?.t === 'participant' ? [last.entry.presence, last.entry.bot] : undefined;
    });
  };
  const queue = ownEmulator.directory.voiceApplications[0]?.rawId ?? '';
  for (const target of ['4:+4790000001', '4:+4790000002', queue])
    expect(await call(target)).toEqual(['Ringing', undefined]);
  // This number exists in the default directory only.
  expect(await call('4:+14255550100')).toBe(404);
  await client.waitForEvent('ended', ({ end }) => end.code === 603);
  await client.waitForEvent('participant', ({ entry }) => entry.id === queue && entry.bot === 'phone');
  client.socket.terminate();
});

test('scenarios choose people, queues and meetings of the own directory', async () => {
  const client = await connectClient(ownEmulator, nina);
  const startScenario = (name: string) => control(ownEmulator, `scenarios/${name}`, { user: nina });
  expect((await startScenario('being-called')).answer.next).toContain('Olaf Olsen rings');
  expect((await startScenario('queue-call')).answer.next).toBe('+4790000001 rings through Orders.');
  expect((await startScenario('meeting-with-lobby')).answer.next).toContain('Olaf Olsen lets you in');
  // The only meeting of this directory has a lobby, and nobody but Olaf can take part in another role.
  expect(await startScenario('crowd')).toMatchObject({
    status: 409,
    answer: { error: 'The directory has no meeting for this scenario.' },
  });
  expect((await startScenario('voicemail')).status).toBe(409);
  client.socket.terminate();
});
