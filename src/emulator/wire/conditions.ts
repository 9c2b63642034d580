import * as z from 'zod';
import { callConditions } from './callConditions.ts';

const count = z.int().min(1).max(1_000_000);
const seconds = z.int().min(1).max(86_400);

/** What can be made to go wrong, or to go differently. Everything left out is as usual. */
export const Conditions = z.strictObject({
  /** Access tokens issued from now on live this long. */
  tokenLifetimeSeconds: z.optional(seconds),
  /** The exchange answers this instead. `times` counts down; without it, until the conditions are reset. */
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
  /** Sign-in needs a second proof. */
  mfa: z.optional(z.boolean()),
  /** The account is disabled. */
  disabled: z.optional(z.boolean()),
  /** The tenant lets only administrators consent. */
  adminConsentOnly: z.optional(z.boolean()),
  /** The tenant has no service principal of ACS. */
  noServicePrincipal: z.optional(z.boolean()),
  /** The redirect URIs are registered, but not for a single-page app. Not per person. */
  notSpa: z.optional(z.boolean()),
  /** The ACS resource answers no CORS preflight. Not per person. */
  noAcsCors: z.optional(z.boolean()),
  /** The resource exchanges this many tokens in this time, and answers 429 beyond. Not per person. */
  exchangeQuota: z.optional(z.strictObject({ requests: count, seconds })),
  /** Each signalling frame is this late, in either direction. */
  delaySignallingMs: z.optional(z.int().min(0).max(60_000)),
  /** Signalling sockets stay open and carry nothing: what is sent meanwhile arrives when this ends. */
  silentSignalling: z.optional(z.boolean()),
  /** New signalling sockets are closed with this code. */
  refuseSignalling: z.optional(z.int().min(3000).max(4999)),
  /** `refused`: no offer and no answer gets through. `lost`: no packet does, in calls that are going on as well. */
  media: z.optional(z.enum(['refused', 'lost'])),
  /** Whoever this person calls answers with this end of the call. */
  refuseCalls: z.optional(
    z.strictObject({
      code: z.int().min(400).max(699),
      subCode: z.int().min(0).max(1_000_000),
      /** Rings for so long first. */
      afterMs: z.optional(z.int().min(0).max(80_000)),
      times: z.optional(count),
    }),
  ),
  ...callConditions,
});
export type Conditions = z.infer<typeof Conditions>;

/** `null` takes a condition away. */
export type ConditionChanges = { readonly [Name in keyof Conditions]: Conditions[Name] | null };
export const ConditionChanges = z.strictObject(
  Object.fromEntries(Object.entries(Conditions.shape).map(([name, schema]) => [name, z.nullable(schema)])),
) as unknown as z.ZodType<ConditionChanges>;
