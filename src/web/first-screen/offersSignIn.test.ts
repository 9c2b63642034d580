import { expect, test } from 'vitest';
import { capableBrowser } from '../fixtures/capableBrowser.ts';
import { offersSignIn } from './offersSignIn.ts';

/** A page in a browser. `stored`: the keys in session storage; `lacks`: what the browser does not have */
const createPage = (address: string, { stored = [], lacks }: { stored?: string[]; lacks?: string } = {}) =>
  ({
    ...capableBrowser,
    location: new URL(address),
    sessionStorage: Object.fromEntries(stored.map((key) => [key, ''])),
    ...(lacks && { [lacks]: undefined }),
  }) as unknown as Parameters<typeof offersSignIn>[0];

test.each([
  ['a page', '/', {}, true],
  ['a page with a call link', '/?call=x', {}, true],
  ['a tab in which MSAL has started', '/', { stored: ['msal.version', 'msal.3.account.keys'] }, true],
  ['a tab in which a user is signed in', '/', { stored: ['switchboard.signedInAt.a.b'] }, false],
  ['a browser that cannot run the app', '/', { lacks: 'WebSocket' }, false],
  ['Entra’s answer', '/#code=x&state=y', {}, false],
  ['a failed sign-in', '/#error=x&state=y', {}, false],
  ['an administrator’s consent', '/?admin_consent=True&tenant=x', {}, false],
  ['the set-up check', '/doctor', {}, false],
])('%s at %s with %j only offers Sign in: %s', (_name, path, facts, isOffered) => {
  expect(offersSignIn(createPage(`https://phone.example.com${path}`, facts))).toBe(isOffered);
});
