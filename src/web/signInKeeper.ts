import type { AuthSession } from './auth/session.ts';
import type { Phone } from './calling/phone.ts';
import { fail, type Failure, type Problem } from './errors/problem.ts';
import { createStore, type Readable } from './base/store.ts';

/** Who has something to say of the sign-in. Each says one thing at a time, and takes back only its own. */
export type Teller = 'renewal' | 'directory' | 'end' | 'popup' | 'signOut';

/** Keeps a signed-in person's phone in tokens, and never leaves a call for it. */
export interface SignInKeeper {
  /** Whether anything goes on that leaving the page would end. */
  readonly inCall: Readable<boolean>;
  /** From now on troubles show in this phone. */
  readonly attach: (phone: Phone) => void;
  /** Shows a trouble in the place of what this teller said before; `null` takes that back. */
  readonly tell: (teller: Teller, problem: Problem | null) => void;
  /**
   * What the button of a sign-in problem does: in a call a window of its own, right in the click, else the page itself.
   * @returns why the page could not be left; nothing after a popup, whose outcome shows in the phone.
   */
  readonly signIn: () => Promise<Failure | undefined>;
  /** Calls back when a renewal may succeed that did not. @returns the end of it. */
  readonly hope: (listener: () => void) => () => void;
  /** The person asks for another try now. */
  readonly tryAgain: () => void;
  /** Signed out in another tab. @param end called at once, or, so that no call is cut, when the call is over. */
  readonly signedOut: (end: () => void) => void;
}

const helpedBySignIn = ({ remedy }: Problem) => remedy === 'signIn' || remedy === 'grantConsent';

export function createSignInKeeper(session: AuthSession): SignInKeeper {
  const inCall = createStore(false);
  let phone: Phone | null = null;
  const said = new Map<Teller, Problem>();
  let popups = 0;
  const hopeful = new Set<() => void>();
  let leaving = false;

  const leave = async () => {
    leaving = true;
    const failure = await session.signIn();
    leaving = false;
    return failure;
  };

  const tell: SignInKeeper['tell'] = (teller, problem) => {
    // After a sign-out there is nothing to renew, and nothing else to say.
    if (problem && said.has('signOut')) return;
    const before = said.get(teller);
    if (problem) said.set(teller, problem);
    else said.delete(teller);
    const isSaid = [...said.values()].some(({ code }) => code === before?.code);
    if (before && !isSaid) phone?.dismiss(before.code);
    if (problem) phone?.notify(problem);
  };
  const forget = () => [...said.keys()].forEach((teller) => tell(teller, null));

  const byPopup = async () => {
    const popup = ++popups;
    tell('popup', null);
    // Pressing the button took the notice away; until the popup has helped, the way to another one stays.
    for (const problem of said.values()) if (helpedBySignIn(problem)) phone?.notify(problem);
    const result = await session.signInByPopup();
    // An older popup, given up for this one, has nothing to say.
    if (popup !== popups) return;
    if (result.ok) forget();
    else tell('popup', result.problem);
  };

  return {
    inCall,
    attach(attached) {
      phone = attached;
      const look = () => {
        const { calls, incoming, dialling } = attached.state.get();
        const wasInCall = inCall.get();
        inCall.set(calls.length > 0 || incoming.length > 0 || dialling);
        if (wasInCall || !inCall.get()) return;
        // It rings while Entra is slow to come: the page stays.
        if (leaving) stop();
        // Dialling clears the notices of before; these are still true.
        for (const problem of said.values()) attached.notify(problem);
      };
      attached.state.subscribe(look);
      look();
      for (const problem of said.values()) attached.notify(problem);
    },
    tell,
    async signIn() {
      if (!inCall.get()) return leave();
      await byPopup();
      return undefined;
    },
    hope(listener) {
      const unwatch = session.watch((news) => news === 'signedIn' && listener());
      addEventListener('online', listener);
      hopeful.add(listener);
      return () => {
        unwatch();
        hopeful.delete(listener);
        removeEventListener('online', listener);
      };
    },
    tryAgain: () => hopeful.forEach((listener) => listener()),
    signedOut(end) {
      if (!inCall.get()) return end();
      forget();
      tell('signOut', fail('signed-out-elsewhere').problem);
      const unsubscribe = inCall.subscribe(() => {
        if (inCall.get()) return;
        unsubscribe();
        end();
      });
    },
  };
}
