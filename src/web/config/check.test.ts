import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkConfig } from './check.ts';

/** Reads a configuration that the repository ships. */
const readPublicFile = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(`public/${name}`, 'utf8')) as Record<string, unknown>;
const validConfig = readPublicFile('config.contoso.example.json');
/** A host name of the page that is not localhost. */
const publicHost = 'phone.example.org';
const listFaultyKeys = (json: unknown, pageHost = publicHost) =>
  checkConfig(json, pageHost)
    .faults?.map(({ key }) => key)
    .sort();

const acs = '://example.communication.azure.com';
/** Parts of `config.json`, in which one value is the one that a test is about. */
const asService = (url: string) => ({ tokenSource: { kind: 'service', url, scope: null } });
const asScope = (scope?: string | null) => ({ tokenSource: { kind: 'service', url: '/api/token', scope } });
const asResource = (endpoint: string) => ({ tokenSource: { kind: 'resource', endpoint } });
const account = {
  id: '22222222-3333-4444-8555-666666666666',
  name: 'Main line',
  number: '+14255550150',
};
const asExtension = (...resourceAccounts: unknown[]) => ({
  tokenSource: { kind: 'teamsExtension', endpoint: `https${acs}`, resourceAccounts },
});
const otherAccount = { id: '33333333-3333-4444-8555-666666666666', name: 'Support', number: '+14255550151' };
const asScreenPop = (url: string) => ({ integration: { screenPop: { url, hosts: ['crm.example'] } } });
const asGraph = (endpoint: string) => ({ graph: { endpoint } });

it.each([
  'config.json',
  'config.contoso.example.json',
  'config.fabrikam.example.json',
  'config.fabrikam-direct.example.json',
  'config.extension.example.json',
])('accepts public/%s', (name) => {
  expect(checkConfig(readPublicFile(name), publicHost)).toHaveProperty('config');
});

it.each([
  ...[
    '/a//b',
    '/api/token?x=//evil.example',
    'https://token.example.org/api/token',
    'http://localhost:7071/api/token',
  ].map(asService),
  ...[
    'api://phone/access_as_user',
    'https://api.example/access_as_user',
    '11111111-2222-4333-8444-555555555555/access_as_user',
    // The token service knows the user by a cookie.
    null,
  ].map(asScope),
  { cloud: 'public' },
  { sharedFavourites: '/lists/desk.json' },
  asScreenPop('https://crm.example/search?phone={number}'),
  { integration: { origins: ['https://crm.example'], embedding: true, dial: 'call', webHook: true } },
  asExtension(account, otherAccount),
])('S10: accepts %j', (part) => {
  expect(checkConfig({ ...validConfig, ...part }, publicHost)).toHaveProperty('config');
});

const placeholders = ['00000000-0000-0000-0000-000000000000', 'FFFFFFFF-ffff-ffff-ffff-ffffffffffff'];
it.each([
  ['tokenSource.endpoint', asResource(`https${acs}.evil.example`)],
  ['tokenSource.endpoint', asResource(`http${acs}`)],
  ['tokenSource.endpoint', asResource(`https${acs}/path`)],
  ['tokenSource.endpoint', asResource('/api/token')],
  ['sharedFavourites', { sharedFavourites: '//evil.example/desk.json' }],
  ['sharedFavourites', { sharedFavourites: 'https://evil.example/desk.json' }],
  ['tokenSource.url', asService('//evil.example/x')],
  ['tokenSource.url', asService('/\\evil.example/x')],
  ['tokenSource.url', asService('/\t/evil.example/x')],
  ['tokenSource.url', asService('/\n\\evil.example/x')],
  ['tokenSource.url', asService('\\/evil.example/x')],
  ['tokenSource.url', asService('api/token')],
  ['tokenSource.scope', asScope()],
  ['tokenSource.scope', asScope('access_as_user')],
  ['tokenSource.scope', asScope('api://phone')],
  ['tokenSource.scope', asScope('api://phone/a api://phone/b')],
  ['tokenSource.scope', asScope(`api://${placeholders[0]}/access_as_user`)],
  ['tokenSource.scope', asScope(`${placeholders[1]}/access_as_user`)],
  [
    'tokenSource.endpoint',
    { tokenSource: { ...asExtension(account).tokenSource, endpoint: 'https://example.org' } },
  ],
  ['tokenSource.resourceAccounts', asExtension()],
  ['tokenSource.resourceAccounts', { tokenSource: { kind: 'teamsExtension', endpoint: `https${acs}` } }],
  ['tokenSource.resourceAccounts.1.id', asExtension(account, { ...otherAccount, id: account.id })],
  [
    'tokenSource.resourceAccounts.1.number',
    asExtension(account, { ...otherAccount, number: account.number }),
  ],
  ['tokenSource.resourceAccounts.0.id', asExtension({ ...account, id: 'main-line@fabrikam.example' })],
  ['tokenSource.resourceAccounts.0.name', asExtension({ ...account, name: '' })],
  ['graph.endpoint', asGraph('http://graph.example.org/v1.0')],
  ['graph.endpoint', asGraph('https://user:secret@graph.example.org')],
  ['graph.endpoint', asGraph('javascript:alert(1)')],
  ['graph.endpoint', asGraph('//graph.example.org')],
  ['graph.endpoint', asGraph('http://localhost.example.org')],
  ['integration.screenPop.url', asScreenPop('javascript:alert(1)')],
  ['integration.screenPop.url', asScreenPop('https://other.example/{number}')],
  ['integration.screenPop.hosts', { integration: { screenPop: { url: 'https://crm.example' } } }],
  ['integration.origins.0', { integration: { origins: ['https://crm.example/'] } }],
  ['integration.origins', { integration: { embedding: true } }],
  ['integration.colour', { integration: { colour: 'red' } }],
  ['integration.webHook', { ...asResource(`https${acs}`), integration: { webHook: true } }],
])('S10: refuses %s in %j', (key, part) => {
  expect(listFaultyKeys({ ...validConfig, ...part })).toEqual([key]);
});

