import { needsPerson, type AuthSession } from './auth/session.ts';
import type { Phone } from './calling/phone.ts';
import type { Failure, Problem } from './errors/problem.ts';
import { createStore, type Readable } from './store.ts';

/** Keeps a signed-in person's phone in tokens, and never leaves a call for it. */
export interface SignInKeeper {
  /** Whether anything goes on that leaving the page would end. */
  readonly inCall: Readable<boolean>;
  /** From now on troubles show in this phone. */
  readonly attach: (phone: Phone) => void;
  /** Shows a trouble; `null` takes back what was shown. */
  readonly tell: (problem: Problem | null) => void;
  /**
   * What the button of a sign-in problem does: in a call a window of its own, right in the click, else the page itself.
   * @returns why the page could not be left; nothing after a popup, whose outcome shows in the phone.
   */
  readonly signIn: () => Promise<Failure | undefined>;
  /** Calls back when a renewal may succeed that did not. @returns the end of it. */
  readonly hope: (listener: () => void) => () => void;
  /** The person asks for another try now. */
  readonly tryAgain: () => void;
}

export function createSignInKeeper(session: AuthSession): SignInKeeper {
  const inCall = createStore(false);
  let phone: Phone | null = null;
  /** What shows now, by code. */
  const shown = new Map<Problem['code'], Problem>();
  let popups = 0;
  const hopeful = new Set<() => void>();

  const tell = (problem: Problem | null) => {
    if (problem) {
      shown.set(problem.code, problem);
      phone?.notify(problem);
      return;
    }
    for (const code of shown.keys()) phone?.dismiss(code);
    shown.clear();
  };

  const byPopup = async () => {
    const popup = ++popups;
    // Pressing the button took the notice away; until the popup has helped, the way to another one stays.
    for (const problem of shown.values()) if (needsPerson(problem)) phone?.notify(problem);
    const result = await session.signInByPopup();
    // An older popup, given up for this one, has nothing to say.
    if (popup !== popups) return;
    if (result.ok) tell(null);
    else tell(result.problem);
  };

  return {
    inCall,
    attach(attached) {
      phone = attached;
      const look = () => {
        const { calls, incoming, dialling } = attached.state.get();
        const wasInCall = inCall.get();
        inCall.set(calls.length > 0 || incoming.length > 0 || dialling);
        // Dialling clears the notices of before; these are still true.
        if (!wasInCall && inCall.get()) for (const problem of shown.values()) attached.notify(problem);
      };
      attached.state.subscribe(look);
      look();
      for (const problem of shown.values()) attached.notify(problem);
    },
    tell,
    async signIn() {
      if (!inCall.get()) return session.signIn();
      await byPopup();
      return undefined;
    },
    hope(listener) {
      const forget = session.watch((news) => news === 'signedIn' && listener());
      addEventListener('online', listener);
      hopeful.add(listener);
      return () => {
        forget();
        hopeful.delete(listener);
        removeEventListener('online', listener);
      };
    },
    tryAgain: () => hopeful.forEach((listener) => listener()),
  };
}
