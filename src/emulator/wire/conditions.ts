import * as z from 'zod';
import { teamsPermissions } from '../../contract/teamsPermissions.ts';
import { capabilityNames } from './capabilities.ts';
import { consentPolicies } from './consentPolicies.ts';
import { nameUnknownKeys } from './unknownKeys.ts';
import { mediaFlagNames, networkFlagNames, networkQualityNames } from './diagnosticNames.ts';
import { Network } from './network.ts';

/**
 * Declares a condition: a fault, or another unusual behaviour, that a developer or a test switches on in the emulator.
 * @param description what happens while the condition holds, for readers of `docs/emulator-controls.md`.
 */
const declareCondition = <Schema extends z.ZodType>(
  schema: Schema,
  description: string,
  ...examples: z.input<Schema>[]
) => z.optional(schema).meta({ description, examples });

const declareSwitch = (description: string) => declareCondition(z.boolean(), description, true);

const milliseconds = z.int().min(0).max(120_000);
const msOrRange = z
  .union([milliseconds, z.tuple([milliseconds, milliseconds]).refine(([least, most]) => least <= most)])
  .describe('A number of milliseconds, or the least and the most milliseconds.');
export type MsRange = z.infer<typeof msOrRange>;

/**
 * How long the real service takes, as we measured it: Microsoft documents no figures. `deviceManagerMs` was measured without
 * access to Microsoft's hosts.
 */
export const serviceTiming = {
  agentMs: [2_000, 5_000],
  callSetupMs: [1_000, 3_000],
  deviceManagerMs: 7_000,
} satisfies { agentMs: MsRange; callSetupMs: MsRange; deviceManagerMs: MsRange };

const createDiagnostics = <Name extends string, Value extends z.ZodType>(
  names: readonly Name[],
  value: Value,
) =>
  Object.fromEntries(names.map((name) => [name, z.optional(value)])) as {
    // `Object.fromEntries` loses the names.
    [Key in Name]: z.ZodOptional<Value>;
  };
