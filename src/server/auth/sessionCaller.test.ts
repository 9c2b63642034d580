import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { oid, tenant } from '../fixtures/entra.ts';
import { errorCode, head, sendRaw, statuses } from '../fixtures/rawHttp.ts';
import { startTestService } from '../fixtures/service.ts';
import { createSessionCaller, sessionAudience, sessionType } from './sessionCaller.ts';

const key = new Uint8Array(32).fill(7);
const verify = createSessionCaller({ cookie: '__Host-session', key, tenants: [tenant] });
const now = (): number => Math.floor(Date.now() / 1000);
const session = (claims = {}, signedWith = key, end = '1h', typ?: string): Promise<string> =>
  new SignJWT({ oid, tid: tenant, aud: sessionAudience, iat: now(), ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: typ ?? sessionType })
    .setExpirationTime(end)
    .sign(signedWith);
const verifySession = (value: string, site = 'same-origin') =>
  verify(new Headers({ cookie: `theme=dark; __Host-session=${value}`, 'sec-fetch-site': site }));

test('accepts a session of the site', async () => {
  expect(await verifySession(await session())).toEqual({ oid, tid: tenant });
});

test('accepts tenant ids in any letter case, with spaces', async () => {
  const tenants = ` x, ${tenant.toUpperCase()} `.split(',');
  const headers = new Headers({
    cookie: `__Host-session=${await session()}`,
    'sec-fetch-site': 'same-origin',
  });
  const verifyTyped = createSessionCaller({ cookie: '__Host-session', key, tenants });
  expect(await verifyTyped(headers)).toEqual({ oid, tid: tenant });
});

test('refuses a request from a page of another origin, although the cookie was sent', async () => {
  await expect(verifySession(await session(), 'cross-site')).rejects.toMatchObject({ status: 403 });
  await expect(verifySession(await session(), 'same-site')).rejects.toMatchObject({ status: 403 });
});

test.each([
  ['a signature by another key', () => session({}, new Uint8Array(32).fill(8))],
  ['an exp in the past', () => session({}, key, '-61s')],
  ['no oid', () => session({ oid: undefined })],
  ['an oid that is not a GUID', () => session({ oid: 'alice' })],
  ['an oid in a list', () => session({ oid: [oid] })],
  ['two cookies', async () => `${await session()}; __Host-session=x`],
  ['nonsense', () => Promise.resolve('x')],
])('answers 401 to a session with %s', async (_name, make) => {
  await expect(verifySession(await make())).rejects.toMatchObject({ status: 401 });
});

const hour = 3600;
test.each<[string, () => Promise<string>]>([
  ['another type', () => session({}, key, '1h', 'JWT')],
  ['an empty type', () => session({}, key, '1h', '')],
  ['no audience', () => session({ aud: undefined })],
  ['another audience', () => session({ aud: 'newsletter' })],
  ['several audiences', () => session({ aud: [sessionAudience, 'newsletter'] })],
  ['no iat', () => session({ iat: undefined })],
  ['an iat more than twelve hours ago', () => session({ iat: now() - 12 * hour - 61 })],
  ['an iat in the future', () => session({ iat: now() + hour })],
  ['an iat that is a string', () => session({ iat: String(now()) })],
])('S9: refuses a token of the site’s key with %s', async (_name, make) => {
  await expect(verifySession(await make())).rejects.toMatchObject({ status: 401, code: 'invalid_session' });
});

test('S9: refuses a token of the site’s key without a type', async () => {
  const untyped = await new SignJWT({ oid, tid: tenant, aud: sessionAudience, iat: now() })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('1h')
    .sign(key);
  await expect(verifySession(untyped)).rejects.toMatchObject({ status: 401 });
});

test('S9: lets the site choose the maximum age of a session, and refuses an invalid age at once', async () => {
  const make = (maxAgeSeconds: number) =>
    createSessionCaller({ cookie: '__Host-session', key, tenants: [tenant], maxAgeSeconds });
  const headers = new Headers({
    cookie: `__Host-session=${await session({ iat: now() - 600 })}`,
    'sec-fetch-site': 'same-origin',
  });
  await expect(make(300)(headers)).rejects.toMatchObject({ status: 401 });
  for (const age of [0, -1, NaN]) expect(() => make(age)).toThrow(TypeError);
});

test('answers 403 to a session of a tenant that is not allowed', async () => {
  const other = '99999999-2222-4333-8444-555555555555';
  await expect(verifySession(await session({ tid: other }))).rejects.toMatchObject({ status: 403 });
});

test('makes the whole service exchange sessions and refuse bearer tokens, even while Entra is unavailable', async () => {
  const authority = { ENTRA_AUTHORITY: 'http://127.0.0.1:9' };
  const running = await startTestService(authority, undefined, { verifyCaller: verify });
  const body = '{"teamsUserAadToken":"artifact-1"}';
  const post = async (...lines: string[]) => {
    const length = `Content-Length: ${body.length}`;
    const start = ['POST /api/token HTTP/1.1', 'Host: a', 'Content-Type: application/json', length];
    const answer = await sendRaw(running.service.port, head(...start, ...lines) + body);
    return [...statuses(answer), errorCode(answer)];
  };
  const site = 'Sec-Fetch-Site: same-origin';
  const cookie = `Cookie: theme=dark; __Host-session=${await session()}`;
  expect(await post(cookie, site)).toEqual([200, undefined]);
  expect(await post(cookie, site, 'Cookie: __Host-session=x')).toEqual([401, 'invalid_session']);
  expect(await post(cookie, site, 'Sec-Fetch-Site: cross-site')).toEqual([403, 'origin_not_allowed']);
  expect(await post(site, `Authorization: Bearer ${await running.entra.sign()}`)).toEqual([
    401,
    'invalid_session',
  ]);
  expect((await fetch(`${running.service.url}/health/ready`)).status).toBe(200);
  expect(running.acs.requests).toHaveLength(1);
  await running.close();
});
