import { expect, it } from 'vitest';
import { ok } from '../errors/problem.ts';
import { readArtifacts } from './artifacts.ts';
import { inspectorSource, type InspectorSource } from './source.ts';
import { artifactsOf, names, partiesOf, stepsOf, exchangeCaseOf } from './exchangeCase.ts';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (claims: object) => `${part({ alg: 'RS256' })}.${part(claims)}.signature-of-the-token`;
const clientId = '11111111-2222-4333-8444-555555555555';
const tid = 'f1111111-1111-4111-8111-111111111111';
const teams = token({
  aud: 'https://auth.msft.communication.azure.com',
  appid: clientId,
  scp: 'Teams.ManageCalls',
  tid,
});
const caller = token({ aud: clientId, azp: clientId, scp: 'access_as_user', tid });
const acs = token({ resourceId: 'the-resource', acsScope: 'voip', tid, exp: 1_800_000_000 });

const source = (tenant: string, kind: string): InspectorSource => {
  const tokenSource = { kind, url: '/api/token', scope: `api://${clientId}/access_as_user` };
  // Written as config.json would be, whatever kinds there are.
  const config = { entra: { clientId, tenant }, tokenSource } as unknown as InspectorSource['config'];
  return inspectorSource(config, {
    teams: async () => ok(teams),
    caller: async () => ok(caller),
    acs: () => acs,
  });
};
const user = { oid: 'the-oid', tid };
const numbered = async (from: InspectorSource) =>
  (await readArtifacts(from, user)).map(
    ({ id, token }) => `${names[id].number ?? '-'}/${names[id].letter ?? '-'}${token ? ' seen' : ''}`,
  );

it('finds the case of the exchange in the configuration', () => {
  expect(exchangeCaseOf(source('organizations', 'service').config)).toBe('2');
  expect(exchangeCaseOf(source(tid, 'service').config)).toBe('1a');
  expect(exchangeCaseOf(source(tid, 'resource').config)).toBe('1b');
});

it.each([
  ['organizations', 'case 2'],
  [tid, 'case 1a'],
])(
  '%s, through a service: artifacts 1, 2 and 4 are in the browser, artifact 3 is not (%s)',
  async (tenant) => {
    expect(await numbered(source(tenant, 'service'))).toEqual([
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

it('case 1b has no artifact 2, and artifact 3 is the user’s bearer token for ACS', async () => {
  expect(await numbered(source(tid, 'resource'))).toEqual([
    '-/-',
    '-/A3',
    '1/A1 seen',
    '3/C seen',
    '-/A2',
    '4/D seen',
  ]);
});

it('reads facts from the claims of this sign-in', async () => {
  const artifacts = await readArtifacts(source('organizations', 'service'), user);
  expect(artifacts.find(({ id }) => id === 'teamsToken')?.facts).toEqual([
    { name: 'audience', value: 'https://auth.msft.communication.azure.com' },
    { name: 'applicationId', value: clientId },
    { name: 'permission', value: 'Teams.ManageCalls' },
    { name: 'tenant', value: tid },
  ]);
  expect(artifacts.find(({ id }) => id === 'acsToken')?.facts).toEqual([
    { name: 'resourceId', value: 'the-resource' },
    { name: 'permission', value: 'voip' },
    { name: 'tenant', value: tid },
  ]);
});

it('returns no whole token with the artifacts', async () => {
  const text = JSON.stringify(await readArtifacts(source('organizations', 'service'), user));
  for (const secret of [teams, caller, acs].flatMap((whole) => whole.split('.').slice(1)))
    expect(text).not.toContain(secret);
});

it.each(['1a', '1b', '2'] as const)(
  'case %s: every arrow joins two parties of the picture',
  (exchangeCase) => {
    const parties = partiesOf(exchangeCase);
    for (const { from, to } of stepsOf(exchangeCase)) {
      expect(parties).toContain(from);
      expect(parties).toContain(to);
      expect(from).not.toBe(to);
    }
    expect(artifactsOf(exchangeCase).at(-1)).toBe('acsToken');
  },
);
