import * as z from 'zod';
import { answerConditions } from './answerConditions.ts';
import { callConditions } from './callConditions.ts';
import { consentPolicies } from './consentPolicies.ts';

const count = z.int().min(1).max(1_000_000);
const seconds = z.int().min(1).max(86_400);

/**
 * The emulator's conditions. A condition is a fault, or another unusual behaviour, that a developer or a test switches
 * on, for one user or for everyone. A condition without a value is switched off.
 */
export const Conditions = z.strictObject({
  /** The lifetime of access tokens that the emulator issues from now on. */
  tokenLifetimeSeconds: z.optional(seconds),
  /**
   * The lifetime of ACS tokens that the emulator issues from now on, whatever the lifetime of the Teams token is. Microsoft
   * says that both expire together; developers have seen 75 minutes.
   */
  acsTokenLifetimeSeconds: z.optional(seconds),
  /** The exchange hands out tokens of another ACS resource, as a token service does that moves the user to it. */
  otherAcsResource: z.optional(z.boolean()),
  /**
   * While the user is in a call, signalling refuses tokens of another ACS resource than that of the token with which the
   * call agent connected. No document says whether such a token is accepted.
   */
  callsKeepAcsResource: z.optional(z.boolean()),
  /**
   * The exchange of a Teams token for an ACS token fails with this status and code. `times` is the number of exchanges
   * that fail. Without `times`, every exchange fails until the condition is reset.
   */
  refuseExchange: z.optional(
    z.strictObject({
      status: z.int().min(400).max(599),
      code: z.string(),
      times: z.optional(count),
      retryAfterSeconds: z.optional(seconds),
    }),
  ),
  /** How many milliseconds each exchange takes. */
  delayExchangeMs: z.optional(z.int().min(0).max(120_000)),
  /** How many milliseconds late Graph answers each request. */
  delayGraphMs: z.optional(z.int().min(0).max(120_000)),
  /** Graph answers 429 to the next `times` requests. Without `times`, to every request until the condition is reset. */
  throttleGraph: z.optional(z.strictObject({ times: z.optional(count), retryAfterSeconds: seconds })),
  /**
   * Which chat Graph creates for a call between the user and telephones. `userAlone`: only a chat with the user as its
   * one member. `withNobody`: only a chat with the user and the member 00000000-0000-0000-0000-000000000000, as
   * Microsoft recommends. By default, both.
   * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls#manage-chat-thread
   */
  telephoneChats: z.optional(z.enum(['userAlone', 'withNobody'])),
  /**
   * Graph answers at most `requests` requests about presence within `seconds`, for one application in one tenant, and 429 to
   * further requests. By default 1,500 within 30 s, which is Microsoft's limit. This condition can only be set for everyone.
   * @see https://learn.microsoft.com/graph/throttling-limits#cloud-communication-service-limits
   */
  presenceLimit: z.optional(z.strictObject({ requests: count, seconds })),
  /** The user has no Teams licence. */
  noLicence: z.optional(z.boolean()),
  /**
   * The token service's identity has no Azure role on the ACS resource. The resource then refuses an exchange that is
   * authorised by an Entra token of this identity.
   */
  noRole: z.optional(z.boolean()),
  /** Sign-in needs a second factor. */
  mfa: z.optional(z.boolean()),
  /** An administrator has disabled the account. */
  disabled: z.optional(z.boolean()),
  /** Which permissions users may consent to. It replaces the policy of the directory's tenants. */
  userConsent: z.optional(z.enum(consentPolicies)),
  /**
   * Entra leaves these permissions out of Teams tokens, and out of the scopes that it names beside a token, although the user
   * has consented to them.
   */
  withheldPermissions: z.optional(z.array(z.enum(['Teams.ManageCalls', 'Teams.ManageChats'])).min(1)),
  /** The tenant has no service principal of ACS. */
  noServicePrincipal: z.optional(z.boolean()),
  /** The redirect URIs are not registered for a single-page app. This condition can only be set for everyone. */
  notSpa: z.optional(z.boolean()),
  /**
   * The application does not allow public client flows, so that it gets no token for a device code. This condition can only be
   * set for everyone.
   */
  noPublicClient: z.optional(z.boolean()),
  /** The ACS resource answers no CORS preflight. This condition can only be set for everyone. */
  noAcsCors: z.optional(z.boolean()),
  /**
   * The ACS resource exchanges at most `requests` tokens within `seconds`, and answers 429 to further requests. This
   * condition can only be set for everyone.
   */
  exchangeQuota: z.optional(z.strictObject({ requests: count, seconds })),
  /** The delay of each frame (WebSocket message) of signalling, in either direction. */
  delaySignallingMs: z.optional(z.int().min(0).max(60_000)),
  /** Signalling sockets stay open, but no frame arrives until the condition ends. Then all frames arrive in order. */
  silentSignalling: z.optional(z.boolean()),
  /** The server closes new signalling sockets with this code. */
  refuseSignalling: z.optional(z.int().min(3000).max(4999)),
  /** `refused` drops WebRTC offers and answers. `lost` drops all media packets, in running calls too. */
  media: z.optional(z.enum(['refused', 'lost'])),
  /** The next `times` calls that the user places end with this code and subcode. Without `times`, all of them do. */
  refuseCalls: z.optional(
    z.strictObject({
      code: z.int().min(400).max(699),
      subCode: z.int().min(0).max(1_000_000),
      /** For how many milliseconds each of these calls rings before it ends. By default, 0. */
      afterMs: z.optional(z.int().min(0).max(80_000)),
      times: z.optional(count),
    }),
  ),
  ...callConditions,
  ...answerConditions,
});
export type Conditions = z.infer<typeof Conditions>;

/** Changes of conditions: each name with its new value. `null` switches a condition off. */
export type ConditionChanges = { readonly [Name in keyof Conditions]: Conditions[Name] | null };
// TypeScript cannot infer the type of a schema that is built from the shape of another one.
export const ConditionChanges = z.strictObject(
  Object.fromEntries(Object.entries(Conditions.shape).map(([name, schema]) => [name, z.nullable(schema)])),
) as unknown as z.ZodType<ConditionChanges>;
