import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import type { Stub } from '../../server/fixtures/stub.ts';
import { fail, ok } from '../errors/problem.ts';
import { serve } from '../fixtures/serve.ts';
import { localExpiry } from './localExpiry.ts';
import { serviceTokenHook } from './serviceTokenHook.ts';

/** @returns the exchange route of a token service of the test's own. */
const service = async (answer: Stub['answer']) => `${(await serve(answer)).url}/api/token`;

const json = (response: ServerResponse, status: number, body: unknown, headers = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const tokens = { teams: async () => ok('artifact-1'), caller: async () => ok('artifact-2') };
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const refusal = { error: { code: 'tenantNotAllowed', requestId: 'r-1' } };

it('sends the caller token as the bearer and the Teams token as the whole body', async () => {
  let seen: unknown;
  const url = await service((request, response, body) => {
    seen = {
      method: request.method,
      bearer: request.headers.authorization,
      body: JSON.parse(body) as unknown,
    };
    json(response, 200, { token: 'artifact-4', expiresOn: inAnHour() });
  });
  const result = await serviceTokenHook(url, tokens)(AbortSignal.timeout(5000));
  expect(result).toMatchObject({ ok: true, value: { token: 'artifact-4' } });
  expect(seen).toEqual({
    method: 'POST',
    bearer: 'Bearer artifact-2',
    body: { teamsUserAadToken: 'artifact-1' },
  });
});

it('sends no bearer if the user is proved by a cookie', async () => {
  let headers: Record<string, unknown> = {};
  const url = await service((request, response) => {
    headers = request.headers;
    json(response, 200, { token: 'artifact-4', expiresOn: inAnHour() });
  });
  const hook = serviceTokenHook(url, { ...tokens, caller: async () => ok(null) });
  expect(await hook(AbortSignal.timeout(5000))).toMatchObject({ ok: true });
  expect(headers).not.toHaveProperty('authorization');
});

it('tries exactly once more after a 401, with a new caller token', async () => {
  const bearers: (string | undefined)[] = [];
  const url = await service((request, response) => {
    bearers.push(request.headers.authorization);
    json(response, 401, refusal);
  });
  const caller = async ({ rejected }: { rejected: boolean }) => ok(rejected ? 'new' : 'old');
  const result = await serviceTokenHook(url, { ...tokens, caller })(AbortSignal.timeout(5000));
  expect(bearers).toEqual(['Bearer old', 'Bearer new']);
  expect(result).toMatchObject({ ok: false, problem: { code: 'caller-rejected', remedy: 'signIn' } });
});

it.each([
  [403, {}, { code: 'not-allowed', remedy: 'none', detail: '403 tenantNotAllowed r-1' }],
  [429, { 'retry-after': '3600' }, { code: 'service-busy', remedy: 'retry', retryAfter: 60_000 }],
  [429, { 'retry-after': '2' }, { code: 'service-busy', retryAfter: 2000 }],
  [503, {}, { code: 'service-failed', remedy: 'retry' }],
  [400, {}, { code: 'service-request-refused', remedy: 'checkConfiguration' }],
  [408, {}, { code: 'service-failed', remedy: 'retry' }],
])('%i %j leads to no second request, and to %j', async (status, headers, problem) => {
  let requests = 0;
  const url = await service((_request, response) => {
    requests += 1;
    json(response, status, refusal, headers);
  });
  expect(await serviceTokenHook(url, tokens)(AbortSignal.timeout(5000))).toMatchObject({
    ok: false,
    problem,
  });
  expect(requests).toBe(1);
});

it.each([
  '{}',
  '<html>Bad gateway</html>',
  '{"token":"","expiresOn":"2030-01-01T00:00:00Z"}',
  '{"token":"t"}',
  '{"token":"t","expiresOn":"2020-01-01T00:00:00Z"}',
])('a 200 with the body %j contains no token', async (body) => {
  const url = await service((_request, response) => response.end(body));
  expect(await serviceTokenHook(url, tokens)(AbortSignal.timeout(5000))).toMatchObject({
    problem: { code: 'service-answer-invalid' },
  });
});

it('follows no redirect, so that the Teams token is sent only to the configured service', async () => {
  let elsewhere = 0;
  const other = await service((_request, response) => {
    elsewhere += 1;
    response.end();
  });
  const url = await service((_request, response) => response.writeHead(307, { location: other }).end());
  expect(await serviceTokenHook(url, tokens)(AbortSignal.timeout(5000))).toMatchObject({
    problem: { code: 'service-unreachable' },
  });
  expect(elsewhere).toBe(0);
});

it('sends no request without a Teams token', async () => {
  const teams = async () => fail('sign-in-needed');
  const hook = serviceTokenHook('http://127.0.0.1:9/', { ...tokens, teams });
  expect(await hook(AbortSignal.timeout(5000))).toMatchObject({ problem: { code: 'sign-in-needed' } });
});

it('converts the expiry to this machine’s clock', () => {
  const server = Date.parse('2026-01-01T12:00:00Z');
  const twoHoursAhead = server + 7_200_000;
  const token = { token: 'opaque', expiresOn: '2026-01-01T13:00:00Z' };
  const inAnHour = twoHoursAhead + 3_600_000;
  expect(localExpiry(token, 'Thu, 01 Jan 2026 12:00:00 GMT', twoHoursAhead)).toBe(inAnHour);
  expect(localExpiry(token, null, twoHoursAhead)).toBe(Date.parse('2026-01-01T13:00:00Z'));
  const payload = Buffer.from(JSON.stringify({ iat: server / 1000 })).toString('base64url');
  expect(localExpiry({ ...token, token: `e30.${payload}.s` }, null, twoHoursAhead)).toBe(inAnHour);
});
