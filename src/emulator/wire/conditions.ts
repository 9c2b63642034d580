import * as z from 'zod';
import { teamsPermissions } from '../../contract/teamsPermissions.ts';
import { answerConditions } from './answerConditions.ts';
import { callConditions } from './callConditions.ts';
import { declareCondition, declareSwitch } from './condition.ts';
import { consentPolicies } from './consentPolicies.ts';

const count = z.int().min(1).max(1_000_000);
const seconds = z.int().min(1).max(86_400);

/** The emulator's conditions, for one user or for everyone. A condition without a value is switched off. */
export const Conditions = z
  .strictObject({
    tokenLifetimeSeconds: declareCondition(
      seconds,
      'New tokens of Entra and ACS live this many seconds.',
      120,
    ),
    // Microsoft says that both tokens expire together; developers have seen 75 minutes.
    acsTokenLifetimeSeconds: declareCondition(
      seconds,
      'New ACS tokens live this many seconds, shorter or longer than the Teams token.',
      4_500,
    ),
    otherAcsResource: declareSwitch(
      'The token exchange hands out tokens of another ACS resource, as a token service does that moves the user to it.',
    ),
    // No document says whether such a token is accepted.
    callsKeepAcsResource: declareSwitch(
      'During a call, signalling refuses a renewed token of another ACS resource: the socket closes with 4401.',
    ),
    refuseExchange: declareCondition(
      z.strictObject({
        status: z.int().min(400).max(599),
        code: z.string(),
        times: z.optional(count),
        retryAfterSeconds: z.optional(seconds),
      }),
      'The token exchange answers with this error, `times` times, or until the condition is removed. Add `retryAfterSeconds` to a 429.',
      { status: 503, code: 'ServiceUnavailable', times: 2 },
    ),
    delayExchangeMs: declareCondition(
      z.int().min(0).max(120_000),
      'The token exchange answers this many milliseconds late.',
      5_000,
    ),
    exchangeQuota: declareCondition(
      z.strictObject({ requests: count, seconds }),
      'The token exchange answers 429 above this rate. For everyone only.',
      { requests: 500, seconds: 30 },
    ),
    delayGraphMs: declareCondition(
      z.int().min(0).max(120_000),
      'Graph answers this many milliseconds late.',
      5_000,
    ),
    throttleGraph: declareCondition(
      z.strictObject({ times: z.optional(count), retryAfterSeconds: seconds }),
      'Graph answers 429, `times` times, or until the condition is removed.',
      { retryAfterSeconds: 10, times: 3 },
    ),
    /** @see https://learn.microsoft.com/graph/throttling-limits#cloud-communication-service-limits */
    presenceLimit: declareCondition(
      z.strictObject({ requests: count, seconds }),
      'Graph answers 429 to requests about presence above this rate, for one application in one tenant. By default 1,500 requests in 30 s. For everyone only.',
      { requests: 10, seconds: 30 },
    ),
    noLicence: declareSwitch('The exchange finds no Teams licence: 403.'),
    noRole: declareSwitch(
      'An exchange that an Entra token authorises finds no role on the ACS resource: 403.',
    ),
    mfa: declareSwitch('Sign-in needs step-up, a second factor.'),
    disabled: declareSwitch('The account is disabled.'),
    userConsent: declareCondition(
      z.enum(consentPolicies),
      "Users may consent to these permissions, in place of [their tenant's policy](emulator-directory.md#consent).",
      'nothing',
    ),
    withheldPermissions: declareCondition(
      z.array(z.enum(teamsPermissions)).min(1),
      'Teams tokens, and the scopes that Entra names beside them, lack these permissions, although the user has consented to them. The exchange then answers 401.',
      ['Teams.ManageChats'],
    ),
    noServicePrincipal: declareSwitch('The tenant has no service principal of ACS.'),
    notSpa: declareSwitch(
      'The redirect URIs are not registered for a single-page app (SPA). For everyone only.',
    ),
    noPublicClient: declareSwitch(
      'The application does not allow public client flows: no token for a device code. For everyone only.',
    ),
    noAcsCors: declareSwitch('The ACS resource answers no CORS preflight. For everyone only.'),
    delaySignallingMs: declareCondition(
      z.int().min(0).max(60_000),
      'Each signalling frame arrives this many milliseconds late, in both directions.',
      500,
    ),
    silentSignalling: declareSwitch(
      'Signalling sockets stay open and carry nothing. The frames arrive in order once the condition is removed.',
    ),
    refuseSignalling: declareCondition(
      z.int().min(3000).max(4999),
      'New signalling sockets are closed with this code, 3000 to 4999.',
      4_000,
    ),
    media: declareCondition(
      z.enum(['refused', 'lost']),
      '`lost`: no packet gets through, in present calls as well (there the drop-in SDK stops sending and reports the loss). `refused`: no offer and no answer gets through, so that calls that are being set up end with 410/301004 after 30 s.',
      'lost',
      'refused',
    ),
    refuseCalls: declareCondition(
      z.strictObject({
        code: z.int().min(400).max(699),
        subCode: z.int().min(0).max(1_000_000),
        afterMs: z.optional(z.int().min(0).max(80_000)),
        times: z.optional(count),
      }),
      'The calls of the user end with this code, `times` times, or until the condition is removed. Each call rings for `afterMs` before, by default 0.',
      { code: 486, subCode: 0, afterMs: 1_000, times: 1 },
    ),
    ...callConditions,
    ...answerConditions,
    /** @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls#manage-chat-thread */
    telephoneChats: declareCondition(
      z.enum(['userAlone', 'withNobody']),
      'Which chat Graph creates for a call between the user and telephones. `userAlone`: no chat with the member `00000000-0000-0000-0000-000000000000`. `withNobody`: no chat with the user alone. By default, it creates both.',
      'withNobody',
    ),
  })
  .meta({
    title: 'Conditions',
    description:
      'The conditions of the emulator. A condition is a fault, or another unusual behaviour of the service.',
  });
export type Conditions = z.infer<typeof Conditions>;

/** Changes of conditions: each name with its new value. `null` switches a condition off. */
export type ConditionChanges = { readonly [Name in keyof Conditions]: Conditions[Name] | null };

type Shape = typeof Conditions.shape;
/** The fields of a request that changes conditions. */
export const conditionChanges = Object.fromEntries(
  Object.entries(Conditions.shape).map(([name, schema]) => [name, z.nullable(schema)]),
  // TypeScript cannot infer the type of a shape that is built from another one.
) as { [Name in keyof Shape]: z.ZodNullable<Shape[Name]> };
