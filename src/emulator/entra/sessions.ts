import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Revocations } from '../core/revocations.ts';
import { createVault } from './vault.ts';

/** One person's sign-in in one browser. */
export interface SignIn {
  readonly oid: string;
  /** The `sid` claim. */
  readonly sid: string;
  /** When the person last proved who they are, in milliseconds since 1970. */
  readonly at: number;
  /** Whether a second proof was given. */
  readonly mfa: boolean;
  /** The authentication contexts reached by it. */
  readonly acrs: readonly string[];
}

/** Who is signed in to the emulated Entra in which browser, by cookie. Revoked sign-ins are not listed. */
export interface Sessions {
  list(c: Context): readonly SignIn[];
  /** @param proof what was proven besides who it is; nothing when left out. */
  signIn(c: Context, oid: string, proof?: Pick<SignIn, 'mfa' | 'acrs'>): SignIn;
  /** @param oid whose sign-in ends; everyone's in this browser when left out. */
  signOut(c: Context, oid?: string): void;
}

const day = 24 * 60 * 60 * 1000;

/**
 * @param port part of the cookie's name: cookies do not tell ports apart, and two emulators may run side by side.
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
  const browsers = createVault<Map<string, SignIn>>({ ttl: day, now });

  const find = (c: Context) => browsers.get(getCookie(c, cookie) ?? '');
  return {
    list: (c) => [...(find(c)?.values() ?? [])].filter(({ sid }) => !revocations.isRevoked(sid)),
    signIn(c, oid, proof = { mfa: false, acrs: [] }) {
      const signIns = new Map(find(c));
      const before = signIns.get(oid);
      const sid = before && !revocations.isRevoked(before.sid) ? before.sid : revocations.open(oid);
      const signIn = { oid, sid, at: now(), ...proof };
      signIns.set(oid, signIn);
      // A new handle at each sign-in: one that was planted before is worth nothing afterwards. SameSite=None
      // because silent renewal comes from a frame inside the application's page.
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
