import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkConfig } from './check.ts';

/** Reads a configuration that the repository ships. */
const readPublicFile = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(`public/${name}`, 'utf8')) as Record<string, unknown>;
const readValidConfig = () => readPublicFile('config.contoso.example.json');
/** A host name of the page that is not localhost. */
const publicHost = 'phone.example.org';
const listFaultyKeys = (json: unknown, pageHost = publicHost) =>
  checkConfig(json, pageHost)
    .faults?.map(({ key }) => key)
    .sort();

it.each([
  'config.json',
  'config.contoso.example.json',
  'config.fabrikam.example.json',
  'config.fabrikam-direct.example.json',
])('accepts public/%s', (name) => {
  expect(checkConfig(readPublicFile(name), publicHost)).toHaveProperty('config');
});

it.each([
  'https://example.communication.azure.com.evil.example',
  'https://example.org',
  'http://example.communication.azure.com',
  'https://example.communication.azure.com/path',
  '/api/token',
])('refuses %s as the address of an ACS resource', (endpoint) => {
  expect(listFaultyKeys({ ...readValidConfig(), tokenSource: { kind: 'resource', endpoint } })).toEqual([
    'tokenSource.endpoint',
  ]);
});

it.each([
  '//evil.example/x',
  '/\\evil.example/x',
  '/\t/evil.example/x',
  '/\n\\evil.example/x',
  '\\/evil.example/x',
  'api/token',
])('S10: refuses %j as a path on the app’s own origin', (url) => {
  const tokenSource = { kind: 'service', url, scope: null };
  expect(listFaultyKeys({ ...readValidConfig(), tokenSource })).toEqual(['tokenSource.url']);
});

it.each(['/api/token', '/a//b', '/api/token?x=//evil.example'])(
  'S10: accepts %j as a path on the app’s own origin',
  (url) => {
    const tokenSource = { kind: 'service', url, scope: null };
    expect(checkConfig({ ...readValidConfig(), tokenSource }, publicHost)).toHaveProperty('config');
  },
);

it.each([
  'api://phone/access_as_user',
  'https://api.example/access_as_user',
  '11111111-2222-4333-8444-555555555555/access_as_user',
])('accepts %s as the scope of an API', (scope) => {
  const tokenSource = { kind: 'service', url: '/api/token', scope };
  expect(checkConfig({ ...readValidConfig(), tokenSource }, publicHost)).toHaveProperty('config');
});

it.each(['00000000-0000-0000-0000-000000000000', 'FFFFFFFF-ffff-ffff-ffff-ffffffffffff'])(
  'S16: refuses the placeholder GUID %s as an id and in a scope',
  (placeholder) => {
    const entra = { clientId: placeholder, tenant: placeholder };
    expect(listFaultyKeys({ ...readValidConfig(), entra })).toEqual(['entra.clientId', 'entra.tenant']);
    for (const scope of [`${placeholder}/access_as_user`, `api://${placeholder}/access_as_user`]) {
      const tokenSource = { kind: 'service', url: '/api/token', scope };
      expect(listFaultyKeys({ ...readValidConfig(), tokenSource })).toEqual(['tokenSource.scope']);
    }
  },
);

it('accepts the scope null (the token service knows the user by a cookie), but refuses a missing scope', () => {
  const tokenSource = { kind: 'service', url: '/api/token' };
  expect(
    checkConfig({ ...readValidConfig(), tokenSource: { ...tokenSource, scope: null } }, publicHost),
  ).toHaveProperty('config');
  expect(listFaultyKeys({ ...readValidConfig(), tokenSource })).toEqual(['tokenSource.scope']);
});

it.each(['access_as_user', '11111111/access_as_user', 'api://phone', 'api://phone/a api://phone/b'])(
  'refuses %s as the scope of an API',
  (scope) => {
    const tokenSource = { kind: 'service', url: '/api/token', scope };
    expect(listFaultyKeys({ ...readValidConfig(), tokenSource })).toEqual(['tokenSource.scope']);
  },
);

