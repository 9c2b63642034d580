import { createHash } from 'node:crypto';
import type { AuthorizeRequest } from './protocol/authorizeRequest.ts';
import { refusals } from './protocol/refusals.ts';
import type { Subject } from './tokens.ts';
import { createVault } from './vault.ts';

interface Code {
  readonly subject: Subject;
  readonly request: AuthorizeRequest;
  readonly issuedAt: number;
  /** Set when redeemed. A second redemption revokes the refresh tokens of the first. */
  family?: Family;
}

/** All refresh tokens that descend from one authorization code. They expire together, 24 hours after it. */
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
  /** The request to `/authorize` with which the sign-in began. */
  readonly request: AuthorizeRequest;
  /**
   * Spends what was redeemed, and issues the next refresh token. Until then the former one stays good: a client whose
   * renewal was refused, for example because consent is missing, sends it again.
   * @returns the refresh token, and its lifetime in seconds.
   */
  replace(): { token: string; expiresIn: number };
}

/** Authorization codes and refresh tokens. */
export interface Grants {
  issueCode(request: AuthorizeRequest, subject: Subject): string;
  /** @throws EntraError when the code is unknown, used, older than a minute, or bound to something else. */
  redeemCode(code: string, bound: { clientId: string; redirectUri: string; verifier: string }): Redemption;
  /**
   * @param resource the API whose token is asked for. MSAL uses one refresh token for several APIs at the same time. A
   *   second use therefore counts as theft unless it is for another API and within ten seconds.
   * @throws EntraError 700084 after 24 hours, 50173 when revoked, for example by a second use.
   */
  redeemRefreshToken(token: string, clientId: string, resource: string | undefined): Redemption;
}

const codeLifetimeMs = 60_000;
const familyLifetimeMs = 24 * 60 * 60_000;
const siblingLeewayMs = 10_000;

/** @see https://learn.microsoft.com/entra/identity-platform/refresh-tokens */
export function createGrants({ now }: { now: () => number }): Grants {
  // Stored longer than they are good for, so that a late one is refused as expired and not as unknown.
  const codes = createVault<Code>({ ttlMs: 10 * codeLifetimeMs, now });
  const refreshTokens = createVault<RefreshToken>({ ttlMs: 2 * familyLifetimeMs, now, capacity: 100_000 });

  function redemption(family: Family, spend: () => void): Redemption {
    return {
      subject: family.subject,
      request: family.request,
      replace() {
        spend();
        const expiresIn = Math.floor((family.issuedAt + familyLifetimeMs - now()) / 1000);
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
      // Before the checks: a code is good for one attempt, so that an attacker cannot try verifiers.
      code.family = family;
      if (now() - code.issuedAt >= codeLifetimeMs) throw refusals.codeExpired();
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
      if (used && (used.resource === resource || now() - used.at > siblingLeewayMs)) family.revoked = true;
      if (family.revoked) throw refusals.revoked();
      if (now() - family.issuedAt >= familyLifetimeMs)
        throw refusals.spaTokenExpired(new Date(family.issuedAt));
      return redemption(family, () => {
        token.used ??= { at: now(), resource };
      });
    },
  };
}
