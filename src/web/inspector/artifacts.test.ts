import { expect, it } from 'vitest';
import { readArtifacts, type InspectorSource } from './artifacts.ts';
import { articleLabels, findExchangeCase } from './exchangeCase.ts';

const encodePart = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
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

/** @param kind `service` or `resource`: where the app exchanges its Teams token */
const createSource = (tenant: string, kind: string): InspectorSource => {
  const tokenSource = { kind, url: '/api/token', scope: `api://${clientId}/access_as_user` };
  // The type of the configuration allows no `url` for the kind `resource`, but the inspector reads only `kind`.
  const config = { entra: { clientId, tenant }, tokenSource } as unknown as InspectorSource['config'];
  return { config, readTokens: async () => ({ teamsToken, callerToken, acsToken }) };
};
const user = { oid: 'the-oid', tid };
/**
 * Writes each artifact as its number and its letter in Microsoft's articles, with `seen` if the browser has it as a token.
 * For example `1/A1 seen`. Artifacts are the tokens and ids that have numbers in Microsoft's article on the token exchange.
 */
const describeArtifacts = async (inspectorSource: InspectorSource) =>
  (await readArtifacts(inspectorSource, user)).map(({ id, token }) => {
    const { number, letter } = articleLabels[id];
    return `${number ?? '-'}/${letter ?? '-'}${token ? ' seen' : ''}`;
  });

it('derives the case of the exchange from the configuration', () => {
  expect(findExchangeCase(createSource('organizations', 'service').config)).toBe('2');
  expect(findExchangeCase(createSource(tid, 'service').config)).toBe('1a');
  expect(findExchangeCase(createSource(tid, 'resource').config)).toBe('1b');
});

it.each([
  [
    'service',
    'has artifact 2 but not 3',
    ['-/-', '-/A3', '1/A1 seen', '2/B seen', '3/C', '-/A2', '4/D seen'],
  ],
  [
    'resource',
    'has artifact 3, and there is no 2',
    ['-/-', '-/A3', '1/A1 seen', '3/C seen', '-/A2', '4/D seen'],
  ],
])('if the app exchanges its token at a %s, the browser %s', async (kind, _title, artifacts) => {
  expect(await describeArtifacts(createSource(tid, kind))).toEqual(artifacts);
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
