import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { EmulatorState } from '../core/emulatorState.ts';
import { createExpiringStore } from './expiringStore.ts';

/** The sign-in of one user in one browser. One browser can have sign-ins of several users. */
export interface SignIn {
  /** The object id of the user. */
  readonly oid: string;
  /** The `sid` claim. */
  readonly sid: string;
  /** The time of the user's last sign-in, in milliseconds since 1970. */
  readonly signedInAt: number;
  /** Whether the user has confirmed the sign-in with a second factor. */
  readonly hasSecondFactor: boolean;
  /** The authentication contexts that the sign-in satisfies, such as `c1`. */
  readonly acrs: readonly string[];
}

const dayMs = 24 * 60 * 60 * 1000;

/** Stores the Entra sessions: which users are signed in, and in which browser. A cookie identifies the browser. */
export function createSessions({ now, port, revocations }: EmulatorState) {
  // Browsers share cookies between ports, and two emulators may run on one machine.
  const cookieName = `emulator_session_${port}`;
  /** Stores the sign-ins of each browser, by object id. The handle is the value of the browser's cookie. */
  const browsers = createExpiringStore<Map<string, SignIn>>(dayMs, now);

  const findSignIns = (c: Context) => browsers.get(getCookie(c, cookieName) ?? '');
  return {
    /** @returns the sign-ins of the browser that sent the request, without revoked ones. */
    listSignIns: (c: Context): readonly SignIn[] =>
      [...(findSignIns(c)?.values() ?? [])].filter(({ sid }) => !revocations.isRevoked(sid)),
    /** Signs a user in, and sets the session cookie. @param proof the sign-in's second factor and authentication contexts. */
    signIn(
      c: Context,
      oid: string,
      proof: Pick<SignIn, 'hasSecondFactor' | 'acrs'> = { hasSecondFactor: false, acrs: [] },
    ): SignIn {
      const signIns = new Map(findSignIns(c));
      const previous = signIns.get(oid);
      const sid =
        previous && !revocations.isRevoked(previous.sid) ? previous.sid : revocations.beginSignIn(oid);
      const signIn = { oid, sid, signedInAt: now(), ...proof };
      signIns.set(oid, signIn);
      // Each sign-in gets a new cookie value, so a value that an attacker has planted in the browser is worthless (session
      // fixation). The cookie has SameSite=None, because MSAL renews tokens in a hidden frame of the application's page.
      const options = { httpOnly: true, secure: true, sameSite: 'None', path: '/' } as const;
      setCookie(c, cookieName, browsers.put(signIns), options);
      return signIn;
    },
    /** Signs a user out of this browser; without `oid`, all its users. */
    signOut(c: Context, oid?: string): void {
      const signIns = findSignIns(c);
      if (oid === undefined) signIns?.clear();
      else signIns?.delete(oid);
    },
  };
}
