import { expect, it } from 'vitest';
import { readArtifacts, type InspectorSource } from './artifacts.ts';
import { createTokenView } from './claims.ts';
import { articleLabels, findExchangeCase } from './exchangeCase.ts';

const encodePart = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const createJwt = (claims: object) =>
  `${encodePart({ alg: 'RS256' })}.${encodePart(claims)}.signature-of-the-token`;
const clientId = '11111111-2222-4333-8444-555555555555';
const tid = 'f1111111-1111-4111-8111-111111111111';
const teamsToken = createJwt({
  aud: 'https://auth.msft.communication.azure.com',
  appid: clientId,
  scp: 'Teams.ManageCalls Teams.ManageChats',
  tid,
});
const callerToken = createJwt({ aud: clientId, azp: clientId, scp: 'access_as_user', tid });
const acsToken = createJwt({ resourceId: 'the-resource', acsScope: 'voip', tid, exp: 1_800_000_000 });

/** @param kind where the app exchanges its Teams token */
const createSource = (tenant: string, kind: string): InspectorSource => {
  const tokenSource = { kind, url: '/api/token', scope: `api://${clientId}/access_as_user` };
  // The type of the configuration allows a `url` only for the kind `service`, but the inspector reads only `kind`.
  const config = { entra: { clientId, tenant }, tokenSource } as unknown as InspectorSource['config'];
  return { config, readTokens: async () => ({ teamsToken, callerToken, acsToken }) };
};
const user = { oid: 'the-oid', tid };

it('derives the case of the exchange from the configuration', () => {
  expect(findExchangeCase(createSource('organizations', 'service').config)).toBe('2');
  expect(findExchangeCase(createSource(tid, 'service').config)).toBe('1a');
  expect(findExchangeCase(createSource(tid, 'resource').config)).toBe('1b');
  expect(findExchangeCase(createSource('organizations', 'teamsExtension').config)).toBe('3');
});

// Each artifact is written as its number and letter in Microsoft's articles, with `seen` if the browser has it as a token.
it.each([
  ['service', 'has artifact 2 but not 3', '-/- -/A3 1/A1(seen) 2/B(seen) 3/C -/A2 4/D(seen)'],
  ['resource', 'has artifact 3, and there is no 2', '-/- -/A3 1/A1(seen) 3/C(seen) -/A2 4/D(seen)'],
])('if the app exchanges its token at a %s, the browser %s', async (kind, _title, artifacts) => {
  const listed = await readArtifacts(createSource(tid, kind), user);
  const texts = listed.map(({ id, token }) => {
    const { number, letter } = articleLabels[id];
    return `${number ?? '-'}/${letter ?? '-'}${token ? '(seen)' : ''}`;
  });
  expect(texts.join(' ')).toBe(artifacts);
});

it('shows the two tokens of an agent by names of their own, and no artifact of Microsoft’s article', async () => {
  const artifacts = await readArtifacts(createSource(tid, 'teamsExtension'), user);
  expect(artifacts.map(({ id, token }) => `${id}${token ? ' (seen)' : ''}`)).toEqual([
    'credentials',
    'extensionToken (seen)',
    'agentToken (seen)',
  ]);
  expect(artifacts.map(({ id }) => articleLabels[id].letter)).toEqual([null, null, null]);
});

it('reads the facts of the artifacts from the claims of the tokens', async () => {
  const artifacts = await readArtifacts(createSource('organizations', 'service'), user);
  expect(artifacts.find(({ id }) => id === 'teamsToken')?.facts).toEqual([
    { name: 'audience', value: 'https://auth.msft.communication.azure.com' },
    { name: 'applicationId', value: clientId },
    { name: 'permission', value: 'Teams.ManageCalls Teams.ManageChats' },
    { name: 'tenant', value: tid },
  ]);
  expect(artifacts.find(({ id }) => id === 'acsToken')?.facts).toEqual([
    { name: 'resourceId', value: 'the-resource' },
    { name: 'permission', value: 'voip' },
    { name: 'tenant', value: tid },
  ]);
});

const signature = 'c2lnbmF0dXJlLW5vYm9keS1tYXktc2Vl';
const header = { alg: 'RS256', typ: 'JWT', kid: 'a-key-id-of-the-issuer' };
const claims = {
  aud: 'https://auth.msft.communication.azure.com',
  tid: 'f1111111-1111-4111-8111-111111111111',
  scp: 'Teams.ManageCalls Teams.ManageChats',
  exp: 1_800_000_000,
  name: 'Zoë Quince-Marmalade',
  upn: 'zoe@fabrikam.example',
  uti: 'opaque-identifier-of-this-token',
  newcomer: { nested: 'secret' },
};
const token = [encodePart(header), encodePart(claims), signature].join('.');

it('shows a claim that describes the set-up whole, and only four characters of any other, which may be secret', () => {
  const view = createTokenView(token);
  expect(view?.header).toContainEqual({ name: 'kid', value: 'a-ke…' });
  expect(view?.claims.map(({ name, value }) => `${name}: ${value}`)).toEqual([
    `aud: ${claims.aud}`,
    `tid: ${claims.tid}`,
    `scp: ${claims.scp}`,
    'exp: 2027-01-15T08:00:00.000Z',
    'name: Zoë …',
    'upn: zoe@…',
    'uti: opaq…',
    'newcomer: {"ne…',
  ]);
  expect(view?.setUpClaims).toMatchObject({ tid: claims.tid, scp: claims.scp });
  expect(view?.expiresAt).toBe(1_800_000_000_000);
});

it('shows neither the signature nor a whole part of the token', () => {
  const text = JSON.stringify(createTokenView(token));
  for (const part of token.split('.')) expect(text).not.toContain(part);
  expect(text).not.toContain(signature.slice(0, 9));
  expect(text).not.toContain(claims.upn);
});

it.each([
  '',
  'opaque',
  'a.b.c',
  `${encodePart(header)}.${encodePart([1])}.x`,
  `${encodePart(null)}.${encodePart({})}.x`,
])('shows nothing of “%s”, which is not a JWT', (text) => {
  expect(createTokenView(text)).toBeNull();
});
