import { beforeEach, expect, test, vi } from 'vitest';
import { fail, ok, type Result } from '../errors/problem.ts';
import { stubLocalStorage } from '../fixtures/localStorageStub.ts';
import { createFeatureConsents } from './featureConsents.ts';

stubLocalStorage();
let oid = '';
beforeEach(() => (oid = crypto.randomUUID()));

/** A session whose user has consented to `consentedScopes`, and answers popups with `answer`. */
function openSession(consentedScopes: string[] = [], answer: Result<void> = ok(undefined)) {
  const hasConsent = (scopes: readonly string[]) => scopes.every((scope) => consentedScopes.includes(scope));
  const session = {
    acquireToken: vi.fn(async (scopes: string[]): Promise<Result<string>> => {
      const isAllGraph = scopes[0] === 'https://graph.microsoft.com/.default';
      const isConsented = isAllGraph ? consentedScopes.length > 0 : hasConsent(scopes);
      return isConsented ? ok('token') : fail('consent-needed');
    }),
    hasConsent,
    consentByPopup: vi.fn(async (_scopes: string[]) => answer),
  };
  return { session, consents: createFeatureConsents(session, oid) };
}

test('one request for all consented scopes serves the checks of all features', async () => {
  const { session, consents } = openSession(['Calendars.Read']);
  expect(consents.states.get().calendar).toBe('unknown');
  consents.check('calendar');
  consents.check('contacts');
  await vi.waitFor(() =>
    expect(consents.states.get()).toMatchObject({ calendar: 'granted', contacts: 'needed' }),
  );
  expect(session.acquireToken.mock.calls.flatMap(([scopes]) => scopes)).toEqual([
    'https://graph.microsoft.com/.default',
  ]);
  expect(consents.states.get().chat).toBe('unknown');
});

test.each([
  ['remembers the consent for the next page', ['Calendars.Read'], 'granted'],
  ['asks again after the tenant has withdrawn the consent', [], 'needed'],
])('requests only the scopes of the feature, and %s', async (_title, scopesOfNextPage, state) => {
  const { session, consents } = openSession();
  expect(await consents.request('calendar')).toEqual(ok(undefined));
  expect(session.consentByPopup).toHaveBeenCalledExactlyOnceWith(['Calendars.Read']);
  expect(consents.states.get().calendar).toBe('granted');
  expect(await openSession(scopesOfNextPage).consents.find('calendar')).toBe(state);
});

test.each([
  ['gets no consent on Entra’s page', fail('consent-refused'), 'denied'],
  ['may not consent without an administrator', fail('consent-by-admin-needed'), 'byAdmin'],
])('does not ask again by itself if the user %s', async (_title, answer, state) => {
  expect((await openSession([], answer).consents.request('chat')).ok).toBe(false);
  const nextPage = openSession();
  expect(await nextPage.consents.find('chat')).toBe(state);
  expect(nextPage.session.consentByPopup).not.toHaveBeenCalled();
});

test('remembers Not now, and asks every user of the browser separately', async () => {
  const { consents } = openSession();
  consents.refuse('profile');
  expect(consents.states.get().profile).toBe('refused');
  oid = crypto.randomUUID();
  expect(await openSession().consents.find('profile')).toBe('needed');
});

test('knows nothing while Entra cannot be reached, and a later check finds the state', async () => {
  const { session, consents } = openSession();
  session.acquireToken.mockResolvedValueOnce(fail('sign-in-unreachable'));
  expect(await consents.find('chat')).toBe('unknown');
  expect(await consents.find('chat')).toBe('needed');
});

test('names and presence are allowed on one page, or names alone after a refusal', async () => {
  const refused = openSession([], fail('consent-refused'));
  await refused.consents.request('people', 'othersPresence');
  const scopes = ['User.Read', 'User.ReadBasic.All', 'Presence.Read.All'];
  expect(refused.session.consentByPopup).toHaveBeenCalledExactlyOnceWith(scopes);
  expect(refused.consents.states.get()).toMatchObject({ people: 'denied', othersPresence: 'denied' });
  const { consents } = openSession();
  await consents.request('people');
  expect(consents.states.get().people).toBe('granted');
  await expect(consents.find('othersPresence')).resolves.toBe('denied');
});

test('a popup that the browser blocks changes nothing', async () => {
  const { consents } = openSession([], fail('popup-blocked'));
  await consents.request('chat');
  expect(consents.states.get().chat).toBe('unknown');
});
