import { watchExpiry } from '../auth/watchExpiry.ts';
import type { AuthSession } from '../auth/session.ts';
import { fail, type Failure, type Problem } from '../errors/problem.ts';
import { forgetLists } from './forgetLists.ts';
import { createSignInKeeper } from './signInKeeper.ts';

interface SignInDeps {
  /** Entra object id of the user. */
  readonly oid: string;
  /** Entra's page could not be opened. */
  readonly onProblem: (problem: Problem) => void;
  /** Runs before the page goes to Entra's sign-out. */
  readonly onSigningOut: () => void;
  /** The user signed out in another tab, and no call of theirs is left in this one. */
  readonly onSignedOut: () => void;
}

/** The sign-in of the user. It lives from the moment the account is known until the user signs out in any tab. */
export function assembleSignIn(session: AuthSession, deps: SignInDeps) {
  const { oid } = deps;
  const keeper = createSignInKeeper(session);
  let isOver = false;

  const leavePage = async (leave: () => Promise<Failure | undefined>) => {
    const failure = await leave();
    if (failure) deps.onProblem(failure.problem);
  };

  const stopWatching = watchExpiry(session.left, (endsSoon) =>
    keeper.report('expiry', endsSoon ? fail('sign-in-ends-soon').problem : null),
  );
  session.watch((event) => {
    if (event === 'signedIn' || isOver) return;
    forgetLists(oid, { forGood: event === 'signedOut' });
    if (event === 'revoked') return;
    isOver = true;
    keeper.signedOut(() => {
      stopWatching();
      deps.onSignedOut();
    });
  });

  return {
    keeper,
    /** Whether the user has signed out. A call may still be running. */
    isOver: () => isOver,
    /** Leaves the page for Entra. Resolves only when that failed. */
    redirect: () => leavePage(session.signIn),
    /** Solves a problem of the sign-in: in a call by a popup, otherwise by leaving the page. */
    signIn: () => void leavePage(keeper.signIn),
    signInAsAnother: () => void leavePage(() => session.signIn({ another: true })),
    signOut: () => {
      forgetLists(oid, { forGood: true });
      deps.onSigningOut();
      void leavePage(session.signOut);
    },
  };
}

export type SignInAssembly = ReturnType<typeof assembleSignIn>;
