import type { AuthSession } from '../auth/session.ts';
import type { Phone } from '../calling/phone.ts';
import { fail, type Failure, type Problem } from '../errors/problem.ts';
import { createStore, type Readable } from '../base/store.ts';

/** What can report a problem of the sign-in. Each source has one problem at a time, and withdraws only its own. */
export type ProblemSource = 'renewal' | 'directory' | 'expiry' | 'popup' | 'signOut';

/** Keeps the user signed in while calls go on, and never leaves the page during a call. */
export interface SignInKeeper {
  /** Whether anything is going on that leaving the page would end. */
  readonly inCall: Readable<boolean>;
  /** From now on, problems show in this phone. */
  readonly attach: (phone: Phone) => void;
  /** Shows a problem instead of the one that this source reported before; `null` withdraws that one. */
  readonly report: (source: ProblemSource, problem: Problem | null) => void;
  /**
   * Runs the remedy of a sign-in problem. In a call it opens a popup, so it must be called directly in a click handler;
   * otherwise it leaves the page.
   * @returns why the page could not be left; nothing after a popup, because the phone shows the popup's outcome
   */
  readonly signIn: () => Promise<Failure | undefined>;
  /** Calls `listener` whenever a renewal that failed may succeed. @returns the unsubscribe */
  readonly onRetryPossible: (listener: () => void) => () => void;
  /** The user asks for another attempt at once. */
  readonly retryNow: () => void;
  /**
   * The user signed out in another tab.
   * @param end runs at once, or after the last call, so that no call is cut off
   */
  readonly signedOut: (end: () => void) => void;
}

const isSolvedBySignIn = ({ remedy }: Problem) => remedy === 'signIn' || remedy === 'grantConsent';

/** Longer than 80 lines: its commands share the reported problems, the phone and the open popup. */
export function createSignInKeeper(session: AuthSession): SignInKeeper {
  const inCall = createStore(false);
  let phone: Phone | null = null;
  const problems = new Map<ProblemSource, Problem>();
  let popupCount = 0;
  const retries = new Set<() => void>();
  let isLeaving = false;

  const leave = async () => {
    isLeaving = true;
    const failure = await session.signIn();
    isLeaving = false;
    return failure;
  };

  const report: SignInKeeper['report'] = (source, problem) => {
    // After a sign-out there is nothing to renew, and the sign-out is the only problem that is shown.
    if (problem && problems.has('signOut')) return;
    const before = problems.get(source);
    if (problem) problems.set(source, problem);
    else problems.delete(source);
    const isStillReported = [...problems.values()].some(({ code }) => code === before?.code);
    if (before && !isStillReported) phone?.dismissProblem(before.code);
    if (problem) phone?.reportProblem(problem);
  };
  const withdrawAll = () => [...problems.keys()].forEach((source) => report(source, null));

  const signInByPopup = async () => {
    const popup = ++popupCount;
    report('popup', null);
    // Pressing the button closed the problem. Until the popup has succeeded, the user must be able to open another one.
    for (const problem of problems.values()) if (isSolvedBySignIn(problem)) phone?.reportProblem(problem);
    const result = await session.signInByPopup();
    // A newer popup has replaced this one, whose outcome no longer matters.
    if (popup !== popupCount) return;
    if (result.ok) withdrawAll();
    else report('popup', result.problem);
  };

  const follow = (attached: Phone) => {
    const { calls, incoming, isPlacing } = attached.state.get();
    const wasInCall = inCall.get();
    inCall.set(calls.length > 0 || incoming.length > 0 || isPlacing);
    if (wasInCall || !inCall.get()) return;
    // A call rings before Entra's page has loaded: stop loading it.
    if (isLeaving) stop();
    // Dialling clears all problems, but these problems still exist.
    for (const problem of problems.values()) attached.reportProblem(problem);
  };

  return {
    inCall,
    attach(attached) {
      phone = attached;
      attached.state.subscribe(() => follow(attached));
      follow(attached);
      for (const problem of problems.values()) attached.reportProblem(problem);
    },
    report,
    async signIn() {
      if (!inCall.get()) return leave();
      await signInByPopup();
      return undefined;
    },
    onRetryPossible(listener) {
      const unwatch = session.watch((event) => event === 'signedIn' && listener());
      addEventListener('online', listener);
      retries.add(listener);
      return () => {
        unwatch();
        retries.delete(listener);
        removeEventListener('online', listener);
      };
    },
    retryNow: () => retries.forEach((listener) => listener()),
    signedOut(end) {
      if (!inCall.get()) return end();
      withdrawAll();
      report('signOut', fail('signed-out-elsewhere').problem);
      const unsubscribe = inCall.subscribe(() => {
        if (inCall.get()) return;
        unsubscribe();
        end();
      });
    },
  };
}
