import * as z from 'zod';
import { capabilityNames } from './capabilities.ts';
import { declareCondition, declareSwitch } from './condition.ts';

const milliseconds = z.int().min(0).max(120_000);
const msOrRange = z
  .union([milliseconds, z.tuple([milliseconds, milliseconds]).refine(([least, most]) => least <= most)])
  .describe('A number of milliseconds, or the least and the most milliseconds.');
export type MsRange = z.infer<typeof msOrRange>;

/**
 * The times that the real service takes, as we measured them. Microsoft documents the stages of call set-up, but no
 * figures. The device manager takes 7 s if the SDK cannot reach Microsoft's hosts.
 * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/call-setup-issues/overview
 */
export const serviceTiming = {
  agentMs: [2_000, 5_000],
  callSetupMs: [1_000, 3_000],
  deviceManagerMs: 7_000,
} satisfies { agentMs: MsRange; callSetupMs: MsRange; deviceManagerMs: MsRange };

/** Conditions that concern calls. */
export const callConditions = {
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
   * The service cannot tell a closed page from a page with a lost network. Microsoft asks apps to hang up at
   * `beforeunload`, and does not document what happens otherwise.
   * @see https://learn.microsoft.com/azure/communication-services/concepts/best-practices
   */
  closedPageStays: declareCondition(
    z.strictObject({ forMs: z.int().min(1).max(600_000) }),
    'A user whose page closes without a hang-up stays in the calls this many milliseconds.',
    { forMs: 60_000 },
  ),
  /**
   * `late` delays each event by up to 50 ms. The delay depends on the kind of event, so events of different kinds can
   * arrive in another order. `twice` repeats the events that only say that a property has changed. The documentation
   * promises no order among events, and does not promise that the property has another value at each event. Events with a
   * payload always come once and in order.
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
  /**
   * The page lists this code, and the one of `resumeFails`.
   * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/general-troubleshooting-strategies/understanding-error-codes
   */
  holdFails: declareSwitch('`call.hold()` rejects with 500/41033, and changes nothing.'),
  resumeFails: declareSwitch('`call.resume()` rejects with 500/41034, and changes nothing.'),
  /** @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/capabilities */
  withheldCapabilities: declareCondition(
    z.array(z.enum(capabilityNames)).min(1),
    'A policy takes these capabilities away, in present calls as well. The names are those of the SDK.',
    ['shareScreen', 'turnVideoOn'],
  ),
  /**
   * Microsoft says that adding a person to the call and not to the chat "can result in exceptions" behind an information
   * barrier, and leaves open what happens otherwise.
   * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls#manage-chat-thread
   */
  chatMembersOnly: declareSwitch(
    "`addParticipant` reaches only members of the call's chat: other people leave the roster with 403/0.",
  ),
};

/** @returns a random number of milliseconds within the range; 0 when `range` is `undefined`. */
export function chooseRandomMs(range: MsRange | undefined): number {
  if (range === undefined) return 0;
  const [least, most] = typeof range === 'number' ? [range, range] : range;
  return Math.round(least + Math.random() * (most - least));
}
