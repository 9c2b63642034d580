import { expect, it } from 'vitest';
import { sendJson } from '../../server/fixtures/stub.ts';
import { ok } from '../errors/problem.ts';
import { startTestServer } from '../fixtures/testServer.ts';
import { createResourceTokenHook } from './createTokenHook.ts';
import type { ExchangeTokens } from './tokenHook.ts';

const identity = { clientId: 'client', oid: 'person' };
const tokens = {
  acquireTeamsToken: async ({ rejected }: { rejected: boolean }) =>
    ok(rejected ? 'new-teams-token' : 'teams-token'),
  acquireCallerToken: async ({ rejected }: { rejected: boolean }) =>
    ok(rejected ? 'new-caller-token' : 'caller-token'),
};
const exchangeAt = (endpoint: string, exchangeTokens: ExchangeTokens = tokens) =>
  createResourceTokenHook(endpoint, identity, exchangeTokens)(AbortSignal.timeout(5000));

it('sends the caller token as the bearer, and a body with the Teams token, the application id and the object id', async () => {
  let receivedRequest: unknown;
  const { url } = await startTestServer((request, response, body) => {
    const { method, headers } = request;
    receivedRequest = {
      method,
      url: request.url,
      bearer: headers.authorization,
      body: JSON.parse(body) as unknown,
    };
    sendJson(response, { token: 'acs-token', expiresOn: '2030-01-01T00:00:00.000+00:00' });
  });
  expect(await exchangeAt(url)).toMatchObject({ ok: true, value: { token: 'acs-token' } });
  expect(receivedRequest).toEqual({
    method: 'POST',
    url: '/teamsUser/:exchangeAccessToken?api-version=2023-10-01',
    bearer: 'Bearer caller-token',
    body: { token: 'teams-token', appId: 'client', userId: 'person' },
  });
});

it('tries once more with two new tokens after a 401, which may be about either of the two tokens', async () => {
  const receivedTokens: string[] = [];
  const { url } = await startTestServer((request, response, body) => {
    receivedTokens.push(`${request.headers.authorization} ${(JSON.parse(body) as { token: string }).token}`);
    sendJson(response, { error: { code: 'InvalidAccessToken', message: 'no' } }, 401);
  });
  expect(await exchangeAt(url)).toMatchObject({
    problem: { code: 'caller-rejected', remedy: 'signIn', detail: '401 InvalidAccessToken' },
  });
  expect(receivedTokens).toEqual([
    'Bearer caller-token teams-token',
    'Bearer new-caller-token new-teams-token',
  ]);
});

it.each([
  [403, 'The caller has no role assignment on this resource.', 'acs-role-missing', 'checkConfiguration'],
  [403, 'The user has no eligible Teams license.', 'licence-missing', 'none'],
  [400, 'appId does not match', 'acs-request-refused', 'checkConfiguration'],
  [429, 'slow down', 'acs-busy', 'retry'],
  [500, 'oops', 'acs-failed', 'retry'],
])(
  'turns an answer %i with the message “%s” into the problem %s, without a second request',
  async (status, message, code, remedy) => {
    let requestCount = 0;
    const { url } = await startTestServer((_request, response) => {
      requestCount += 1;
      sendJson(response, { error: { code: 'X', message } }, status);
    });
    expect(await exchangeAt(url)).toMatchObject({
      ok: false,
      problem: { code, remedy, detail: `${status} X` },
    });
    expect(requestCount).toBe(1);
  },
);

it.each([
  [400, 'bad request', 'permission-missing'],
  [401, 'no', 'permission-missing'],
  [403, 'no', 'permission-missing'],
  [403, 'The user has no eligible Teams license.', 'licence-missing'],
  [429, 'slow down', 'acs-busy'],
])(
  'turns an answer %i with the message “%s” to a Teams token without Teams.ManageChats into %s',
  async (status, message, code) => {
    const { url } = await startTestServer((_request, response) =>
      sendJson(response, { error: { code: 'X', message } }, status),
    );
    const claims = Buffer.from(JSON.stringify({ scp: 'Teams.ManageCalls' })).toString('base64url');
    const acquireTeamsToken = async () => ok(`head.${claims}.signature`);
    const result = await exchangeAt(url, { ...tokens, acquireTeamsToken });
    expect(result).toMatchObject({ problem: { code } });
    if (code === 'permission-missing')
      expect(result).toMatchObject({
        problem: { remedy: 'grantConsent', permissions: ['Teams.ManageChats'], detail: `${status} X` },
      });
  },
);

it('reports that the resource is unreachable if nothing answers at its address', async () => {
  // Nothing listens on port 9.
  expect(await exchangeAt('http://127.0.0.1:9/')).toMatchObject({
    problem: { code: 'acs-unreachable', remedy: 'retry' },
  });
});
