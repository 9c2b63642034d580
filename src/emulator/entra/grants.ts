import { createHash } from 'node:crypto';
import type { AuthorizeRequest } from './authorizeRequest.ts';
import { refusals } from './refusals.ts';
import type { Subject } from './tokens.ts';
import { createVault } from './vault.ts';

interface Code {
  readonly subject: Subject;
  readonly request: AuthorizeRequest;
  readonly issuedAt: number;
  /** Set when redeemed: redeeming it again ends what it was redeemed for. */
  family?: Family;
}

/** All refresh tokens that descend from one authorization code. They end together, 24 hours after it. */
export interface Family {
  readonly subject: Subject;
  readonly issuedAt: number;
  revoked: boolean;
}

interface RefreshToken {
  readonly family: Family;
  used?: { at: number; resource: string };
}

/** Authorization codes and refresh tokens. */
export interface Grants {
  issueCode(request: AuthorizeRequest, subject: Subject): string;
  /** @throws EntraError when the code is unknown, used, older than a minute, or bound to something else. */
  redeemCode(
    code: string,
    bound: { clientId: string; redirectUri: string; verifier: string },
  ): { request: AuthorizeRequest; family: Family };
  issueRefreshToken(family: Family): string;
  /**
   * @param resource what is asked for with it. MSAL renews tokens for several APIs at the same time with the same
   *   refresh token; a second use is therefore taken for theft unless it is for another API and at once.
   * @throws EntraError 700084 after 24 hours, 50173 when revoked, by a second use for instance.
   */
  redeemRefreshToken(token: string, clientId: string, resource: string): Family;
}

const codeLife = 60_000;
const familyLife = 24 * 60 * 60_000;
const siblingLeeway = 10_000;

/** @see https://learn.microsoft.com/entra/identity-platform/refresh-tokens */
export function createGrants({ now }: { now: () => number }): Grants {
  // Kept longer than they are good for, so that a late one is called late and not unknown.
  const codes = createVault<Code>({ ttl: 10 * codeLife, now });
  const refreshTokens = createVault<RefreshToken>({ ttl: 2 * familyLife, now, capacity: 100_000 });

  return {
    issueCode: (request, subject) => codes.put({ request, subject, issuedAt: now() }),

    redeemCode(handle, { clientId, redirectUri, verifier }) {
      const code = codes.get(handle);
      if (!code || code.request.application.clientId !== clientId) throw refusals.badGrant();
      if (code.family) {
        code.family.revoked = true;
        throw refusals.codeRedeemed();
      }
      const { request, subject } = code;
      const family: Family = { subject, issuedAt: now(), revoked: false };
      // Before the checks: a code is good for one attempt, so that nobody can try verifiers.
      code.family = family;
      if (now() - code.issuedAt >= codeLife) throw refusals.codeExpired();
      if (redirectUri !== request.redirectUri) throw refusals.codeRedirectMismatch();
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      if (challenge !== request.codeChallenge) throw refusals.codeVerifier();
      return { request, family };
    },

    issueRefreshToken: (family) => refreshTokens.put({ family }),

    redeemRefreshToken(handle, clientId, resource) {
      const token = refreshTokens.get(handle);
      if (!token || token.family.subject.application.clientId !== clientId) throw refusals.badGrant();
      const { family, used } = token;
      if (used && (used.resource === resource || now() - used.at > siblingLeeway)) family.revoked = true;
      if (family.revoked) throw refusals.revoked();
      if (now() - family.issuedAt >= familyLife) throw refusals.spaTokenExpired(new Date(family.issuedAt));
      token.used ??= { at: now(), resource };
      return family;
    },
  };
}
