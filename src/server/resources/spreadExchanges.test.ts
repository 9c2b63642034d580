import { expect, test } from 'vitest';
import { HttpError } from '../httpError.ts';
import { createRanking } from './rankResources.ts';
import { spreadExchanges } from './spreadExchanges.ts';

const names = ['a.example', 'b.example', 'c.example'];
const createCaller = (index: number) => ({ tid: 'tenant', oid: `person-${index}` });
const callers = Array.from({ length: 60 }, (_, index) => createCaller(index));
const rankFor = createRanking(names);
const rankNames = (index: number): string[] => rankFor(createCaller(index)).map((rank) => names[rank] ?? '');
const createUnavailable = () =>
  new HttpError(503, 'acs_unavailable', { headers: { 'retry-after': '5' }, detail: 'status 500, code none' });
const createThrottled = () =>
  new HttpError(429, 'acs_throttled', { headers: { 'retry-after': '30' }, detail: 'status 429, code none' });

/** Creates three resources that answer with their names, and whose faults a test sets. */
function setUp() {
  const clock = { time: 1_000_000 };
  const faults = new Map<string, () => Error>();
  const asked: string[] = [];
  const lines: { level: string; event: string; fields: unknown }[] = [];
  const { exchange, countResources } = spreadExchanges(
    names.map((name) => ({
      name,
      exchange: async () => {
        asked.push(name);
        const createFault = faults.get(name);
        if (createFault) throw createFault();
        return { token: name, expiresOn: '' };
      },
    })),
    (level, event, fields) => lines.push({ level, event, fields }),
    () => clock.time,
  );
  /** @returns the name of the resource that issued the token, or the error */
  const exchangeFor = (index: number): Promise<unknown> =>
    exchange(createCaller(index), 'teams-token').then(
      ({ token }) => token,
      (error: unknown) => error,
    );
  /** Exchanges for 60 people, one after another. @returns for each the name of the resource, or the error */
  const exchangeForAll = async (): Promise<unknown[]> => {
    const tokens: unknown[] = [];
    for (let index = 0; index < 60; index += 1) tokens.push(await exchangeFor(index));
    return tokens;
  };
  return { clock, faults, asked, lines, exchangeFor, exchangeForAll, countResources };
}

test('each person gets a token from the first resource of their ranking', async () => {
  const { exchangeForAll, countResources } = setUp();
  const tokens = await exchangeForAll();
  expect(tokens).toEqual(callers.map((_caller, index) => rankNames(index)[0]));
  expect(new Set(tokens).size).toBe(3);
  expect(countResources()).toEqual({ inService: 3, total: 3 });
});

test.each([
  ['an outage', createUnavailable],
  ['a time-out', () => new HttpError(503, 'acs_timeout')],
  ['a 429 of ACS', createThrottled],
  ['a refusal of the service itself', () => new HttpError(502, 'acs_credential_refused')],
  ['an invalid answer', () => new HttpError(502, 'acs_answer_invalid')],
])('after %s, each person of the resource gets a token from the next one at once', async (_, createFault) => {
  const { faults, exchangeForAll } = setUp();
  faults.set('a.example', createFault);
  const expected = callers.map((_caller, index) => rankNames(index).find((name) => name !== 'a.example'));
  expect(await exchangeForAll()).toEqual(expected);
});

test.each([
  ['ACS refuses the user', new HttpError(403, 'acs_refused')],
  ['the user has no licence', new HttpError(403, 'acs_licence_missing')],
  ['the quota of the resource is used', new HttpError(429, 'quota_used')],
  ['the quota of the person is used', new HttpError(429, 'person_quota_used')],
])('if %s, no other resource is asked, and none goes out', async (_name, refusal) => {
  const { faults, asked, exchangeFor, countResources } = setUp();
  for (const name of names) faults.set(name, () => refusal);
  for (let index = 0; index < 10; index += 1) expect(await exchangeFor(index)).toBe(refusal);
  expect([asked.length, countResources().inService]).toEqual([10, 3]);
});

