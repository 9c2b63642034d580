import * as z from 'zod/mini';
import type { Problem, Result } from '../errors/problem.ts';
import { claimsChallenge } from './claimsChallenge.ts';
import type { TokenWish } from './tokenHook.ts';

/** A colleague as the directory knows them. */
export interface DirectoryPerson {
  readonly oid: string;
  readonly name: string;
}

/** `unknown`: the directory answered that there is nobody. `unavailable`: it could not be asked. */
export type LookUp = DirectoryPerson | 'unknown' | 'unavailable';

const GraphUser = z.object({ id: z.string(), displayName: z.nullable(z.string()) });

/**
 * Looks people up in Microsoft Graph (`GET /users/{id}`, permission `User.ReadBasic.All`), once per person.
 * @param endpoint for example `https://graph.microsoft.com/v1.0`
 * @param onProblem told why there was no token for it: the person may have to sign in or consent.
 */
export function createDirectory(
  endpoint: string,
  token: (wish?: TokenWish) => Promise<Result<string>>,
  onProblem: (problem: Problem) => void,
) {
  const known = new Map<string, Promise<LookUp>>();

  const ask = async (oid: string, wish?: TokenWish): Promise<LookUp> => {
    const bearer = await token(wish);
    if (!bearer.ok) {
      onProblem(bearer.problem);
      return 'unavailable';
    }
    try {
      const response = await fetch(`${endpoint}/users/${encodeURIComponent(oid)}?$select=id,displayName`, {
        headers: { authorization: `Bearer ${bearer.value}` },
        signal: AbortSignal.timeout(10_000),
      });
      // Revoked, or a policy wants more: one more try with a token that fulfils what Graph asks for.
      if (response.status === 401 && !wish) return ask(oid, { rejected: true, ...claimsChallenge(response) });
      if (response.status === 404) return 'unknown';
      if (!response.ok) return 'unavailable';
      const user = GraphUser.safeParse(await response.json());
      return user.success ? { oid: user.data.id, name: user.data.displayName ?? oid } : 'unavailable';
    } catch {
      // Offline, blocked or slow: the id is the fallback, and the next look-up tries again.
      return 'unavailable';
    }
  };

  /** @param oid an Entra object id */
  return function find(oid: string): Promise<LookUp> {
    const key = oid.toLowerCase();
    const pending = known.get(key) ?? ask(key);
    known.set(key, pending);
    void pending.then((answer) => {
      if (answer === 'unavailable') known.delete(key);
    });
    return pending;
  };
}
