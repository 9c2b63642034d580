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

interface RefreshToken {
  readonly family: RefreshTokenFamily;
  /** Set at the first use. `at` is in milliseconds since 1970. `resource` is the prefix of the access token's API. */
  firstUse?: { at: number; resource: string };
}

/** An accepted code or refresh token: for whom, and for which sign-in request, new tokens may be issued. */
export interface Redemption {
  readonly subject: TokenSubject;
  readonly request: AuthorizeRequest | DeviceRequest;
  /**
   * Marks a redeemed refresh token as used, and issues the next one. Until this call the redeemed token stays valid: if Entra
   * refuses a renewal, for example for missing consent, the client sends the same token again.
   * @returns the new refresh token, and its lifetime in seconds.
   */
  issueRefreshToken(): { token: string; expiresIn: number };
}

const codeLifetimeMs = 60_000;
const familyLifetimeMs = 24 * 60 * 60_000;
/** How long after its first use a client may use the same refresh token for other APIs. */
const severalApisWindowMs = 10_000;

/** Stores authorization codes and refresh tokens. @see https://learn.microsoft.com/entra/identity-platform/refresh-tokens */
export function createGrants(now: () => number) {
  // Codes and refresh tokens are stored for longer than they are valid, so that a late client learns that they have expired.
  const codes = createExpiringStore<AuthorizationCode>(10 * codeLifetimeMs, now);
  // Each renewal stores a further refresh token, so there is room for many.
  const refreshTokens = createExpiringStore<RefreshToken>(2 * familyLifetimeMs, now, 100_000);

  /** @param markAsUsed marks the redeemed refresh token as used. A code needs no mark, because it is redeemed only once. */
  function createRedemption(family: RefreshTokenFamily, markAsUsed?: () => void): Redemption {
    return {
      subject: family.subject,
      request: family.request,
      issueRefreshToken() {
        markAsUsed?.();
        const expiresIn = Math.floor((family.issuedAt + familyLifetimeMs - now()) / 1000);
        return { token: refreshTokens.put({ family }), expiresIn };
      },
    };
  }

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
     * Redeems a refresh token. MSAL uses one token for several APIs at the same time, so a second use within ten seconds may be
     * for another API. Any other second use is treated as theft, and revokes the whole family.
     * @param requestedResource the prefix of the API for which the client wants an access token. Default: the API of the sign-in.
     * @throws EntraError 70000 for an unknown token, 700084 after 24 hours, 50173 for a revoked family.
     */
    redeemRefreshToken(sentToken: string, clientId: string, requestedResource?: string): Redemption {
      const token = refreshTokens.get(sentToken);
      if (!token || token.family.subject.application.clientId !== clientId) throw refusals.invalidGrant();
      const { family, firstUse } = token;
      const resource = requestedResource ?? family.request.scopes.resources[0]?.resource.prefix ?? '';
      if (firstUse) {
        const isLate = now() - firstUse.at > severalApisWindowMs;
        if (firstUse.resource === resource || isLate) family.isRevoked = true;
      }
      if (family.isRevoked) throw refusals.signInRevoked();
      if (now() - family.issuedAt >= familyLifetimeMs)
        throw refusals.refreshTokenExpired(new Date(family.issuedAt));
      return createRedemption(family, () => {
        token.firstUse ??= { at: now(), resource };
      });
    },
  };
}
