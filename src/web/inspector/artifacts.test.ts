import { expect, it } from 'vitest';
import { ok } from '../errors/problem.ts';
import { readArtifacts } from './artifacts.ts';
import { createInspectorSource, type InspectorSource } from './source.ts';
import { listArtifacts, articleLabels, listParties, listSteps, findExchangeCase } from './exchangeCase.ts';

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
  return createInspectorSource(config, {
    teams: async () => ok(teamsToken),
    caller: async () => ok(callerToken),
    acs: () => acsToken,
  });
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
  ['case 2', 'organizations'],
  ['case 1a', tid],
])(
  'in %s, with a token service, the browser has artifacts 1, 2 and 4 but not artifact 3 (tenant %s)',
  async (_exchangeCase, tenant) => {
    expect(await describeArtifacts(createSource(tenant, 'service'))).toEqual([
      '-/-',
      '-/A3',
      '1/A1 seen',
      '2/B seen',
      '3/C',
      '-/A2',
      '4/D seen',
    ]);
  },
);

it('in case 1b, without a token service, there is no artifact 2, and the browser has artifact 3', async () => {
  expect(await describeArtifacts(createSource(tid, 'resource'))).toEqual([
    '-/-',
    '-/A3',
    '1/A1 seen',
    '3/C seen',
    '-/A2',
    '4/D seen',
  ]);
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

it('returns neither the claims nor the signature of a token in one piece', async () => {
  const text = JSON.stringify(await readArtifacts(createSource('organizations', 'service'), user));
  for (const part of [teamsToken, callerToken, acsToken].flatMap((token) => token.split('.').slice(1)))
    expect(text).not.toContain(part);
});

it.each(['1a', '1b', '2'] as const)(
  'in case %s, every arrow joins two different parties of the diagram, and the last artifact is the ACS token',
  (exchangeCase) => {
    const parties = listParties(exchangeCase);
    for (const { from, to } of listSteps(exchangeCase)) {
      expect(parties).toContain(from);
      expect(parties).toContain(to);
      expect(from).not.toBe(to);
    }
    expect(listArtifacts(exchangeCase).at(-1)).toBe('acsToken');
  },
);
