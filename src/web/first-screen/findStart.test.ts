import { expect, test } from 'vitest';
import { capableBrowser } from '../fixtures/capableBrowser.ts';
import { findStart } from './findStart.ts';

/** A page in a browser. `stored`: the keys in session storage; `lacks`: what the browser does not have */
const createPage = (address: string, { stored = [], lacks }: { stored?: string[]; lacks?: string } = {}) =>
  ({
    ...capableBrowser,
    location: new URL(address),
    sessionStorage: Object.fromEntries(stored.map((key) => [key, ''])),
    ...(lacks && { [lacks]: undefined }),
  }) as unknown as Parameters<typeof findStart>[0];

test.each([
  ['a page', '/', {}, 'signIn'],
  ['a page with a call link', '/?call=x', {}, 'signIn'],
  ['a tab in which MSAL has started', '/', { stored: ['msal.version', 'msal.3.account.keys'] }, 'signIn'],
  ['a tab in which a user is signed in', '/', { stored: ['switchboard.signedInAt.a.b'] }, 'phone'],
  ['a browser that cannot run the app', '/', { lacks: 'WebSocket' }, 'other'],
  ['Entra’s answer', '/#code=x&state=y', {}, 'phone'],
  ['Entra’s answer to the set-up check', '/#code=x&state=y', { stored: ['switchboard.doctor'] }, 'other'],
  ['a failed sign-in', '/#error=x&state=y', {}, 'other'],
  ['an administrator’s consent', '/?admin_consent=True&tenant=x', {}, 'other'],
  ['the set-up check', '/doctor', { stored: ['switchboard.signedInAt.a.b'] }, 'other'],
])('%s at %s with %j begins with: %s', (_name, path, facts, start) => {
  expect(findStart(createPage(`https://phone.example.com${path}`, facts))).toBe(start);
});
