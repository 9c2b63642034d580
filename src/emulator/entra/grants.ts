import { createHash } from 'node:crypto';
import type { AuthorizeRequest } from './protocol/authorizeRequest.ts';
import { refusals } from './protocol/refusals.ts';
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
interface Family {
  readonly subject: Subject;
  readonly request: AuthorizeRequest;
  readonly issuedAt: number;
  revoked: boolean;
}

interface RefreshToken {
  readonly family: Family;
  used?: { at: number; resource: string };
}

/** A code or refresh token that was accepted. */
export interface Redemption {
  readonly subject: Subject;
  /** The request to `/authorize` that it all began with. */
  readonly request: AuthorizeRequest;
  /**
   * Replaces what was redeemed. Until then a refresh token stays good: a client whose renewal was refused, for want
   * of consent for instance, still has it and will send it again.
   * @returns the refresh token, and how many seconds it is good for.
   */
  replace(): { token: string; expiresIn: number };
}

/** Authorization codes and refresh tokens. */
export interface Grants {
  issueCode(request: AuthorizeRequest, subject: Subject): string;
  /** @throws EntraError when the code is unknown, used, older than a minute, or bound to something else. */
  redeemCode(code: string, bound: { clientId: string; redirectUri: string; verifier: string }): Redemption;
  /**
   * @param resource what is asked for with it. MSAL renews tokens for several APIs at the same time with the same
   *   refresh token; a second use is therefore taken for theft unless it is for another API and at once.
   * @throws EntraError 700084 after 24 hours, 50173 when revoked, by a second use for instance.
   */
  redeemRefreshToken(token: string, clientId: string, resource: string | undefined): Redemption;
}

const codeLife = 60_000;
const familyLife = 24 * 60 * 60_000;
const siblingLeeway = 10_000;

/** @see https://learn.microsoft.com/entra/identity-platform/refresh-tokens */
export function createGrants({ now }: { now: () => number }): Grants {
  // Kept longer than they are good for, so that a late one is called late and not unknown.
  const codes = createVault<Code>({ ttl: 10 * codeLife, now });
  const refreshTokens = createVault<RefreshToken>({ ttl: 2 * familyLife, now, capacity: 100_000 });

  function redemption(family: Family, spend: () => void): Redemption {
    return {
      subject: family.subject,
      request: family.request,
      replace() {
        spend();
        const expiresIn = Math.floor((family.issuedAt + familyLife - now()) / 1000);
        return { token: refreshTokens.put({ family }), expiresIn };
      },
    };
  }

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
      const family: Family = { subject, request, issuedAt: now(), revoked: false };
      // Before the checks: a code is good for one attempt, so that nobody can try verifiers.
      code.family = family;
      if (now() - code.issuedAt >= codeLife) throw refusals.codeExpired();
      if (redirectUri !== request.redirectUri) throw refusals.codeRedirectMismatch();
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      if (challenge !== request.codeChallenge) throw refusals.codeVerifier();
      return redemption(family, () => {});
    },

    redeemRefreshToken(handle, clientId, asked) {
      const token = refreshTokens.get(handle);
      if (!token || token.family.subject.application.clientId !== clientId) throw refusals.badGrant();
      const { family, used } = token;
      const resource = asked ?? family.request.scopes.resources[0]?.resource.prefix ?? '';
      if (used && (used.resource === resource || now() - used.at > siblingLeeway)) family.revoked = true;
      if (family.revoked) throw refusals.revoked();
      if (now() - family.issuedAt >= familyLife) throw refusals.spaTokenExpired(new Date(family.issuedAt));
      return redemption(family, () => {
        token.used ??= { at: now(), resource };
      });
    },
  };
}