const Diagnostics = z.strictObject(
  {
    ...createDiagnostics(
      networkQualityNames,
      z.enum(['Good', 'Poor', 'Bad'], { error: 'Good, Poor or Bad is needed.' }),
    ),
    ...createDiagnostics(
      [...networkFlagNames, ...mediaFlagNames],
      z.boolean({ error: 'true or false is needed.' }),
    ),
  },
  { error: nameUnknownKeys('no diagnostic') },
);

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
    // Microsoft says that the ACS token expires together with the Teams token, but developers have seen it live 75 minutes.
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
      milliseconds,
      'The token exchange answers this many milliseconds late.',
      5_000,
    ),
    exchangeQuota: declareCondition(
      z.strictObject({ requests: count, seconds }),
      'The token exchange answers 429 above this rate. For everyone only.',
      { requests: 500, seconds: 30 },
    ),
    delayGraphMs: declareCondition(milliseconds, 'Graph answers this many milliseconds late.', 5_000),
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
    /** @see https://learn.microsoft.com/onedrive/developer/rest-api/concepts/errors */
    oneDrive: declareCondition(
      z.enum(['full', 'refused']),
      "The user's OneDrive takes no file. `full`: 507 to each upload. `refused`: 403 to every request.",
      'full',
    ),
    noLicence: declareSwitch('The exchange finds no Teams licence: 403.'),
    noTeamsPhoneLicence: declareSwitch(
      'The exchange for Teams Phone extensibility finds no Teams Phone licence: 403.',
    ),
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
    network: declareCondition(
      Network,
      `What the user's network does to media packets, in both directions or only in \`to\` and \`from\`; see _The network laboratory_.`,
      { lossPercent: 10, kbps: 200 },
      { preset: 'train' },
      { to: { delayMs: 300, jitterMs: 50 }, from: { outage: true } },
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
    timing: declareCondition(
      z.strictObject({
        agentMs: z.optional(msOrRange).describe('The time until `createTeamsCallAgent` resolves.'),
        callSetupMs: z
          .optional(msOrRange)
          .describe(
            'The time from `startCall` until the call rings, and from `accept` or `join` until the call is connected.',
          ),
        deviceManagerMs: z
          .optional(msOrRange)
          .describe('The time until the first `getDeviceManager` of a `CallClient` resolves.'),
      }),
      // The page asks for `agentMs` and `deviceManagerMs` before it sends a token, so the emulator does not know the user yet.
      'These steps take this many milliseconds: one number, or minimum and maximum; see _As strict as the service_. `agentMs` and `deviceManagerMs` can be set for everyone only.',
      serviceTiming,
    ),
    /**
     * The service cannot tell a closed page from a lost network. Microsoft asks apps to hang up at `beforeunload`.
     * @see https://learn.microsoft.com/azure/communication-services/concepts/best-practices
     */
    closedPageStays: declareCondition(
      z.strictObject({ forMs: z.int().min(1).max(600_000) }),
      'A user whose page closes without a hang-up stays in the calls this many milliseconds.',
      { forMs: 60_000 },
    ),
    diagnostics: declareCondition(
      Diagnostics,
      'These user-facing diagnostics have these values in all calls of the user, whatever is measured.',
      { networkReceiveQuality: 'Bad', noNetwork: true },
    ),
    camera: declareCondition(
      z.enum(['frozen', 'black', 'unplugged', 'denied']),
      'The camera stands still or is black, in present calls as well; or it is not listed, or its permission is taken away, so that present videos end.',
      'frozen',
      'denied',
    ),
    microphone: declareCondition(
      z.enum(['silent', 'unplugged', 'denied']),
      'The microphone delivers silence, in present calls as well; or it is not listed, or its permission is taken away.',
      'silent',
      'unplugged',
    ),
    /**
     * `late` delays each event by up to 50 ms, so events of different kinds may change their order. `twice` repeats events that
     * say only that a property has changed. Microsoft promises neither an order nor that the property has really changed.
     * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/events
     */
    eventDelivery: declareCondition(
      z.enum(['late', 'twice', 'both']),
      'Events of the SDK come `late`, `twice`, or both.',
      'both',
    ),
    /**
     * Microsoft documents 408/43203, 412/43200 and 404/43202.
     * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/video-issues/overview
     */
    rendererFails: declareCondition(
      z.strictObject({ code: z.int().min(400).max(599), subCode: z.int().min(0).max(1_000_000) }),
      '`VideoStreamRenderer.createView` rejects with this code.',
      { code: 408, subCode: 43_203 },
    ),
    holdFails: declareSwitch('`call.hold()` rejects with 500/41033, and changes nothing.'),
    resumeFails: declareSwitch('`call.resume()` rejects with 500/41034, and changes nothing.'),
    /** @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/capabilities */
    withheldCapabilities: declareCondition(
      z.array(z.enum(capabilityNames)).min(1),
      'A policy takes these capabilities away, in present calls as well. The names are those of the SDK.',
      ['shareScreen', 'turnVideoOn'],
    ),
    /**
     * Microsoft says only that this "can result in exceptions" behind an information barrier.
     * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls#manage-chat-thread
     */
    chatMembersOnly: declareSwitch(
      "`addParticipant` reaches only members of the call's chat: other people leave the roster with 403/0.",
    ),
    // Under the following conditions, the SDK does not behave as it does by default. Microsoft documents neither behaviour, or
    // its pages contradict each other, so a calling app must cope with both.
    /**
     * Users of SDK 1.23 saw this after more than 15 changes in 30 seconds.
     * @see https://github.com/Azure/azure-sdk-for-js/issues/29391
     */
    muteLimit: declareCondition(
      z.strictObject({ changes: z.int().min(1).max(1_000), seconds: z.int().min(1).max(600) }),
      '`mute()` and `unmute()` of a call above this rate reject with 429/0, while `isMuted` changes nevertheless; see _As strict as the service_.',
      { changes: 15, seconds: 30 },
    ),
    /** Until then, the SDK ignores a request for the state that `isMuted` still shows. */
    lateMuteMs: declareCondition(
      z.int().min(1).max(60_000),
      '`isMuted` and the sound change this many milliseconds after `mute()` or `unmute()` has resolved.',
      300,
    ),
    muteFailsBeforeConnected: declareSwitch(
      '`mute`, `unmute`, `muteIncomingAudio` and `unmuteIncomingAudio` reject with 400/0 until the call is connected.',
    ),
    holdFailsInRemoteHold: declareSwitch(
      '`call.hold()` rejects with 500/41033 in the state `RemoteHold`, in which only the other participant holds the call.',
    ),
    otherIncomingId: declareSwitch(
      'An incoming call has another `id` than the call that `accept()` returns.',
    ),
    callEndReason: declareCondition(
      z.enum(['late', 'missing']),
      '`callEndReason` of a call or incoming call is undefined when the event of its end comes. `late` sets it half a second later, `missing` never.',
      'late',
    ),
    /**
     * Microsoft's table says that such calls have no captions, but the capabilities of the call say that they have.
     * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/teams-user/phone-capabilities
     */
    noPhoneCaptions: declareSwitch('`startCaptions` rejects with 403/0 in calls with a phone number.'),
    /** @see https://learn.microsoft.com/javascript/api/azure-communication-services/@azure/communication-calling/captionscallfeature */
    plainCaptions: declareSwitch(
      'Captions have the kind `Captions`, which cannot be translated, instead of `TeamsCaptions`. In a running call `CaptionsKindChanged` announces the change, and captions must be started again.',
    ),
    /** Microsoft's table of phone capabilities, linked above, names this state, and says that early media is not supported. */
    earlyMedia: declareSwitch(
      'A call to a phone number has the state `EarlyMedia` instead of `Ringing`, and a ringback tone is heard.',
    ),
    transferredCallEnds: declareCondition(
      z.strictObject({
        afterMs: z.int().min(0).max(60_000),
        code: z.int().min(0).max(699),
        subCode: z.int().min(0).max(1_000_000),
      }),
      'The former call of a user who was transferred ends this many milliseconds after the new call was connected, and with this code. By default it ends at once with 0/0.',
      { afterMs: 5_000, code: 410, subCode: 3101 },
    ),
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
/** The fields of a request that changes conditions: those of `Conditions`, which may also be `null`. */
export const conditionChanges = Object.fromEntries(
  Object.entries(Conditions.shape).map(([name, schema]) => [name, z.nullable(schema)]),
  // `Object.fromEntries` loses the types of the fields.
) as { [Name in keyof Shape]: z.ZodNullable<Shape[Name]> };

/** @returns a random number of milliseconds within the range; 0 when `range` is `undefined`. */
export function chooseRandomMs(range: MsRange | undefined): number {
  if (range === undefined) return 0;
  const [least, most] = typeof range === 'number' ? [range, range] : range;
  return Math.round(least + Math.random() * (most - least));
}