it('reports one fault for an unknown kind of token source, and names the two kinds', () => {
  const { faults } = checkConfig({ ...readValidConfig(), tokenSource: { kind: 'magic' } }, publicHost);
  expect(faults).toEqual([
    { key: 'tokenSource.kind', found: '"magic"', expected: '"service" or "resource"', example: 'service' },
  ]);
});

it('lists all faults, each with the found value, the expected value and an example', () => {
  const { faults } = checkConfig(
    { entra: { clientId: 'nonsense', tenant: 'common' }, tokenSource: 7, colour: 'red' },
    publicHost,
  );
  expect(faults?.map(({ key }) => key).sort()).toEqual([
    'colour',
    'entra.clientId',
    'entra.tenant',
    'graph',
    'tokenSource',
  ]);
  expect(faults?.find(({ key }) => key === 'entra.clientId')).toEqual({
    key: 'entra.clientId',
    found: '"nonsense"',
    expected: 'the application (client) id, a GUID',
    example: '11111111-2222-4333-8444-555555555555',
  });
});

it.each([null, [], 'text', 4])(
  'reports one fault for the whole file if the file contains only %j',
  (json) => {
    expect(listFaultyKeys(json)).toEqual(['(the whole file)']);
  },
);

it.each([
  'http://graph.example.org/v1.0',
  'ftp://graph.example.org',
  'https://user:secret@graph.example.org',
  'javascript:alert(1)',
  '//graph.example.org',
  'http://localhost.example.org',
])('refuses %s as the address of Graph', (endpoint) => {
  expect(listFaultyKeys({ ...readValidConfig(), graph: { endpoint } })).toEqual(['graph.endpoint']);
});

it.each(['/api/token', 'https://token.example.org/api/token', 'http://localhost:7071/api/token'])(
  'accepts %s as the address of a token service',
  (url) => {
    expect(
      checkConfig(
        { ...readValidConfig(), tokenSource: { ...(readValidConfig().tokenSource as object), url } },
        publicHost,
      ),
    ).toHaveProperty('config');
  },
);

it('refuses //evil.example as the URL of the token service, because that URL names another host', () => {
  expect(
    listFaultyKeys({
      ...readValidConfig(),
      tokenSource: { ...(readValidConfig().tokenSource as object), url: '//evil.example' },
    }),
  ).toEqual(['tokenSource.url']);
});

it('accepts authority metadata only if the host of the page is localhost', () => {
  const url = 'http://localhost:9/x';
  const authorityMetadata = {
    issuer: url,
    authorization_endpoint: url,
    token_endpoint: url,
    end_session_endpoint: url,
    jwks_uri: url,
  };
  const config = {
    ...readValidConfig(),
    entra: { ...(readValidConfig().entra as object), authorityMetadata },
  };
  expect(checkConfig(config, 'localhost')).toHaveProperty('config');
  expect(listFaultyKeys(config, publicHost)).toEqual(['entra.authorityMetadata']);
});

it.each([
  ['cloud', { cloud: 'gcch' }],
  ['cloud', { cloud: 'dod' }],
  ['cloud', { cloud: 'china' }],
  ['graph.endpoint', { graph: { endpoint: 'https://graph.microsoft.us/v1.0' } }],
  ['graph.endpoint', { graph: { endpoint: 'https://dod-graph.microsoft.us/v1.0' } }],
  ['graph.endpoint', { graph: { endpoint: 'https://microsoftgraph.chinacloudapi.cn/v1.0' } }],
  [
    'tokenSource.endpoint',
    { tokenSource: { kind: 'resource', endpoint: 'https://example.communication.azure.us' } },
  ],
])('W4: reports one fault at the key %s for the national cloud in %j', (key, changedPart) => {
  const { faults } = checkConfig({ ...readValidConfig(), ...changedPart }, publicHost);
  expect(faults).toEqual([
    expect.objectContaining({ key, expected: expect.stringContaining('public cloud only') }),
  ]);
});

it('W4: accepts "public" as the cloud', () => {
  expect(checkConfig({ ...readValidConfig(), cloud: 'public' }, publicHost)).toHaveProperty('config');
});
