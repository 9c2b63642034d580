import * as z from 'zod';
import { callConditions } from './callConditions.ts';

const count = z.int().min(1).max(1_000_000);
const seconds = z.int().min(1).max(86_400);

/** Conditions: what goes wrong, or in another way. A condition that is left out does not hold. */
export const Conditions = z.strictObject({
  /** The lifetime of access tokens that are issued from now on. */
  tokenLifetimeSeconds: z.optional(seconds),
  /** The answer of the exchange. `times` counts down; without it, the condition holds until it is reset. */
  refuseExchange: z.optional(
    z.strictObject({
      status: z.int().min(400).max(599),
      code: z.string(),
      times: z.optional(count),
      retryAfterSeconds: z.optional(seconds),
    }),
  ),
  delayExchangeMs: z.optional(z.int().min(0).max(120_000)),
  /** Graph answers 429. */
  throttleGraph: z.optional(z.strictObject({ times: z.optional(count), retryAfterSeconds: seconds })),
  noLicence: z.optional(z.boolean()),
  /** No Azure role on the ACS resource: exchanges with an Entra bearer are refused. */
  noRole: z.optional(z.boolean()),
  /** Sign-in needs a second factor. */
  mfa: z.optional(z.boolean()),
  /** The account is disabled. */
  disabled: z.optional(z.boolean()),
  /** The tenant lets only administrators consent. */
  adminConsentOnly: z.optional(z.boolean()),
  /** The tenant has no service principal of ACS. */
  noServicePrincipal: z.optional(z.boolean()),
  /** The redirect URIs are not registered for a single-page app. For everyone only. */
  notSpa: z.optional(z.boolean()),
  /** The ACS resource answers no CORS preflight. For everyone only. */
  noAcsCors: z.optional(z.boolean()),
  /** The resource exchanges this many tokens in this time, and answers 429 beyond. For everyone only. */
  exchangeQuota: z.optional(z.strictObject({ requests: count, seconds })),
  /** The delay of each signalling frame, in either direction. */
  delaySignallingMs: z.optional(z.int().min(0).max(60_000)),
  /** Signalling sockets stay open, but frames arrive only when the condition ends. */
  silentSignalling: z.optional(z.boolean()),
  /** New signalling sockets are closed with this code. */
  refuseSignalling: z.optional(z.int().min(3000).max(4999)),
  /** `refused` drops offers and answers. `lost` drops all packets, in calls that exist as well. */
  media: z.optional(z.enum(['refused', 'lost'])),
  /** Calls that this user places end with this end reason. */
  refuseCalls: z.optional(
    z.strictObject({
      code: z.int().min(400).max(699),
      subCode: z.int().min(0).max(1_000_000),
      /** How long it rings first. */
      afterMs: z.optional(z.int().min(0).max(80_000)),
      times: z.optional(count),
    }),
  ),
  ...callConditions,
});
export type Conditions = z.infer<typeof Conditions>;

/** `null` resets a condition. */
export type ConditionChanges = { readonly [Name in keyof Conditions]: Conditions[Name] | null };
export const ConditionChanges = z.strictObject(
  Object.fromEntries(Object.entries(Conditions.shape).map(([name, schema]) => [name, z.nullable(schema)])),
) as unknown as z.ZodType<ConditionChanges>;
