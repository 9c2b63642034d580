import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { oid, readRefusal, tenant } from '../fixtures/entra.ts';
import { startTestService } from '../fixtures/service.ts';
import { createSessionCaller, sessionAudience, sessionType } from './sessionCaller.ts';

const key = new Uint8Array(32).fill(7);
const options = { cookie: '__Host-session', key, tenants: [tenant] } as const;
const now = (): number => Math.floor(Date.now() / 1000);
/** Signs a session as the site would. @param changes what differs from a valid session */
const signSession = (
  claims = {},
  { signingKey = key, typ = sessionType }: { signingKey?: Uint8Array; typ?: string | null } = {},
): Promise<string> =>
  new SignJWT({ oid, tid: tenant, aud: sessionAudience, iat: now(), exp: now() + 3600, ...claims })
    .setProtectedHeader({ alg: 'HS256', ...(typ !== null && { typ }) })
    .sign(signingKey);
/** @param site the header `Sec-Fetch-Site` */
const verifySession = (value: string, site = 'same-origin', verifyCaller = createSessionCaller(options)) =>
  verifyCaller(new Headers({ cookie: `theme=dark; __Host-session=${value}`, 'sec-fetch-site': site }));

test('the session verifier accepts a session of the site, and tenant ids in any case with spaces around them', async () => {
  for (const tenants of [[tenant], ` x, ${tenant.toUpperCase()} `.split(',')]) {
    const verifyCaller = createSessionCaller({ ...options, tenants });
    const caller = await verifySession(await signSession(), 'same-origin', verifyCaller);
    expect(caller).toEqual({ oid, tid: tenant });
  }
});

test.each(['cross-site', 'same-site'])(
  'the session verifier refuses a %s request from a page of another origin, although the cookie was sent',
  async (site) => {
    expect(await readRefusal(verifySession(await signSession(), site))).toBe('403 origin_not_allowed');
  },
);

test.each<[string, () => string | Promise<string>]>([
  ['a signature by another key', () => signSession({}, { signingKey: new Uint8Array(32).fill(8) })],
  ['an exp in the past', () => signSession({ exp: now() - 61 })],
  ['no oid', () => signSession({ oid: undefined })],
  ['an oid that is not a GUID', () => signSession({ oid: 'alice' })],
  ['an oid in a list', () => signSession({ oid: [oid] })],
  ['two cookies', async () => `${await signSession()}; __Host-session=x`],
  ['nonsense', () => 'x'],
  ['no type', () => signSession({}, { typ: null })],
  ['another type', () => signSession({}, { typ: 'JWT' })],
  ['no audience', () => signSession({ aud: undefined })],
  ['several audiences', () => signSession({ aud: [sessionAudience, 'newsletter'] })],
  ['no iat', () => signSession({ iat: undefined })],
  ['an iat more than twelve hours ago', () => signSession({ iat: now() - 12 * 3600 - 61 })],
  ['an iat in the future', () => signSession({ iat: now() + 3600 })],
])('S9: the session verifier answers 401 to a session with %s', async (_name, createSession) => {
  expect(await readRefusal(verifySession(await createSession()))).toBe('401 invalid_session');
});

test('S9: the session verifier lets the site choose the maximum age of a session, and refuses an invalid age at once', async () => {
  const verifyCaller = createSessionCaller({ ...options, maxAgeSeconds: 300 });
  const session = await signSession({ iat: now() - 600 });
  expect(await readRefusal(verifySession(session, 'same-origin', verifyCaller))).toBe('401 invalid_session');
  for (const maxAgeSeconds of [0, -1, NaN])
    expect(() => createSessionCaller({ ...options, maxAgeSeconds })).toThrow(TypeError);
});

test('the session verifier answers 403 to a session of a tenant that is not allowed', async () => {
  const session = await signSession({ tid: '99999999-2222-4333-8444-555555555555' });
  expect(await readRefusal(verifySession(session))).toBe('403 tenant_not_allowed');
});

test('a service with the session verifier accepts sessions and refuses bearer tokens, even while Entra is unavailable', async () => {
  const env = { ENTRA_AUTHORITY: 'http://127.0.0.1:9' };
  const testService = await startTestService(env, undefined, { verifyCaller: createSessionCaller(options) });
  const site = { 'sec-fetch-site': 'same-origin' };
  const cookie = `theme=dark; __Host-session=${await signSession()}`;
  expect((await testService.exchange({ headers: { ...site, cookie } })).status).toBe(200);
  // A bearer token alone is no session.
  expect((await testService.exchange({ headers: site })).status).toBe(401);
  expect((await fetch(`${testService.service.url}/health/ready`)).status).toBe(200);
  expect(testService.acs.requests).toHaveLength(1);
  await testService.close();
});
