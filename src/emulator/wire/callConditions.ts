import * as z from 'zod';
import { capabilityNames } from './capabilities.ts';

const milliseconds = z.int().min(0).max(120_000);
/** A number of milliseconds, or a range with its least and its most milliseconds, both included. */
const msOrRange = z.union([
  milliseconds,
  z.tuple([milliseconds, milliseconds]).refine(([least, most]) => least <= most),
]);
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

/**
 * Conditions that concern calls. A condition is a fault, or another unusual behaviour of the service or the SDK, that a
 * developer or a test switches on in the emulator.
 */
export const callConditions = {
  /**
   * Delays the emulator as the real service would. `agentMs` and `deviceManagerMs` can only be set for all users together:
   * the page asks for these two before it sends a token, so the emulator does not know the user yet.
   */
  timing: z.optional(
    z.strictObject({
      /** The time until `createTeamsCallAgent` resolves. */
      agentMs: z.optional(msOrRange),
      /** The time from `startCall` until the call rings, and from `accept` or `join` until the call is connected. */
      callSetupMs: z.optional(msOrRange),
      /** The time until the first `getDeviceManager` of a `CallClient` resolves. */
      deviceManagerMs: z.optional(msOrRange),
    }),
  ),
  /**
   * How many milliseconds a page stays in its calls after it was closed without hanging up. The service cannot tell a
   * closed page from a page with a lost network. Microsoft asks apps to hang up at `beforeunload`, and does not document
   * what happens otherwise.
   * @see https://learn.microsoft.com/azure/communication-services/concepts/best-practices
   */
  closedPageStays: z.optional(z.strictObject({ forMs: z.int().min(1).max(600_000) })),
  /**
   * How the SDK's events reach the app. `late` delays each event by up to 50 ms. The delay depends on the kind of event,
   * so events of different kinds can arrive in another order. `twice` repeats the events that only say that a property
   * has changed. `both` means late and twice. The documentation promises no order among events, and does not promise that
   * the property has another value at each event. Events with a payload always come once and in order.
   * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/events
   */
  eventDelivery: z.optional(z.enum(['late', 'twice', 'both'])),
  /**
   * `VideoStreamRenderer.createView` rejects with this code and subcode. Microsoft documents 408/43203, 412/43200 and
   * 404/43202.
   * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/video-issues/overview
   */
  rendererFails: z.optional(
    z.strictObject({ code: z.int().min(400).max(599), subCode: z.int().min(0).max(1_000_000) }),
  ),
  /**
   * `call.hold()` rejects with 500/41033 and changes nothing.
   * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/general-troubleshooting-strategies/understanding-error-codes
   */
  holdFails: z.optional(z.boolean()),
  /** `call.resume()` rejects with 500/41034 and changes nothing. The page that `holdFails` links to lists this code. */
  resumeFails: z.optional(z.boolean()),
  /**
   * Capabilities that a Teams policy takes away from the user. The change also applies at once to running calls.
   * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/capabilities
   */
  withheldCapabilities: z.optional(z.array(z.enum(capabilityNames)).min(1)),
  /**
   * `addParticipant` reaches only members of the call's chat. Microsoft says that adding a person to the call and not to
   * the chat "can result in exceptions" behind an information barrier, and leaves open what happens otherwise.
   * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls#manage-chat-thread
   */
  chatMembersOnly: z.optional(z.boolean()),
};

/** @returns a random number of milliseconds within the range; 0 when `range` is `undefined`. */
export function chooseRandomMs(range: MsRange | undefined): number {
  if (range === undefined) return 0;
  const [least, most] = typeof range === 'number' ? [range, range] : range;
  return Math.round(least + Math.random() * (most - least));
}
