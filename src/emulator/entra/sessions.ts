import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Revocations } from '../core/revocations.ts';
import { createVault } from './vault.ts';

/** The sign-in of one user in one browser. */
export interface SignIn {
  readonly oid: string;
  /** The `sid` claim. */
  readonly sid: string;
  /** When the user last signed in, in milliseconds since 1970. */
  readonly at: number;
  /** Whether the user gave a second factor. */
  readonly mfa: boolean;
  /** The authentication contexts that the sign-in satisfies. */
  readonly acrs: readonly string[];
}

/** The Entra sessions: which users are signed in in which browser, by cookie. Revoked sign-ins are not listed. */
export interface Sessions {
  list(c: Context): readonly SignIn[];
  /** @param proof second factor and authentication contexts; none when left out. */
  signIn(c: Context, oid: string, proof?: Pick<SignIn, 'mfa' | 'acrs'>): SignIn;
  /** @param oid the user; all users of this browser when left out. */
  signOut(c: Context, oid?: string): void;
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * @param port goes into the cookie's name: browsers share cookies between ports, and two emulators may run.
 */
export function createSessions({
  now,
  port,
  revocations,
}: {
  now: () => number;
  port: number;
  revocations: Revocations;
}): Sessions {
  const cookie = `emulator_session_${port}`;
  const browsers = createVault<Map<string, SignIn>>({ ttlMs: dayMs, now });

  const find = (c: Context) => browsers.get(getCookie(c, cookie) ?? '');
  return {
    list: (c) => [...(find(c)?.values() ?? [])].filter(({ sid }) => !revocations.isRevoked(sid)),
    signIn(c, oid, proof = { mfa: false, acrs: [] }) {
      const signIns = new Map(find(c));
      const before = signIns.get(oid);
      const sid = before && !revocations.isRevoked(before.sid) ? before.sid : revocations.open(oid);
      const signIn = { oid, sid, at: now(), ...proof };
      signIns.set(oid, signIn);
      // Each sign-in makes a new handle, so that a cookie planted before it is of no use. SameSite=None, because
      // MSAL renews tokens in a hidden frame of the application's page.
      setCookie(c, cookie, browsers.put(signIns), {
        httpOnly: true,
        secure: true,
        sameSite: 'None',
        path: '/',
      });
      return signIn;
    },
    signOut(c, oid) {
      const signIns = find(c);
      if (oid === undefined) signIns?.clear();
      else signIns?.delete(oid);
    },
  };
}
