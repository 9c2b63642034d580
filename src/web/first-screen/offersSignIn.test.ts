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

test.each(['https://phone.example.com/', 'https://phone.example.com/?call=x'])(
  '%s offers Sign in to a user who is not signed in',
  (address) => {
    expect(offersSignIn(createPage(address))).toBe(true);
  },
);

test.each([
  ['Entra’s answer', 'https://phone.example.com/#code=x&state=y'],
  ['a failed sign-in', 'https://phone.example.com/#error=x&state=y'],
  ['an administrator’s consent', 'https://phone.example.com/?admin_consent=True&tenant=x'],
  ['the set-up check', 'https://phone.example.com/doctor'],
])('a page with %s does not begin with the screen that only offers Sign in', (_name, address) => {
  expect(offersSignIn(createPage(address))).toBe(false);
});

test.each([
  ['a tab in which a user is signed in', { stored: ['switchboard.signedInAt.a.b'] }],
  ['a browser that cannot run the app', { lacks: 'WebSocket' }],
])('neither does %s', (_name, facts) => {
  expect(offersSignIn(createPage('https://phone.example.com/', facts))).toBe(false);
});

test('a tab in which MSAL has started, but nobody has signed in, offers Sign in', () => {
  const stored = ['msal.version', 'msal.3.account.keys'];
  expect(offersSignIn(createPage('https://phone.example.com/', { stored }))).toBe(true);
});
