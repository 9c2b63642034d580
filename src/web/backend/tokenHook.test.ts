import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { sendJson } from '../../server/fixtures/stub.ts';
import { startTestServer } from '../../server/fixtures/testServer.ts';
import type { TokenRequest } from '../auth/tokenRequest.ts';
import type { Config } from '../config/schema.ts';
import { fail, ok } from '../errors/problem.ts';
import { createTokenHook, toLocalExpiry, type ExchangeTokens } from './tokenHook.ts';

const identity = { clientId: 'client', oid: 'person' };
/** Creates the function that acquires a token, `old` or after a refusal `new`. */
const acquire =
  (name: string) =>
  async ({ rejected }: { rejected: boolean }) =>
    ok(`${rejected ? 'new' : 'old'}-${name}`);
const tokens: ExchangeTokens = {
  acquireTeamsToken: acquire('teams'),
  acquireCallerToken: acquire('caller'),
};
const exchange = (source: Config['tokenSource'], exchangeTokens: Partial<ExchangeTokens> = {}) =>
  createTokenHook(source, identity, { ...tokens, ...exchangeTokens })(AbortSignal.timeout(5000));
const asService = (origin: string) => ({ kind: 'service', url: `${origin}/api/token`, scope: null }) as const;
const asResource = (endpoint: string) => ({ kind: 'resource', endpoint }) as const;

const asExtension = (endpoint: string) => ({
  kind: 'teamsExtension' as const,
  endpoint,
  resourceAccounts: [],
});

const acsToken = { token: 'acs-token', expiresOn: '2030-01-01T00:00:00.000+00:00' };
const refusal = { error: { code: 'refused', message: 'no', requestId: 'r-1' } };

/** Starts an exchange endpoint, which adds each request to `received`. @param answer gets the value of `authorization` */
async function startEndpoint(answer: (response: ServerResponse, bearer?: string) => unknown) {
  type Text = string | undefined;
  const received: { method: Text; url: Text; bearer: Text; body: Record<string, string> }[] = [];
  const { url: origin } = await startTestServer(({ method, url, headers }, response, text) => {
    const bearer = headers.authorization;
    const body = JSON.parse(text || '{}') as Record<string, string>;
    received.push({ method, url, bearer, body });
    answer(response, bearer);
  });
  return { url: origin, received };
}

it.each([
  ['service', asService, '/api/token', { teamsUserAadToken: 'old-teams' }],
  [
    'resource',
    asResource,
    '/teamsUser/:exchangeAccessToken?api-version=2023-10-01',
    { token: 'old-teams', appId: 'client', userId: 'person' },
  ],
])(
  'sends the caller token as the bearer, and only what the %s needs',
  async (_kind, toSource, path, body) => {
    const { url, received } = await startEndpoint((response) => sendJson(response, acsToken));
    expect(await exchange(toSource(url))).toMatchObject({ ok: true, value: { token: 'acs-token' } });
    // Without a caller token, a cookie proves the user.
    await exchange(toSource(url), { acquireCallerToken: async () => ok(null) });
    const request = { method: 'POST', url: path, body };
    expect(received).toEqual([{ ...request, bearer: 'Bearer old-caller' }, request]);
  },
);

const extensionPath = '/access/teamsExtension/:exchangeAccessToken?api-version=2025-06-30';

it('sends an agent’s token as the bearer with an empty body, and acquires no other', async () => {
  const { url, received } = await startEndpoint((response) => sendJson(response, { accessToken: acsToken }));
  const agentTokens = { acquireCallerToken: async () => ok(null) };
  expect(await exchange(asExtension(url), agentTokens)).toMatchObject({ value: { token: 'acs-token' } });
  expect(received).toEqual([{ method: 'POST', url: extensionPath, body: {}, bearer: 'Bearer old-teams' }]);
});

it('renews an agent’s token once after a 401, with the claims that Conditional Access demands', async () => {
  const claims = '{"access_token":{"acrs":{"value":"c1"}}}';
  const { url, received } = await startEndpoint((response, bearer) => {
    const challenge = `Bearer error="insufficient_claims", claims="${btoa(claims)}"`;
    response.setHeader('www-authenticate', challenge);
    if (bearer === 'Bearer new-teams') sendJson(response, { accessToken: acsToken });
    else sendJson(response, refusal, 401);
  });
  const requests: TokenRequest[] = [];
  const acquireTeamsToken = (request: TokenRequest) => {
    requests.push(request);
    return acquire('teams')(request);
  };
  expect(await exchange(asExtension(url), { acquireTeamsToken })).toMatchObject({ ok: true });
  expect(requests).toEqual([{ rejected: false }, { rejected: true, claims }]);
  expect(received).toHaveLength(2);
});

