import { afterEach, beforeEach, expect, test } from 'vitest';
import { acsKey, startTestService, type TestService } from '../fixtures/service.ts';
import { sendJson, startStub, type Stub } from '../fixtures/stub.ts';

// The whole service with two stubs of ACS resources, over HTTP. `spreadExchanges.test.ts` has the rules.
const expiresOn = new Date(Date.now() + 3_600_000).toISOString();
const answerWith = (token: string): Stub['answer'] => {
  return (_request, response) => sendJson(response, { token, expiresOn });
};

let east: Stub;
let west: Stub;
let testService: TestService;
const lines: string[] = [];
// The service remembers which resources are out, so each test has its own.
beforeEach(async () => {
  lines.length = 0;
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
afterEach(() => Promise.all([testService.close(), east.close(), west.close()]));

/** Sends one exchange of each of these people. @returns what each got: the token, or the status and code */
const exchangeAll = (indexes: readonly number[]): Promise<string[]> =>
  Promise.all(
    indexes.map(async (index) => {
      const oid = `44444444-2222-4333-8444-${String(index).padStart(12, '0')}`;
      const token = await testService.entra.sign({ oid });
      const teamsUserAadToken = String(Math.random());
      const response = await testService.exchange({ token, body: JSON.stringify({ teamsUserAadToken }) });
      const body = (await response.json()) as { token?: string; error?: { code: string } };
      return body.token ?? `${response.status} ${body.error?.code}`;
    }),
  );
const people = Array.from({ length: 24 }, (_, index) => index);
const readReady = async (): Promise<unknown> =>
  (await fetch(`${testService.service.url}/health/ready`)).json();
const parseLines = (event: string): Record<string, unknown>[] =>
  lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter((line) => line['event'] === event);

test('the service spreads people over two resources, and connections that both have closed after a pause cost nobody a token', async () => {
  const oldConnections = new WeakSet<object>();
  let closesOld = false;
  const answerAndClose = (token: string): Stub['answer'] => {
    return (request, response, body) => {
      if (closesOld && oldConnections.has(request.socket)) return request.socket.destroy();
      if (!closesOld) oldConnections.add(request.socket);
      return answerWith(token)(request, response, body);
    };
  };
  [east.answer, west.answer] = [answerAndClose('east'), answerAndClose('west')];
  const tokens = await exchangeAll(people);
  expect(new Set(tokens)).toEqual(new Set(['east', 'west']));
  closesOld = true;
  expect(await exchangeAll(people)).toEqual(tokens);
  expect(parseLines('resource_out')).toEqual([]);
  expect(await readReady()).toEqual({ status: 'ready', resources: { inService: 2, total: 2 } });
});

test('a hanging resource costs its people 4 s, and then they have a token of the other one: the log and /health/ready say so, without keys', async () => {
  east.answer = () => {};
  west.answer = answerWith('west');
  const startedAt = performance.now();
  expect(new Set(await exchangeAll(people))).toEqual(new Set(['west']));
  expect(performance.now() - startedAt).toBeLessThan(8_000);
  expect(parseLines('resource_out')).toMatchObject([
    { level: 'warn', resource: new URL(east.url).host, code: 'acs_timeout', inService: 1, total: 2 },
  ]);
  expect(await readReady()).toEqual({ status: 'ready', resources: { inService: 1, total: 2 } });

  // Both resources fail: the refusal tells the operator what each of them answered.
  for (const resource of [east, west]) resource.answer = (_request, response) => response.destroy();
  expect(await exchangeAll([0])).toEqual(['503 acs_unavailable']);
  const { detail } = parseLines('refused')[0] ?? {};
  expect(detail).toContain('1 of 2 resources out');
  for (const { url } of [east, west]) expect(detail).toContain(`${new URL(url).host}: acs_unavailable`);
  expect(lines.join()).not.toContain(acsKey);
});