test('F6: people whom a failure has moved stay at their new resource, and go back once their tokens have expired', async () => {
  const { clock, faults, exchangeForAll } = setUp();
  faults.set('a.example', createUnavailable);
  const duringOutage = await exchangeForAll();
  faults.clear();
  clock.time += 5_000;
  const probe = callers.findIndex((_caller, index) => rankNames(index)[0] === 'a.example');
  // The person who probes the resource goes back to it.
  const expected = duringOutage.map((token, index) => (index === probe ? 'a.example' : token));
  expect(await exchangeForAll()).toEqual(expected);
  expect(await exchangeForAll()).toEqual(expected);
  clock.time += 91 * 60_000;
  expect(await exchangeForAll()).toEqual(callers.map((_caller, index) => rankNames(index)[0]));
});

test('a resource that is out gets only probes, and the log says what happened', async () => {
  const { clock, faults, asked, lines, exchangeForAll, countResources } = setUp();
  faults.set('a.example', createUnavailable);
  await exchangeForAll();
  expect(asked.filter((name) => name === 'a.example')).toHaveLength(3);
  expect(countResources()).toEqual({ inService: 2, total: 3 });
  const fields = { resource: 'a.example', inService: 2, total: 3 };
  const reason = { code: 'acs_unavailable', detail: 'status 500, code none', probeInSeconds: 5 };
  expect(lines).toEqual([{ level: 'warn', event: 'resource_out', fields: { ...fields, ...reason } }]);
  // The person whose exchange is the failed probe still gets a token.
  clock.time += 5_000;
  for (const token of await exchangeForAll()) expect(typeof token).toBe('string');
  expect(lines.map(({ event }) => event)).toEqual(['resource_out', 'resource_still_out']);
  faults.clear();
  clock.time += 10_000;
  await exchangeForAll();
  expect(lines.at(-1)).toEqual({
    level: 'info',
    event: 'resource_back',
    fields: { resource: 'a.example', outSeconds: 15, inService: 3, total: 3 },
  });
});

test('an exchange is tried at two resources at most, and its error names both of them and the reasons', async () => {
  const { faults, asked, exchangeFor } = setUp();
  for (const name of names) faults.set(name, createUnavailable);
  const error = await exchangeFor(0);
  const [first, second] = rankNames(0);
  expect(asked).toEqual([first, second]);
  expect(error).toMatchObject({
    status: 503,
    code: 'acs_unavailable',
    headers: { 'retry-after': '5' },
    detail: `0 of 3 resources out; ${first}: acs_unavailable, status 500, code none; ${second}: acs_unavailable, status 500, code none`,
  });
});

test('while all resources are out, the service still tries them, and says so in the log as an error', async () => {
  const { faults, lines, exchangeFor, exchangeForAll, countResources } = setUp();
  for (const name of names) faults.set(name, createUnavailable);
  await exchangeForAll();
  expect(countResources().inService).toBe(0);
  expect(lines.at(-1)).toMatchObject({ level: 'error', event: 'resource_out' });
  faults.clear();
  expect(await exchangeFor(0)).toBe(rankNames(0)[0]);
});

test('while all resources throttle, the service asks none of them, and says when the first one may be asked again', async () => {
  const { clock, faults, asked, exchangeFor, exchangeForAll } = setUp();
  for (const name of names) faults.set(name, createThrottled);
  await exchangeForAll();
  // Each resource has refused two people.
  expect(asked.toSorted()).toEqual(names.flatMap((name) => [name, name]));
  clock.time += 10_000;
  expect(await exchangeFor(0)).toMatchObject({
    status: 429,
    code: 'acs_throttled',
    headers: { 'retry-after': '20' },
    detail: '3 of 3 resources out, all throttled by ACS',
  });
});
