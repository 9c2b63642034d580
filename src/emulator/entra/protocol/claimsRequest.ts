import * as z from 'zod/mini';
import { refusals } from './refusals.ts';

/** What a request demands of its access token beyond scopes, by the `claims` parameter. */
export interface ClaimsRequest {
  /** The client understands claims challenges (`cp1`): its tokens may be revoked before they end. */
  readonly cp1: boolean;
  /** Authentication contexts (`acrs`) that the API demands, such as `c1`. */
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
 * @throws EntraError when `claims` is not what it should be.
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
