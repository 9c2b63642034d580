import { expect, it, vi } from 'vitest';
import type { AuthSession } from '../auth/session.ts';
import { fail } from '../errors/problem.ts';
import { stubLocalStorage } from '../fixtures/localStorageStub.ts';
import { createFavourites } from '../people/favourites.ts';
import { assembleSignIn } from './signIn.ts';

const storedTexts = stubLocalStorage();

it('F10: a sign-out deletes the lists of all accounts that it signs out, and of no other account', () => {
  for (const oid of ['alice', 'bob', 'carol'])
    createFavourites(oid).toggle({ id: '8:orgid:dave', name: 'Dave' });
  const session = {
    // The user has switched from Bob to Alice in this tab. Carol has used this browser before.
    listAccountIds: () => ['alice', 'bob'],
    getRemainingSignInMs: () => Number.POSITIVE_INFINITY,
    watch: () => () => {},
    signOut: () => Promise.resolve(fail('sign-in-unreachable')),
  } as unknown as AuthSession;
  const noop = () => {};
  const signIn = assembleSignIn(session, {
    oid: 'alice',
    onProblem: noop,
    onSigningOut: noop,
    onSignedOut: noop,
  });
  vi.stubGlobal('navigator', {});
  signIn.signOut();
  expect([...storedTexts.keys()].filter((key) => key.includes('favourites'))).toEqual([
    'switchboard.kept.favourites.carol',
  ]);
});
