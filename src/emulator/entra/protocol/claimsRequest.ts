import * as z from 'zod/mini';
import { refusals } from './refusals.ts';

/** What the `claims` parameter of a request demands of the access token. */
export interface ClaimsRequest {
  /** Whether the client handles claims challenges (`cp1`), so that its tokens may be revoked before they expire. */
  readonly cp1: boolean;
  /** Authentication contexts that the API demands, such as `c1`. */
  readonly acrs: readonly string[];
}

const Claims = z.object({
  access_token: z.optional(
    z.object({
      xms_cc: z.optional(z.object({ values: z.array(z.string()) })),
      acrs: z.optional(z.object({ value: z.optional(z.string()), values: z.optional(z.array(z.string())) })),
    }),
  ),
});

/**
 * @throws EntraError 50161 for a parameter that is not a claims request.
 * @see https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
export function parseClaims(claims: string | undefined): ClaimsRequest {
  if (claims === undefined) return { cp1: false, acrs: [] };
  let json: unknown;
  try {
    json = JSON.parse(claims);
  } catch {
    throw refusals.claims();
  }
  const read = Claims.safeParse(json);
  if (!read.success) throw refusals.claims();
  const { xms_cc: capabilities, acrs } = read.data.access_token ?? {};
  return {
    cp1: capabilities?.values.includes('cp1') ?? false,
    acrs: [...(acrs?.value === undefined ? [] : [acrs.value]), ...(acrs?.values ?? [])],
  };
}