it.each(['(425) 555-0150', '14255550150', '+1 425 555 0150', '+04255550150', '+1', `+${'1'.repeat(16)}`])(
  'refuses %s as the number of a resource account, because it is not in E.164 form',
  (number) => {
    const part = asExtension({ ...account, number });
    expect(listFaultyKeys({ ...validConfig, ...part })).toEqual(['tokenSource.resourceAccounts.0.number']);
  },
);

it.each(placeholders)('S16: refuses the placeholder GUID %s as an id', (placeholder) => {
  const entra = { clientId: placeholder, tenant: placeholder };
  expect(listFaultyKeys({ ...validConfig, entra })).toEqual(['entra.clientId', 'entra.tenant']);
});

it('reports one fault for an unknown kind of token source, and names the kinds', () => {
  const { faults } = checkConfig({ ...validConfig, tokenSource: { kind: 'magic' } }, publicHost);
  expect(faults).toEqual([
    {
      key: 'tokenSource.kind',
      found: '"magic"',
      expected: '"service", "resource" or "teamsExtension"',
      example: 'service',
    },
  ]);
});

it('lists all faults, each with the found value, the expected value and an example', () => {
  const config = { entra: { clientId: 'nonsense', tenant: 'common' }, tokenSource: 7, colour: 'red' };
  const keys = ['colour', 'entra.clientId', 'entra.tenant', 'graph', 'tokenSource'];
  expect(listFaultyKeys(config)).toEqual(keys);
  expect(checkConfig(config, publicHost).faults).toContainEqual({
    key: 'entra.clientId',
    found: '"nonsense"',
    expected: 'the application (client) id, a GUID',
    example: '11111111-2222-4333-8444-555555555555',
  });
});

it('lists the faults of all resource accounts, each with the help of its own key', () => {
  const config = {
    ...validConfig,
    ...asExtension(account, { ...account, colour: 'red' }, { ...otherAccount, number: '0150', id: 7 }),
  };
  expect(listFaultyKeys(config)).toEqual([
    'tokenSource.resourceAccounts.1.colour',
    'tokenSource.resourceAccounts.1.id',
    'tokenSource.resourceAccounts.1.number',
    'tokenSource.resourceAccounts.2.id',
    'tokenSource.resourceAccounts.2.number',
  ]);
  expect(checkConfig(config, publicHost).faults).toContainEqual({
    key: 'tokenSource.resourceAccounts.2.number',
    found: '"0150"',
    expected: expect.stringContaining('service number'),
    example: '+14255550150',
  });
});

it.each([null, []])('reports one fault for the whole file if it contains only %j', (json) => {
  expect(listFaultyKeys(json)).toEqual(['(the whole file)']);
});

it('accepts authority metadata only if the host of the page is localhost', () => {
  const keys = ['issuer', 'authorization_endpoint', 'token_endpoint', 'end_session_endpoint', 'jwks_uri'];
  const authorityMetadata = Object.fromEntries(keys.map((key) => [key, 'http://localhost:9/x']));
  const config = { ...validConfig, entra: { ...(validConfig['entra'] as object), authorityMetadata } };
  expect(checkConfig(config, 'localhost')).toHaveProperty('config');
  expect(listFaultyKeys(config)).toEqual(['entra.authorityMetadata']);
});

it.each([
  ['cloud', { cloud: 'gcch' }],
  ['graph.endpoint', asGraph('https://graph.microsoft.us/v1.0')],
  ['graph.endpoint', asGraph('https://dod-graph.microsoft.us/v1.0')],
  ['graph.endpoint', asGraph('https://microsoftgraph.chinacloudapi.cn/v1.0')],
  ['tokenSource.endpoint', asResource('https://example.communication.azure.us')],
])('W4: reports one fault at the key %s for the national cloud in %j', (key, part) => {
  const { faults } = checkConfig({ ...validConfig, ...part }, publicHost);
  expect(faults).toEqual([
    expect.objectContaining({ key, expected: expect.stringContaining('public cloud only') }),
  ]);
});
