import { expect, test } from 'vitest';
import type { DirectoryFile } from './directory/schema.ts';
import { createTestBrowser, visit } from './testing/browser.ts';
import { buildAuthorizeUrl, codeVerifier, postToken, type Tokens } from './testing/signIn.ts';
import { createStartCommand } from './testing/testClient.ts';
import { setUpEmulator } from './testing/withEmulator.ts';

const clientId = '11111111-2222-4333-8444-555555555555';
const redirectUri = 'http://localhost:3000/spa';
const nina = 'nina@northwind.example';
const olaf = 'olaf@northwind.example';
const northwind: DirectoryFile = {
  tenants: [{ name: 'Northwind', domain: 'northwind.example' }],
  applications: [{ clientId, displayName: 'Northwind app', redirectUris: ['http://localhost:{PORT}/spa'] }],
  people: [
    { upn: nina, displayName: 'Nina Novak', department: 'Orders', manager: olaf, teamsPhoneLicence: false },
    { upn: olaf, displayName: 'Olaf Olsen', teamsLicence: false },
  ],
  phones: [
    { number: '+4790000001', whenCalled: 'decline', note: 'Declines' },
    { number: '+4790000002', whenCalled: 'noAnswer' },
  ],
  voiceApplications: [{ displayName: 'Orders', kind: 'call queue' }],
  resourceAccounts: [{ displayName: 'Order line', number: '+4790000050' }],
  assignments: [{ principal: nina, clientIds: [clientId] }],
  meetings: [
    { subject: 'Plan', meetingId: '300000001', passcode: 'plan', organizer: olaf, lobby: 'everyone' },
  ],
  contacts: [
    { displayName: 'Zed', owner: olaf },
    { displayName: 'Ada', owner: nina },
  ],
};

const own = setUpEmulator({ appPort: 3000, directory: northwind });

test('sign-in and Graph have the people and applications of the own directory', async () => {
  const { url, directory } = own.emulator;
  expect((await own.control('GET', 'token?user=alice@fabrikam.example')).status).toBe(404);
  const scope = 'User.Read Contacts.Read User.ReadBasic.All';
  const extra = { redirect_uri: redirectUri };
  const attempt = { url, clientId, scope: `openid ${scope}`, extra };
  const picker = await visit(createTestBrowser(), buildAuthorizeUrl(attempt));
  for (const name of ['Northwind app', nina]) expect(picker.text).toContain(name);
  expect(picker.text).not.toContain('alice@fabrikam.example');
  const consent = await picker.press('oid', directory.findPerson(nina)?.oid ?? '');
  expect(consent.text).toContain('published by Northwind');
  const { location, redirect } = await consent.press('answer', 'accept');
  expect(location).toMatch(/^http:\/\/localhost:3000\/spa#/);
  const code = redirect.get('code') ?? '';
  const form = { grant_type: 'authorization_code', code, scope, ...extra, code_verifier: codeVerifier };
  const response = await postToken({ url, tenant: 'northwind.example', clientId }, form);
  const { access_token } = (await response.json()) as Tokens;
  const readGraph = async (path: string) => {
    const headers = { authorization: `Bearer ${access_token}` };
    return (await fetch(`${url}/v1.0${path}`, { headers })).json() as Promise<object>;
  };
  const profile = { displayName: 'Nina Novak', department: 'Orders' };
  expect(await readGraph('/me?$select=displayName,department')).toMatchObject(profile);
  expect(await readGraph('/users')).toMatchObject({
    value: [{ displayName: 'Nina Novak' }, { displayName: 'Olaf Olsen' }],
  });
  // Zed belongs to Olaf.
  expect(await readGraph('/me/contacts')).toMatchObject({ value: [{ displayName: 'Ada' }] });
});

test('calls reach the telephones and the queue of the own directory', async () => {
  const client = await own.connectClient(nina);
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
  const queue = own.emulator.directory.voiceApplications[0]?.rawId ?? '';
  for (const target of ['4:+4790000001', '4:+4790000002', queue])
    expect(await call(target)).toEqual(['Ringing', undefined]);
  // This number exists in the default directory only.
  expect(await call('4:+14255550100')).toBe(404);
  await client.waitForEvent('ended', ({ end }) => end.code === 603);
  await client.waitForEvent('participant', ({ entry }) => entry.id === queue && entry.bot === 'phone');
});

test('scenarios choose people, queues and meetings of the own directory', async () => {
  await own.connectClient(nina);
  const start = async (name: string) => {
    const response = await own.control('POST', `scenarios/${name}`, { user: nina });
    return Object.values((await response.json()) as object).join();
  };
  expect(await start('being-called')).toContain('Olaf Olsen rings');
  expect(await start('queue-call')).toContain('+4790000001 rings through Orders.');
  expect(await start('meeting-with-lobby')).toContain('Olaf Olsen lets you in');
  // The only meeting of this directory has a lobby, and nobody but Olaf can take part in another role.
  expect(await start('crowd')).toBe('The directory has no meeting for this scenario.');
  expect(await start('voicemail')).toBe('The directory has no other person for this scenario.');
});

test('an agent of the own directory needs a Teams Phone licence', async () => {
  const { url, directory } = own.emulator;
  const { oid, tid } = directory.findPerson(nina) ?? {};
  const iat = Math.floor(Date.now() / 1000);
  const aud = 'https://auth.msft.communication.azure.com';
  const scp = 'TeamsExtension.ManageCalls';
  const claims = { aud, iss: `${url}/${tid}/`, oid, tid, appid: clientId, scp, iat, exp: iat + 60 };
  const jwt = { header: { alg: 'RS256' }, claims };
  const { token } = await own.controlJson<{ token: string }>('POST', 'sign', jwt);
  const path = '/access/teamsExtension/:exchangeAccessToken?api-version=2025-06-30';
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(url + path, { method: 'POST', headers, body: '{}' });
  const error = { code: 'Forbidden', message: 'The user has no Teams Phone license.' };
  expect([response.status, await response.json()]).toEqual([403, { error }]);
});
