import type { AuthSession } from '../auth/session.ts';
import type { Phone } from '../calling/phone.ts';
import { fail, type Failure, type Problem } from '../errors/problem.ts';
import { createStore, waitUntil } from '../base/store.ts';
import { joinStops, listenTo } from '../base/subscriptions.ts';

/** What may report a problem of the sign-in. The app shows one problem for each of these sources. */
type ProblemSource = 'renewal' | 'directory' | 'expiry' | 'popup' | 'signOut';

/** Whether the app itself tries again, so that the problem may pass without the user. */
const isTemporary = (problem: Problem | null | undefined): problem is Problem => problem?.remedy === 'retry';

const isSolvedBySignIn = ({ remedy }: Problem) => remedy === 'signIn' || remedy === 'grantConsent';

/** Shows the problems of the sign-in, and signs the user in again, without leaving the page during a call. */
export function createSignInKeeper(session: AuthSession) {
  const inCall = createStore(false);
  let phone: Phone | null = null;
  const problems = new Map<ProblemSource, Problem>();
  /** The number of the popup that was opened last. */
  let lastPopup = 0;
  const retryListeners = new Set<() => void>();
  /** Whether the browser is loading Entra's sign-in page. */
  let isLeaving = false;

  /**
   * Shows a problem in place of the source's last one; `null` only withdraws the last one. While a source reports only temporary
   * problems, the first one stays: in one outage, the attempts may fail in different ways, and a screen reader would read out each.
   */
  const reportProblem = (source: ProblemSource, reportedProblem: Problem | null): void => {
    const firstProblem = problems.get(source);
    const isSameOutage = isTemporary(firstProblem) && isTemporary(reportedProblem);
    const problem = isSameOutage ? firstProblem : reportedProblem;
    // After a sign-out, there is nothing to renew, so no other problem is shown.
    if (problem && problems.has('signOut')) return;
    if (problem) problems.set(source, problem);
    else problems.delete(source);
    const isStillReported = [...problems.values()].some(({ code }) => code === firstProblem?.code);
    if (firstProblem && !isStillReported) phone?.dismissProblem(firstProblem);
    if (problem) phone?.reportProblem(problem);
  };
  const withdrawAll = () => [...problems.keys()].forEach((source) => reportProblem(source, null));

  const signInByPopup = async () => {
    lastPopup += 1;
    const popup = lastPopup;
    reportProblem('popup', null);
    // A problem disappears when the user presses its button. It is shown again, so that the user can open another popup.
    for (const problem of problems.values()) if (isSolvedBySignIn(problem)) phone?.reportProblem(problem);
    const result = await session.signInByPopup();
    // The user has opened another popup meanwhile, so the result of this one does not matter.
    if (popup !== lastPopup) return;
    if (result.ok) withdrawAll();
    else reportProblem('popup', result.problem);
  };

  const onPhoneChange = (attachedPhone: Phone) => {
    const { calls, incoming, isPlacing } = attachedPhone.state.get();
    const wasInCall = inCall.get();
    inCall.set(calls.length > 0 || incoming.length > 0 || isPlacing);
    if (wasInCall || !inCall.get()) return;
    // If a call begins while Entra's page is loading, the browser's `stop` ends the loading.
    if (isLeaving) stop();
    // The phone removes all problems when the user places a call, but the problems of the sign-in still exist.
    for (const problem of problems.values()) attachedPhone.reportProblem(problem);
  };

  return {
    /** Whether there is a call, including one that rings or is being placed. */
    inCall,
    setPhone(newPhone: Phone): void {
      phone = newPhone;
      newPhone.state.subscribe(() => onPhoneChange(newPhone));
      onPhoneChange(newPhone);
      for (const problem of problems.values()) newPhone.reportProblem(problem);
    },
    reportProblem,
    /**
     * Signs the user in again: on Entra's page, or during a call by a popup, which the browser allows only in a click handler.
     * @returns why the page could not be left; `undefined` after a popup, whose problem the phone shows
     */
    signIn: async (): Promise<Failure | undefined> => {
      if (inCall.get()) {
        await signInByPopup();
        return undefined;
      }
      isLeaving = true;
      const failure = await session.signIn();
      isLeaving = false;
      return failure;
    },
    /** Calls `listener` whenever a failed renewal may succeed. @returns a function that removes the listener */
    onRetryPossible: (listener: () => void): (() => void) => {
      retryListeners.add(listener);
      return joinStops(
        session.watch((event) => event === 'signedIn' && listener()),
        listenTo(globalThis, ['online'], listener),
        () => retryListeners.delete(listener),
      );
    },
    /** Calls the listeners of `onRetryPossible`, because the user wants another attempt now. */
    retryNow(): void {
      // The user wants to know why the next attempt fails.
      for (const [source, problem] of problems) if (isTemporary(problem)) reportProblem(source, null);
      retryListeners.forEach((listener) => listener());
    },
    /** @param end closes the signed-in part of the app. It runs at once, or after the last call, so that no call is cut off */
    endAfterLastCall(end: () => void): void {
      if (!inCall.get()) return end();
      withdrawAll();
      reportProblem('signOut', fail('signed-out-elsewhere').problem);
      void waitUntil(inCall, (value) => !value).then(end);
    },
  };
}

export type SignInKeeper = ReturnType<typeof createSignInKeeper>;
