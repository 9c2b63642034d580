import { createHash } from 'node:crypto';
import type { AuthorizeRequest, DeviceRequest } from './protocol/signInRequest.ts';
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

/** All refresh tokens that descend from one code. They expire together, 24 hours after the code was redeemed. */
interface RefreshTokenFamily {
  readonly subject: TokenSubject;
  readonly request: AuthorizeRequest | DeviceRequest;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  isRevoked: boolean;
}

/** An accepted code or refresh token: for whom, and for which sign-in request, new tokens may be issued. */
export interface Redemption {
  readonly subject: TokenSubject;
  readonly request: AuthorizeRequest | DeviceRequest;
  /** @returns a further refresh token, and its lifetime in seconds. A redeemed refresh token stays valid */
  issueRefreshToken(): { token: string; expiresIn: number };
}

const codeLifetimeMs = 60_000;
const familyLifetimeMs = 24 * 60 * 60_000;

/** Stores authorization codes and refresh tokens. @see https://learn.microsoft.com/entra/identity-platform/refresh-tokens */
export function createGrants(now: () => number) {
  // Codes and refresh tokens are stored for longer than they are valid, so that a late client learns that they have expired.
  const codes = createExpiringStore<AuthorizationCode>(10 * codeLifetimeMs, now);
  // Each renewal stores a further refresh token, so there is room for many.
  const refreshTokens = createExpiringStore<RefreshTokenFamily>(2 * familyLifetimeMs, now, 100_000);

  const createRedemption = (family: RefreshTokenFamily): Redemption => ({
    subject: family.subject,
    request: family.request,
    issueRefreshToken: () => ({
      token: refreshTokens.put(family),
      expiresIn: Math.floor((family.issuedAt + familyLifetimeMs - now()) / 1000),
    }),
  });

  return {
    issueCode: (request: AuthorizeRequest, subject: TokenSubject): string =>
      codes.put({ request, subject, issuedAt: now() }),

    /** @throws EntraError when the code is unknown, used or older than a minute, or not for this client, URI and verifier. */
    redeemCode(
      sentCode: string,
      { clientId, redirectUri, verifier }: { clientId: string; redirectUri: string; verifier: string },
    ): Redemption {
      const code = codes.get(sentCode);
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

    /** Accepts a device whose user has signed in. `deviceCodes.ts` has redeemed the device's code. */
    acceptDevice: (request: DeviceRequest, subject: TokenSubject): Redemption =>
      createRedemption({ subject, request, issuedAt: now(), isRevoked: false }),

    /**
     * Redeems a refresh token. As Microsoft documents, a client may redeem it more than once, for example when a reload has
     * interrupted the first attempt.
     * @throws EntraError 70000 for an unknown token, 700084 after 24 hours, 50173 for a revoked family.
     */
    redeemRefreshToken(sentToken: string, clientId: string): Redemption {
      const family = refreshTokens.get(sentToken);
      if (!family || family.subject.application.clientId !== clientId) throw refusals.invalidGrant();
      if (family.isRevoked) throw refusals.signInRevoked();
      if (now() - family.issuedAt >= familyLifetimeMs)
        throw refusals.refreshTokenExpired(new Date(family.issuedAt));
      return createRedemption(family);
    },
  };
}
