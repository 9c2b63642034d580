import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { oid, tenant } from '../fixtures/entra.ts';
import { readErrorCode, createRequestHead, sendRaw, readStatuses } from '../fixtures/rawHttp.ts';
import { startTestService } from '../fixtures/service.ts';
import { createSessionCaller, sessionAudience, sessionType } from './sessionCaller.ts';

const key = new Uint8Array(32).fill(7);
const verifyCaller = createSessionCaller({ cookie: '__Host-session', key, tenants: [tenant] });
const now = (): number => Math.floor(Date.now() / 1000);
/** Signs a session as the site would. @param expiry the time from now until it expires */
const signSession = (claims = {}, signingKey = key, expiry = '1h', typ?: string): Promise<string> =>
  new SignJWT({ oid, tid: tenant, aud: sessionAudience, iat: now(), ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: typ ?? sessionType })
    .setExpirationTime(expiry)
    .sign(signingKey);
/** @param site the header `Sec-Fetch-Site` */
const verifySession = (value: string, site = 'same-origin') =>
  verifyCaller(new Headers({ cookie: `theme=dark; __Host-session=${value}`, 'sec-fetch-site': site }));

test('the session verifier accepts a session of the site', async () => {
  expect(await verifySession(await signSession())).toEqual({ oid, tid: tenant });
});

test('the session verifier accepts tenant ids in upper or lower case, and with spaces around them', async () => {
  const tenants = ` x, ${tenant.toUpperCase()} `.split(',');
  const headers = new Headers({
    cookie: `__Host-session=${await signSession()}`,
    'sec-fetch-site': 'same-origin',
  });
  const verifyWithTenants = createSessionCaller({ cookie: '__Host-session', key, tenants });
  expect(await verifyWithTenants(headers)).toEqual({ oid, tid: tenant });
});

test('the session verifier refuses a request from a page of another origin, although the cookie was sent', async () => {
  await expect(verifySession(await signSession(), 'cross-site')).rejects.toMatchObject({ status: 403 });
  await expect(verifySession(await signSession(), 'same-site')).rejects.toMatchObject({ status: 403 });
});

test.each([
  ['a signature by another key', () => signSession({}, new Uint8Array(32).fill(8))],
  ['an exp in the past', () => signSession({}, key, '-61s')],
  ['no oid', () => signSession({ oid: undefined })],
  ['an oid that is not a GUID', () => signSession({ oid: 'alice' })],
  ['an oid in a list', () => signSession({ oid: [oid] })],
  ['two cookies', async () => `${await signSession()}; __Host-session=x`],
  ['nonsense', () => Promise.resolve('x')],
])('the session verifier answers 401 to a session with %s', async (_name, createSession) => {
  await expect(verifySession(await createSession())).rejects.toMatchObject({ status: 401 });
});

const hourSeconds = 3600;
test.each<[string, () => Promise<string>]>([
  ['another type', () => signSession({}, key, '1h', 'JWT')],
  ['an empty type', () => signSession({}, key, '1h', '')],
  ['no audience', () => signSession({ aud: undefined })],
  ['another audience', () => signSession({ aud: 'newsletter' })],
  ['several audiences', () => signSession({ aud: [sessionAudience, 'newsletter'] })],
  ['no iat', () => signSession({ iat: undefined })],
  ['an iat more than twelve hours ago', () => signSession({ iat: now() - 12 * hourSeconds - 61 })],
  ['an iat in the future', () => signSession({ iat: now() + hourSeconds })],
  ['an iat that is a string', () => signSession({ iat: String(now()) })],
])(
  'S9: the session verifier refuses a token with %s, although the site’s key has signed it',
  async (_name, createSession) => {
    await expect(verifySession(await createSession())).rejects.toMatchObject({
      status: 401,
      code: 'invalid_session',
    });
  },
);

test('S9: the session verifier refuses a token without a type, although the site’s key has signed it', async () => {
  const untyped = await new SignJWT({ oid, tid: tenant, aud: sessionAudience, iat: now() })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('1h')
    .sign(key);
  await expect(verifySession(untyped)).rejects.toMatchObject({ status: 401 });
});

test('S9: the session verifier lets the site choose the maximum age of a session, and refuses an invalid age at once', async () => {
  const createVerifier = (maxAgeSeconds: number) =>
    createSessionCaller({ cookie: '__Host-session', key, tenants: [tenant], maxAgeSeconds });
  const headers = new Headers({
    cookie: `__Host-session=${await signSession({ iat: now() - 600 })}`,
    'sec-fetch-site': 'same-origin',
  });
  await expect(createVerifier(300)(headers)).rejects.toMatchObject({ status: 401 });
  for (const age of [0, -1, NaN]) expect(() => createVerifier(age)).toThrow(TypeError);
});

test('the session verifier answers 403 to a session of a tenant that is not allowed', async () => {
  const otherTenant = '99999999-2222-4333-8444-555555555555';
  await expect(verifySession(await signSession({ tid: otherTenant }))).rejects.toMatchObject({ status: 403 });
});

test('a service with the session verifier accepts sessions and refuses bearer tokens, even while Entra is unavailable', async () => {
  const authority = { ENTRA_AUTHORITY: 'http://127.0.0.1:9' };
  const testService = await startTestService(authority, undefined, { verifyCaller });
  const body = '{"teamsUserAadToken":"teams-token"}';
  /** @returns the statuses of the responses, and the error code. */
  const sendExchange = async (...lines: string[]) => {
    const lengthHeader = `Content-Length: ${body.length}`;
    const firstLines = [
      'POST /api/token HTTP/1.1',
      'Host: a',
      'Content-Type: application/json',
      lengthHeader,
    ];
    const answer = await sendRaw(testService.service.port, createRequestHead(...firstLines, ...lines) + body);
    return [...readStatuses(answer), readErrorCode(answer)];
  };
  const siteHeader = 'Sec-Fetch-Site: same-origin';
  const cookieHeader = `Cookie: theme=dark; __Host-session=${await signSession()}`;
  expect(await sendExchange(cookieHeader, siteHeader)).toEqual([200, undefined]);
  expect(await sendExchange(cookieHeader, siteHeader, 'Cookie: __Host-session=x')).toEqual([
    401,
    'invalid_session',
  ]);
  expect(await sendExchange(cookieHeader, siteHeader, 'Sec-Fetch-Site: cross-site')).toEqual([
    403,
    'origin_not_allowed',
  ]);
  expect(await sendExchange(siteHeader, `Authorization: Bearer ${await testService.entra.sign()}`)).toEqual([
    401,
    'invalid_session',
  ]);
  expect((await fetch(`${testService.service.url}/health/ready`)).status).toBe(200);
  expect(testService.acs.requests).toHaveLength(1);
  await testService.close();
});