it('asks an agent to sign in if the resource refuses the new token, too', async () => {
  const { url, received } = await startEndpoint((response) => sendJson(response, refusal, 401));
  expect(await exchange(asExtension(url))).toMatchObject({
    problem: { code: 'acs-sign-in-refused', remedy: 'signIn', detail: '401 refused' },
  });
  expect(received).toHaveLength(2);
});

it('an agent’s token expires on this machine’s clock, even if that is two hours ahead', async () => {
  const now = Date.now();
  const expiresOn = new Date(now - 3_600_000).toISOString();
  const { url } = await startEndpoint((response) => {
    response.setHeader('date', new Date(now - 7_200_000).toUTCString());
    sendJson(response, { accessToken: { token: 'acs-token', expiresOn } });
  });
  const result = await exchange(asExtension(url));
  expect(result.ok && Math.round((result.value.expiresAt - now) / 60_000)).toBe(60);
});

it.each([{}, acsToken, { accessToken: { token: '', expiresOn: acsToken.expiresOn } }])(
  'reports a problem of the resource, and no empty token, for a 200 with the body %j',
  async (body) => {
    const { url } = await startEndpoint((response) => sendJson(response, body));
    expect(await exchange(asExtension(url))).toMatchObject({ problem: { code: 'acs-failed' } });
  },
);

it('names Communication Services after an abort of the exchange for an agent, and gives no empty token', async () => {
  const abort = new AbortController();
  const { url } = await startEndpoint(() => abort.abort());
  const hook = createTokenHook(asExtension(url), identity, tokens);
  expect(await hook(abort.signal)).toMatchObject({ ok: false, problem: { code: 'acs-unreachable' } });
});

it('tries exactly once more after a 401 of the resource, with two new tokens, because it may be about either', async () => {
  const { url, received } = await startEndpoint((response) => sendJson(response, refusal, 401));
  expect(await exchange(asResource(url))).toMatchObject({
    problem: { code: 'caller-rejected', remedy: 'signIn', detail: '401 refused' },
  });
  expect(received.map(({ bearer, body }) => [bearer, body['token']])).toEqual([
    ['Bearer old-caller', 'old-teams'],
    ['Bearer new-caller', 'new-teams'],
  ]);
});

it('X14: gets a new Teams token once if ACS does not accept the old one, also after a new caller token', async () => {
  const { url, received } = await startEndpoint((response, bearer) => {
    const isCallerKnown = bearer === 'Bearer new-caller';
    const error = { code: isCallerKnown ? 'acs_token_refused' : 'invalid_token', requestId: 'r-1' };
    sendJson(response, { error }, isCallerKnown ? 403 : 401);
  });
  let callerToken = 'old-caller';
  const acquireCallerToken = async ({ rejected }: { rejected: boolean }) => {
    if (rejected) callerToken = 'new-caller';
    return ok(callerToken);
  };
  expect(await exchange(asService(url), { acquireCallerToken })).toMatchObject({
    problem: { code: 'caller-rejected', remedy: 'signIn' },
  });
  expect(received.map(({ bearer, body }) => `${bearer} ${body['teamsUserAadToken']}`)).toEqual([
    'Bearer old-caller old-teams',
    'Bearer new-caller old-teams',
    'Bearer new-caller new-teams',
  ]);
});

it.each([
  ['not-allowed', asService],
  ['acs-role-missing', asResource],
])('reports the refusal %s, which no token changes, without a second request', async (code, toSource) => {
  const { url, received } = await startEndpoint((response) => sendJson(response, refusal, 403));
  expect(await exchange(toSource(url))).toMatchObject({ ok: false, problem: { code } });
  expect(received).toHaveLength(1);
});

it.each([
  '<html>Bad gateway</html>',
  '{"token":"","expiresOn":"2030-01-01T00:00:00Z"}',
  '{"token":"t","expiresOn":"2020-01-01T00:00:00Z"}',
])('reports an invalid answer for a 200 with the body %j', async (body) => {
  const { url } = await startEndpoint((response) => response.end(body));
  expect(await exchange(asService(url))).toMatchObject({ problem: { code: 'service-answer-invalid' } });
});

it('does not follow a redirect, so that only the configured service receives the Teams token', async () => {
  const other = await startEndpoint((response) => response.end());
  const { url } = await startEndpoint((response) => response.writeHead(307, { location: other.url }).end());
  expect(await exchange(asService(url))).toMatchObject({ problem: { code: 'service-unreachable' } });
  expect(other.received).toEqual([]);
});

it('reports that nothing answers at the address, or that a token cannot be acquired', async () => {
  // Nothing listens on port 9.
  const nothing = 'http://127.0.0.1:9/';
  expect(await exchange(asResource(nothing))).toMatchObject({ problem: { code: 'acs-unreachable' } });
  const acquireTeamsToken = async () => fail('sign-in-needed');
  expect(await exchange(asService(nothing), { acquireTeamsToken })).toMatchObject({
    problem: { code: 'sign-in-needed' },
  });
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
