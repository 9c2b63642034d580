import * as z from 'zod';
import { capabilityNames } from './capabilities.ts';

const ms = z.int().min(0).max(120_000);
/** A number of milliseconds, or the least and the most of a range. */
const span = z.union([ms, z.tuple([ms, ms]).refine(([least, most]) => least <= most)]);
export type Span = z.infer<typeof span>;

/**
 * The service's times, as measured: Microsoft documents the stages of call set-up without figures. The device manager
 * takes 7 s where the SDK cannot reach Microsoft's hosts.
 * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/call-setup-issues/overview
 */
export const serviceTiming = {
  agentMs: [2_000, 5_000],
  callSetupMs: [1_000, 3_000],
  deviceManagerMs: 7_000,
} satisfies { agentMs: Span; callSetupMs: Span; deviceManagerMs: Span };

/** The conditions of calls: what the service or the SDK does in another way than an app would like. */
export const callConditions = {
  /** `agentMs` and `deviceManagerMs` can only be set for everyone: a page asks for them before it sends a token. */
  timing: z.optional(
    z.strictObject({
      /** Until `createTeamsCallAgent` resolves. */
      agentMs: z.optional(span),
      /** From the start of a call until it rings, and from its acceptance, or from joining, until it is connected. */
      callSetupMs: z.optional(span),
      /** Until the first `getDeviceManager` of a client resolves. */
      deviceManagerMs: z.optional(span),
    }),
  ),
  /**
   * How long a page that closes without hanging up stays in its calls, because the service cannot tell it from one with
   * a lost network. Microsoft asks apps to hang up at `beforeunload`, and documents no figure for those that do not.
   * @see https://learn.microsoft.com/azure/communication-services/concepts/best-practices
   */
  closedPageStays: z.optional(z.strictObject({ forMs: z.int().min(1).max(600_000) })),
  /**
   * `late` delays events by up to 50 ms, each kind by another time, so that events of different kinds change places.
   * `twice` repeats events that only say that a property has changed. The documentation promises neither an order among
   * events nor that a property differs each time. Events with a payload come once and in order.
   * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/events
   */
  eventDelivery: z.optional(z.enum(['late', 'twice', 'both'])),
  /**
   * `createView` rejects with this code and subcode. 408/43203, 412/43200 and 404/43202 are documented.
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
  /** `call.resume()` rejects with 500/41034 and changes nothing; the same page lists it. */
  resumeFails: z.optional(z.boolean()),
  /**
   * Capabilities that a policy takes away, at once, in calls that exist as well.
   * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/capabilities
   */
  withheldCapabilities: z.optional(z.array(z.enum(capabilityNames)).min(1)),
};

/** @returns a random number of milliseconds within a span; 0 without one. */
export function drawn(span: Span | undefined): number {
  if (span === undefined) return 0;
  const [least, most] = typeof span === 'number' ? [span, span] : span;
  return Math.round(least + Math.random() * (most - least));
}
