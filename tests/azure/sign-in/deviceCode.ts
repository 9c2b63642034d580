import * as z from 'zod';

/** What a person needs for a sign-in: where to go, and which code to enter there. */
export interface DeviceCode {
  readonly verificationUri: string;
  readonly userCode: string;
}

/** Where the person signs in, and for what. */
interface SignInOptions {
  /** Entra's origin. */
  readonly authority: string;
  /** The id of the tenant in which the person signs in. */
  readonly tenant: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

export type EntraTokens = Awaited<ReturnType<typeof requestTokens>>;

/** A refusal by Entra. `message` begins with the AADSTS number, and can contain names: redact it before it is recorded. */
export class EntraRefusal extends Error {
  override readonly name = 'EntraRefusal';
  readonly status: number;
  /** OAuth's error code, such as `expired_token`. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const DeviceAuthorization = z.looseObject({
  device_code: z.string(),
  user_code: z.string(),
  verification_uri: z.string(),
  interval: z.optional(z.number()),
});
const TokenResponse = z.looseObject({ access_token: z.string(), refresh_token: z.optional(z.string()) });
const ErrorResponse = z.looseObject({ error: z.string(), error_description: z.optional(z.string()) });

/**
 * Signs a person in with a device code, by the two requests that Microsoft documents. @azure/identity has a credential for
 * this, but it refuses an authority without https. The live hour would then run other code on Azure than in its tests, which
 * use the emulator.
 * @param showCode shows the code to the person. The client asks for the tokens once the promise has resolved.
 * @param pause waits between two requests for the tokens.
 * @throws EntraRefusal if the person declines or is too late, or if Entra refuses the application.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code
 */
export async function signInWithDeviceCode(
  { authority, tenant, clientId, scopes }: SignInOptions,
  showCode: (code: DeviceCode) => Promise<unknown>,
  pause: (milliseconds: number) => Promise<unknown>,
): Promise<EntraTokens> {
  const address = `${authority}/${tenant}/oauth2/v2.0`;
  const code = DeviceAuthorization.parse(
    await post(`${address}/devicecode`, { client_id: clientId, scope: scopes.join(' ') }),
  );
  await showCode({ verificationUri: code.verification_uri, userCode: code.user_code });
  let intervalMs = (code.interval ?? 5) * 1000;
  for (;;) {
    await pause(intervalMs);
    try {
      return await requestTokens(address, {
        client_id: clientId,
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: code.device_code,
      });
    } catch (error) {
      if (!(error instanceof EntraRefusal)) throw error;
      // RFC 8628 demands five more seconds after each `slow_down`.
      if (error.code === 'slow_down') intervalMs += 5_000;
      else if (error.code !== 'authorization_pending') throw error;
    }
  }
}

/** Gets a token for other scopes with a refresh token. @throws EntraRefusal, for example if the person has not consented. */
export function renewWithRefreshToken(
  { authority, tenant, clientId, scopes }: SignInOptions,
  refreshToken: string,
): Promise<EntraTokens> {
  return requestTokens(`${authority}/${tenant}/oauth2/v2.0`, {
    client_id: clientId,
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    scope: scopes.join(' '),
  });
}

async function requestTokens(address: string, form: Record<string, string>) {
  const { access_token, refresh_token } = TokenResponse.parse(await post(`${address}/token`, form));
  return { accessToken: access_token, refreshToken: refresh_token };
}

async function post(url: string, form: Record<string, string>): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'error',
    signal: AbortSignal.timeout(20_000),
  });
  const json: unknown = await response.json().catch(() => null);
  if (response.ok) return json;
  const { error, error_description = error } = ErrorResponse.catch({ error: 'no_json' }).parse(json);
  throw new EntraRefusal(response.status, error, error_description);
}
