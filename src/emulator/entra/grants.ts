import { createHash } from 'node:crypto';
import type { AuthorizeRequest } from './protocol/authorizeRequest.ts';
import { refusals } from './protocol/refusals.ts';
import type { TokenSubject } from './tokens.ts';
import { createExpiringStore } from './expiringStore.ts';

interface AuthorizationCode {
  readonly subject: TokenSubject;
  readonly request: AuthorizeRequest;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  /** Set when a client has redeemed the code. A second redemption revokes all refresh tokens of this family. */
  family?: RefreshTokenFamily;
}

/** All refresh tokens that descend from one authorization code. They expire together, 24 hours after its redemption. */
interface RefreshTokenFamily {
  readonly subject: TokenSubject;
  readonly request: AuthorizeRequest;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  isRevoked: boolean;
}

/** A code or refresh token that was accepted. */
export interface Redemption {
  readonly subject: TokenSubject;
  /** The request to `/authorize` with which the sign-in began. */
  readonly request: AuthorizeRequest;
  /** @returns a new refresh token, and its lifetime in seconds. */
  issueRefreshToken(): { token: string; expiresIn: number };
}

/** Authorization codes and refresh tokens. */
export interface Grants {
  /** @returns a new authorization code. */
  issueCode(request: AuthorizeRequest, subject: TokenSubject): string;
  /**
   * @param expected what the client sends with the code. It must match the request for which the code was issued.
   * @throws EntraError when the code is unknown, used or older than a minute, or when `expected` does not match.
   */
  redeemCode(code: string, expected: { clientId: string; redirectUri: string; verifier: string }): Redemption;
  /**
   * A refresh token may be redeemed several times: Entra issues a new one at each use, and does not revoke the old one.
   * A page that loses the answer, for example because the user reloads it, can therefore redeem its old token again.
   * @throws EntraError 700084 after 24 hours, 50173 for a revoked token.
   * @see https://learn.microsoft.com/entra/identity-platform/refresh-tokens#token-lifetime
   */
  redeemRefreshToken(token: string, clientId: string): Redemption;
}

const codeLifetimeMs = 60_000;
const familyLifetimeMs = 24 * 60 * 60_000;

/** @see https://learn.microsoft.com/entra/identity-platform/refresh-tokens */
export function createGrants({ now }: { now: () => number }): Grants {
  // Codes and refresh tokens are stored for longer than they are valid. A late client thus learns that its code or
  // token has expired; if the code or token had been deleted, it would be refused as unknown.
  const codes = createExpiringStore<AuthorizationCode>({ ttlMs: 10 * codeLifetimeMs, now });
  const refreshTokens = createExpiringStore<RefreshTokenFamily>({
    ttlMs: 2 * familyLifetimeMs,
    now,
    capacity: 100_000,
  });

  const createRedemption = (family: RefreshTokenFamily): Redemption => ({
    subject: family.subject,
    request: family.request,
    issueRefreshToken() {
      const expiresIn = Math.floor((family.issuedAt + familyLifetimeMs - now()) / 1000);
      return { token: refreshTokens.put(family), expiresIn };
    },
  });

  return {
    issueCode: (request, subject) => codes.put({ request, subject, issuedAt: now() }),

    redeemCode(handle, { clientId, redirectUri, verifier }) {
      const code = codes.get(handle);
      if (!code || code.request.application.clientId !== clientId) throw refusals.invalidGrant();
      if (code.family) {
        code.family.isRevoked = true;
        throw refusals.codeRedeemed();
      }
      const { request, subject } = code;
      const family: RefreshTokenFamily = { subject, request, issuedAt: now(), isRevoked: false };
      // The code is used up before the checks, so an attacker with a stolen code can try only one PKCE verifier.
      code.family = family;
      if (now() - code.issuedAt >= codeLifetimeMs) throw refusals.codeExpired();
      if (redirectUri !== request.redirectUri) throw refusals.codeRedirectMismatch();
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      if (challenge !== request.codeChallenge) throw refusals.codeVerifierMismatch();
      return createRedemption(family);
    },

    redeemRefreshToken(handle, clientId) {
      const family = refreshTokens.get(handle);
      if (!family || family.subject.application.clientId !== clientId) throw refusals.invalidGrant();
      if (family.isRevoked) throw refusals.signInRevoked();
      if (now() - family.issuedAt >= familyLifetimeMs)
        throw refusals.refreshTokenExpired(new Date(family.issuedAt));
      return createRedemption(family);
    },
  };
}
