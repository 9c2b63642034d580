import * as z from 'zod/mini';
import { refusals } from './refusals.ts';

/** What the parameter `claims` of a request says about the client, and demands of the access token. */
export interface ClaimsRequest {
  /** Whether the client handles claims challenges (capability `cp1`). Entra can revoke its tokens before they expire. */
  readonly handlesChallenges: boolean;
  /** Authentication contexts that the API demands, such as `c1`. */
  readonly acrs: readonly string[];
}

const ClaimsParameter = z.object({
  access_token: z.optional(
    z.object({
      xms_cc: z.optional(z.object({ values: z.array(z.string()) })),
      acrs: z.optional(z.object({ value: z.optional(z.string()), values: z.optional(z.array(z.string())) })),
    }),
  ),
});

/**
 * Reads the parameter `claims`, a JSON text.
 * @throws EntraError 50161 for a parameter that is not a claims request.
 * @see https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
export function parseClaims(claims: string | undefined): ClaimsRequest {
  if (claims === undefined) return { handlesChallenges: false, acrs: [] };
  let json: unknown;
  try {
    json = JSON.parse(claims);
  } catch {
    throw refusals.invalidClaimsParameter();
  }
  const parsed = ClaimsParameter.safeParse(json);
  if (!parsed.success) throw refusals.invalidClaimsParameter();
  const { xms_cc: capabilities, acrs } = parsed.data.access_token ?? {};
  const singleContext = acrs?.value === undefined ? [] : [acrs.value];
  return {
    handlesChallenges: capabilities?.values.includes('cp1') ?? false,
    acrs: [...singleContext, ...(acrs?.values ?? [])],
  };
}
