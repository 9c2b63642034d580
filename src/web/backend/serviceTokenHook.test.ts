import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import type { Stub } from '../../server/fixtures/stub.ts';
import { fail, ok } from '../errors/problem.ts';
import { startTestServer } from '../fixtures/testServer.ts';
import { toLocalExpiry } from './localExpiry.ts';
import { createServiceTokenHook } from './createTokenHook.ts';

/** Starts a simulated token service. @returns the address of its exchange route */
const startService = async (answer: Stub['answer']) => `${(await startTestServer(answer)).url}/api/token`;

const answerJson = (response: ServerResponse, status: number, body: unknown, headers = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const tokens = {
  acquireTeamsToken: async () => ok('teams-token'),
  acquireCallerToken: async () => ok('caller-token'),
};
const oneHourFromNow = () => new Date(Date.now() + 3_600_000).toISOString();
const refusal = { error: { code: 'tenantNotAllowed', requestId: 'r-1' } };

it('sends the caller token as the bearer, and a body that holds only the Teams token', async () => {
  let receivedRequest: unknown;
  const url = await startService((request, response, body) => {
    receivedRequest = {
      method: request.method,
      bearer: request.headers.authorization,
      body: JSON.parse(body) as unknown,
    };
    answerJson(response, 200, { token: 'acs-token', expiresOn: oneHourFromNow() });
  });
  const result = await createServiceTokenHook(url, tokens)(AbortSignal.timeout(5000));
  expect(result).toMatchObject({ ok: true, value: { token: 'acs-token' } });
  expect(receivedRequest).toEqual({
    method: 'POST',
    bearer: 'Bearer caller-token',
    body: { teamsUserAadToken: 'teams-token' },
  });
});

it('sends no bearer if a cookie proves the user', async () => {
  let headers: Record<string, unknown> = {};
  const url = await startService((request, response) => {
    headers = request.headers;
    answerJson(response, 200, { token: 'acs-token', expiresOn: oneHourFromNow() });
  });
  const hook = createServiceTokenHook(url, { ...tokens, acquireCallerToken: async () => ok(null) });
  expect(await hook(AbortSignal.timeout(5000))).toMatchObject({ ok: true });
  expect(headers).not.toHaveProperty('authorization');
});

it('tries exactly once more after a 401, with a new caller token', async () => {
  const bearers: (string | undefined)[] = [];
  const url = await startService((request, response) => {
    bearers.push(request.headers.authorization);
    answerJson(response, 401, refusal);
  });
  const acquireCallerToken = async ({ rejected }: { rejected: boolean }) => ok(rejected ? 'new' : 'old');
  const result = await createServiceTokenHook(url, { ...tokens, acquireCallerToken })(
    AbortSignal.timeout(5000),
  );
  expect(bearers).toEqual(['Bearer old', 'Bearer new']);
  expect(result).toMatchObject({ ok: false, problem: { code: 'caller-rejected', remedy: 'signIn' } });
});

it('X14: gets a new Teams token once if ACS does not accept the old one, also after a new caller token', async () => {
  const sentTokens: string[] = [];
  const isKnown = (token: string | undefined) => token?.endsWith('new');
  const url = await startService((request, response, body) => {
    const { teamsUserAadToken } = JSON.parse(body) as { teamsUserAadToken: string };
    sentTokens.push(`${request.headers.authorization} ${teamsUserAadToken}`);
    const isCallerKnown = isKnown(request.headers.authorization);
    const error = { code: isCallerKnown ? 'acs_token_refused' : 'invalid_token', requestId: 'r-1' };
    answerJson(response, isCallerKnown ? 403 : 401, { error });
  });
  let callerToken = 'caller-old';
  const renewingTokens = {
    acquireTeamsToken: async ({ rejected }: { rejected: boolean }) =>
      ok(rejected ? 'teams-new' : 'teams-old'),
    acquireCallerToken: async ({ rejected }: { rejected: boolean }) => {
      if (rejected) callerToken = 'caller-new';
      return ok(callerToken);
    },
  };
  const result = await createServiceTokenHook(url, renewingTokens)(AbortSignal.timeout(5000));
  expect(sentTokens).toEqual([
    'Bearer caller-old teams-old',
    'Bearer caller-new teams-old',
    'Bearer caller-new teams-new',
  ]);
  expect(result).toMatchObject({ problem: { code: 'caller-rejected', remedy: 'signIn' } });
});

it.each([
  [403, {}, { code: 'not-allowed', remedy: 'none', detail: '403 tenantNotAllowed r-1' }],
  [429, { 'retry-after': '3600' }, { code: 'service-busy', remedy: 'retry', retryAfterMs: 60_000 }],
  [429, { 'retry-after': '2' }, { code: 'service-busy', retryAfterMs: 2000 }],
  [503, {}, { code: 'service-failed', remedy: 'retry' }],
  [400, {}, { code: 'service-request-refused', remedy: 'checkConfiguration' }],
  [408, {}, { code: 'service-failed', remedy: 'retry' }],
])(
  'turns an answer %i with the headers %j into the problem %j, without a second request',
  async (status, headers, problem) => {
    let requestCount = 0;
    const url = await startService((_request, response) => {
      requestCount += 1;
      answerJson(response, status, refusal, headers);
    });
    expect(await createServiceTokenHook(url, tokens)(AbortSignal.timeout(5000))).toMatchObject({
      ok: false,
      problem,
    });
    expect(requestCount).toBe(1);
  },
);

it.each([
  '{}',
  '<html>Bad gateway</html>',
  '{"token":"","expiresOn":"2030-01-01T00:00:00Z"}',
  '{"token":"t"}',
  '{"token":"t","expiresOn":"2020-01-01T00:00:00Z"}',
])('reports an invalid answer for a 200 with the body %j', async (body) => {
  const url = await startService((_request, response) => response.end(body));
  expect(await createServiceTokenHook(url, tokens)(AbortSignal.timeout(5000))).toMatchObject({
    problem: { code: 'service-answer-invalid' },
  });
});

it('does not follow a redirect, so that only the configured service receives the Teams token', async () => {
  let redirectedCount = 0;
  const otherUrl = await startService((_request, response) => {
    redirectedCount += 1;
    response.end();
  });
  const url = await startService((_request, response) =>
    response.writeHead(307, { location: otherUrl }).end(),
  );
  expect(await createServiceTokenHook(url, tokens)(AbortSignal.timeout(5000))).toMatchObject({
    problem: { code: 'service-unreachable' },
  });
  expect(redirectedCount).toBe(0);
});

it('sends no request if the Teams token cannot be acquired', async () => {
  const acquireTeamsToken = async () => fail('sign-in-needed');
  // Nothing listens on port 9.
  const hook = createServiceTokenHook('http://127.0.0.1:9/', { ...tokens, acquireTeamsToken });
  expect(await hook(AbortSignal.timeout(5000))).toMatchObject({ problem: { code: 'sign-in-needed' } });
});

it('converts a token’s expiry to this machine’s clock', () => {
  const serverTime = Date.parse('2026-01-01T12:00:00Z');
  // This machine's clock is two hours ahead of the server's.
  const localTime = serverTime + 7_200_000;
  const token = { token: 'opaque', expiresOn: '2026-01-01T13:00:00Z' };
  const localExpiryTime = localTime + 3_600_000;
  expect(toLocalExpiry(token, 'Thu, 01 Jan 2026 12:00:00 GMT', localTime)).toBe(localExpiryTime);
  // Without the server's time, both clocks are treated as equal.
  expect(toLocalExpiry(token, null, localTime)).toBe(Date.parse('2026-01-01T13:00:00Z'));
  // The claim `iat` tells the server's time, too.
  const payload = Buffer.from(JSON.stringify({ iat: serverTime / 1000 })).toString('base64url');
  expect(toLocalExpiry({ ...token, token: `e30.${payload}.s` }, null, localTime)).toBe(localExpiryTime);
});
