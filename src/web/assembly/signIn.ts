import { watchExpiry } from '../auth/watchExpiry.ts';
import { showBadge } from '../base/appBadge.ts';
import type { AuthSession, SignedIn } from '../auth/session.ts';
import { fail, type Failure, type Problem } from '../errors/problem.ts';
import { deleteRejoinNote } from '../calling/tab/rejoinOffer.ts';
import { forgetStoredValue } from '../base/storedValue.ts';
import { withTimeout } from '../base/withTimeout.ts';
import { forgetMerge } from '../lists/syncStatus.ts';
import { getFavouritesKey } from '../people/favourites.ts';
import { forgetHistory } from '../history/history.ts';
import { forgetWaitingEvents, type WebHook } from '../integration/waitingEvents.ts';
import type { Store } from '../base/store.ts';
import { decideListsAtSignOut } from '../settings/listsAtSignOut.ts';
import { createSettings, resetSettings, type Settings } from '../settings/settings.ts';
import { createSignInKeeper } from './signInKeeper.ts';

/** Milliseconds for which a sign-out waits until the call history is deleted. It usually takes a few. */
const longestForgetMs = 1_000;

interface SignInDeps {
  readonly account: SignedIn;
  /** The account's. */
  readonly settings: Store<Settings>;
  /** Takes the account's waiting events at a sign-out; `null` without a web hook. */
  readonly webHook: () => WebHook | null;
  /** Runs with the reason if the page could not be left for Entra. */
  readonly onProblem: (problem: Problem) => void;
  /** Runs before the page goes to Entra's sign-out page. */
  readonly onSigningOut: () => void;
  /** Runs after a sign-out in another tab, when no call is left in this tab. */
  readonly onSignedOut: () => void;
}

/** Reacts to the end of the user's sign-in, and creates the functions that sign in and out. */
export function assembleSignIn(session: AuthSession, deps: SignInDeps) {
  const { account, settings } = deps;
  const { oid } = account;
  const keeper = createSignInKeeper(session);
  let isOver = false;

  /** @param leave resolves with a failure if the page could not be left, or with `undefined` after a popup */
  const leavePage = async (leave: () => Promise<Failure | undefined>) => {
    const failure = await leave();
    if (failure) deps.onProblem(failure.problem);
  };

  const stopExpiryWatch = watchExpiry(session.getRemainingSignInMs, (endsSoon) =>
    keeper.reportProblem('expiry', endsSoon ? fail('sign-in-ends-soon').problem : null),
  );
  session.watch((event) => {
    if (event === 'signedIn' || isOver) return;
    void forgetLists(account, settings, deps.webHook(), { forGood: event === 'signedOut' });
    showBadge(0);
    // After a revocation, the user can sign in again in this page, so the sign-in is not over.
    if (event === 'revoked') return;
    isOver = true;
    keeper.endAfterLastCall(() => {
      stopExpiryWatch();
      deps.onSignedOut();
    });
  });

  return {
    keeper,
    /** Whether the user has signed out. A call may still go on. */
    isOver: () => isOver,
    /** Leaves the page for Entra's sign-in. Resolves only if the page could not be left. */
    redirect: () => leavePage(session.signIn),
    signIn: () => void leavePage(keeper.signIn),
    signInAsAnotherUser: () => void leavePage(() => session.signIn({ another: true })),
    signOut: () => {
      showBadge(0);
      // A user who switched accounts in this tab signs all of them out.
      const others = session.listAccounts().filter((other) => other.oid !== oid);
      const forgotten = Promise.all([
        forgetLists(account, settings, deps.webHook(), { forGood: true }),
        // The service would take the account in use for the user of another account's events.
        ...others.map((other) => forgetLists(other, createSettings(other.oid), null, { forGood: true })),
      ]);
      deps.onSigningOut();
      void leavePage(async () => {
        await forgotten;
        return session.signOut();
      });
    },
  };
}

export type SignInAssembly = ReturnType<typeof assembleSignIn>;

/**
 * Deletes the note about a call to rejoin and, unless they stay on this computer, an account's call history, favourites
 * and waiting events, which get a last chance to be sent. On a shared computer, also resets the account's settings.
 * @returns a promise that resolves when everything is deleted, in a few seconds at most
 * @param options.forGood whether this page never stores the lists again. `false` if the user may sign in again in this page
 */
async function forgetLists(
  { oid, staysSignedIn }: SignedIn,
  settings: Store<Settings>,
  webHook: WebHook | null,
  options: { forGood: boolean },
): Promise<void> {
  deleteRejoinNote(oid, options);
  const lists = decideListsAtSignOut(settings.get(), staysSignedIn);
  if (lists === 'kept') return;
  // First, so that no other computer takes the deletion for the user's wish.
  forgetMerge(oid, options);
  if (lists === 'deletedWithSettings') resetSettings(settings);
  forgetStoredValue(getFavouritesKey(oid), options);
  await Promise.all([
    withTimeout(forgetHistory(oid, options), longestForgetMs, () => null),
    forgetWaitingEvents(oid, webHook, options),
  ]);
}
