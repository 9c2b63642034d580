import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { acsKey, startTestService, type TestService } from '../fixtures/service.ts';
import { sendJson, startStub, type Stub } from '../fixtures/stub.ts';

// The whole service with two stubs of ACS resources, over HTTP.
const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
const createOid = (index: number): string => `44444444-2222-4333-8444-${String(index).padStart(12, '0')}`;

let east: Stub;
let west: Stub;
let testService: TestService;
const lines: string[] = [];
beforeAll(async () => {
  east = await startStub(answerWith('east'));
  west = await startStub(answerWith('west'));
  testService = await startTestService(
    {
      ACS_CONNECTION_STRING: '',
      ACS_CONNECTION_STRINGS: [east, west].map(({ url }) => `endpoint=${url}/;accesskey=${acsKey}`).join(','),
    },
    (level, event, fields) => lines.push(JSON.stringify({ level, event, ...fields })),
  );
});
afterAll(() => Promise.all([testService.close(), east.close(), west.close()]));
afterEach(() => {
  lines.length = 0;
  east.answer = answerWith('east');
  west.answer = answerWith('west');
});

const answerWith =
  (token: string): Stub['answer'] =>
  (_request, response) =>
    sendJson(response, { token, expiresOn: inAnHour });
const answerWithStatus =
  (status: number, headers = {}): Stub['answer'] =>
  (_request, response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{}');

/** Sends one exchange of each of these people. @returns what each got: the token, or the status and code */
const exchangeAll = (indexes: readonly number[]): Promise<string[]> =>
  Promise.all(
    indexes.map(async (index) => {
      const token = await testService.entra.sign({ oid: createOid(index) });
      const response = await testService.exchange({
        token,
        body: `{"teamsUserAadToken":"${Math.random()}"}`,
      });
      const body = (await response.json()) as { token?: string; error?: { code: string } };
      return body.token ?? `${response.status} ${body.error?.code}`;
    }),
  );
const people = Array.from({ length: 24 }, (_, index) => index);
const readReady = async (): Promise<unknown> =>
  (await fetch(`${testService.service.url}/health/ready`)).json();
const parseLines = (event: string): Record<string, unknown>[] =>
  lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter((line) => line['event'] === event);

test('the service spreads people over two resources, and each person keeps their resource', async () => {
  const first = await exchangeAll(people);
  expect(new Set(first)).toEqual(new Set(['east', 'west']));
  expect(await exchangeAll(people)).toEqual(first);
  expect(await readReady()).toEqual({ status: 'ready', resources: { inService: 2, total: 2 } });
});

test('no person notices that a resource fails: the log and /health/ready say so, without keys or tokens', async () => {
  east.answer = answerWithStatus(503);
  expect(new Set(await exchangeAll(people))).toEqual(new Set(['west']));
  const requestsBefore = east.requests.length;
  expect(new Set(await exchangeAll(people))).toEqual(new Set(['west']));
  expect(east.requests.length).toBe(requestsBefore);
  expect(parseLines('resource_out')).toEqual([
    {
      level: 'warn',
      event: 'resource_out',
      resource: new URL(east.url).host,
      code: 'acs_unavailable',
      detail: 'status 503, code none',
      probeInSeconds: 5,
      inService: 1,
      total: 2,
    },
  ]);
  expect(await readReady()).toEqual({ status: 'ready', resources: { inService: 1, total: 2 } });
  expect(lines.join()).not.toContain(acsKey);

  // Both resources fail: the refusal tells the operator what each of them answered.
  west.answer = (_request, response) => response.destroy();
  expect(await exchangeAll([0])).toEqual(['503 acs_unavailable']);
  const { detail } = parseLines('refused')[0] ?? {};
  expect(detail).toContain('1 of 2 resources out');
  for (const { url } of [east, west]) expect(detail).toContain(`${new URL(url).host}: acs_unavailable`);
});

test('the resource comes back by a probe', { timeout: 60_000 }, async () => {
  // On a busy machine a probe may take longer than its 4 s. The next two follow after 10 and 20 s.
  await expect
    .poll(async () => new Set(await exchangeAll(people)).size, { timeout: 50_000, interval: 1_000 })
    .toBe(2);
  expect(parseLines('resource_back')).toHaveLength(1);
  expect(await readReady()).toEqual({ status: 'ready', resources: { inService: 2, total: 2 } });
});

test('connections that both resources have closed after a pause cost nobody a token, and put no resource out', async () => {
  const oldConnections = new WeakSet<object>();
  for (const [resource, token] of [
    [east, 'east'],
    [west, 'west'],
  ] as const) {
    resource.answer = (request, response) => {
      oldConnections.add(request.socket);
      sendJson(response, { token, expiresOn: inAnHour });
    };
  }
  const tokens = await exchangeAll(people);
  for (const [resource, token] of [
    [east, 'east'],
    [west, 'west'],
  ] as const) {
    resource.answer = (request, response) => {
      if (oldConnections.has(request.socket)) request.socket.destroy();
      else sendJson(response, { token, expiresOn: inAnHour });
    };
  }
  expect(await exchangeAll(people)).toEqual(tokens);
  expect(parseLines('resource_out')).toEqual([]);
});

test(
  'a hanging resource costs its people 4 s, and then they have a token of the other one',
  { timeout: 20_000 },
  async () => {
    east.answer = () => {};
    const startedAt = performance.now();
    // The people of the earlier tests have moved to the other resource, and stay there.
    const newPeople = people.map((index) => index + 100);
    expect(new Set(await exchangeAll(newPeople))).toEqual(new Set(['west']));
    expect(performance.now() - startedAt).toBeLessThan(8_000);
    expect(parseLines('resource_out')).toMatchObject([{ code: 'acs_timeout' }]);
  },
);

test('a resource that throttles is left alone for as long as its Retry-After says', async () => {
  west.answer = answerWithStatus(429, { 'retry-after': '7' });
  // East is still out, so everybody is sent to west, then to east as the last resort.
  expect(new Set(await exchangeAll(people))).toEqual(new Set(['east']));
  expect(parseLines('resource_out')).toMatchObject([{ code: 'acs_throttled', probeInSeconds: 7 }]);
});
