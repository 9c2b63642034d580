import { expect, test } from 'vitest';
import { contosoClientId, redirectUri, signIn } from '../../src/emulator/testing/signIn.ts';
import { readExample, runInProject, startCommand, writeFiles } from './support/project.ts';

test('Microsoft’s Graph client reads the user as the guide shows', async () => {
  const url = (await startCommand()).readValue('emulator');
  const { access_token } = await signIn({ url, scope: 'openid User.Read' }, 'alice@fabrikam.example');
  const folder = writeFiles('graph-app', {
    'graph.js': readExample('graph.js', 'use-the-emulator.md'),
    'main.js': `import { createGraphClient } from './graph.js';
      const graph = createGraphClient('${url}', async () => '${access_token}');
      console.log((await graph.api('/me').get()).displayName);`,
  });
  expect(runInProject('node', ['main.js'], folder)).toMatchObject({ status: 0, stdout: 'Alice Archer\n' });
});

test('Microsoft’s identity client creates an ACS user, issues and revokes tokens, and deletes the user', async () => {
  const connectionString = (await startCommand()).readValue('connection string');
  const folder = writeFiles('acs-user-app', {
    'main.js': `import { CommunicationIdentityClient } from '@azure/communication-identity';
      const client = new CommunicationIdentityClient('${connectionString}', { allowInsecureConnection: true });
      const { user, token } = await client.createUserAndToken(['voip'], { tokenExpiresInMinutes: 60 });
      const { expiresOn } = await client.getToken(user, ['chat', 'voip']);
      await client.revokeTokens(user);
      await client.deleteUser(user);
      const { code } = await client.getToken(user, ['voip']).catch((error) => error);
      console.log(token.split('.').length, expiresOn > new Date(), code);`,
  });
  const stdout = '3 true IdentityNotFound\n';
  expect(runInProject('node', ['main.js'], folder)).toMatchObject({ status: 0, stdout });
});

test('the refusals of a wrong redirect URI, a missing person and a wrong signature name the cause', async () => {
  const { readValue } = await startCommand();
  const url = readValue('emulator');
  const query = new URLSearchParams({
    client_id: contosoClientId,
    redirect_uri: redirectUri.replace('5173', '3000'),
    response_type: 'code',
    scope: 'openid',
  });
  const page = await (await fetch(`${url}/organizations/oauth2/v2.0/authorize?${query}`)).text();
  expect(page).toMatch(/AADSTS50011[^]*The emulator adds: start it with --app-port/);
  const headers = { 'x-emulator-secret': readValue('control secret') };
  const answer = await (await fetch(`${url}/emulator/token`, { headers })).json();
  expect(answer).toEqual({ error: 'user is missing: name a person, such as alice@fabrikam.example.' });
  const exchange = (authorization?: string) =>
    fetch(`${url}/teamsUser/:exchangeAccessToken?api-version=2023-10-01`, {
      method: 'POST',
      ...(authorization && { headers: { authorization } }),
      body: '{}',
    });
  expect(await (await exchange()).text()).toContain('neither a signature nor a token');
  expect(await (await exchange('HMAC-SHA256 SignedHeaders=none')).text()).toContain(
    'a proxy has changed the host',
  );
});
