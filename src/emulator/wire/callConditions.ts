import * as z from 'zod';
import { capabilityNames } from './capabilities.ts';

const ms = z.int().min(0).max(120_000);
/** One figure, or the least and the most. */
const span = z.union([ms, z.tuple([ms, ms]).refine(([least, most]) => least <= most)]);
export type Span = z.infer<typeof span>;

/**
 * How long the service takes. An agent in 2 to 5 s and a call in 1 to 3 s are what people see; 7 s is what the SDK was
 * seen to take for its first device manager where Microsoft's hosts do not answer. Microsoft names the stages, and no
 * figures.
 * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/call-setup-issues/overview
 */
export const serviceTiming = {
  agentMs: [2_000, 5_000],
  callSetupMs: [1_000, 3_000],
  deviceManagerMs: 7_000,
} satisfies { agentMs: Span; callSetupMs: Span; deviceManagerMs: Span };

/** Conditions of calling: what the service or the SDK does otherwise than an app would like. */
export const callConditions = {
  /** `agentMs` and `deviceManagerMs` hold for everyone only: a page asks before it says whose it is. */
  timing: z.optional(
    z.strictObject({
      /** From `createTeamsCallAgent` to an agent. */
      agentMs: z.optional(span),
      /** From a call's start to its ringing, from its acceptance or joining to its connection. */
      callSetupMs: z.optional(span),
      /** The first `getDeviceManager` of a client. */
      deviceManagerMs: z.optional(span),
    }),
  ),
  /**
   * A page that is closed without hanging up stays in its calls for so long, as the service has to take it for one whose
   * network is away. Microsoft asks apps to hang up at `beforeunload`; it names no figure for those that do not.
   * @see https://learn.microsoft.com/azure/communication-services/concepts/best-practices
   */
  closedPageStays: z.optional(z.strictObject({ forMs: z.int().min(1).max(600_000) })),
  /**
   * `late`: events come up to 50 ms late, each kind by itself, so that those of different kinds change places. `twice`:
   * an event that only says that a property has changed comes once more. `both`. The documentation promises neither an
   * order among events nor that a property differs each time; events with a payload come once and in order.
   * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/events
   */
  eventDelivery: z.optional(z.enum(['late', 'twice', 'both'])),
  /**
   * `createView` rejects with this; 408/43203, 412/43200 and 404/43202 are documented.
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
   * A policy takes these capabilities away, in calls that go on as well.
   * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/capabilities
   */
  withheldCapabilities: z.optional(z.array(z.enum(capabilityNames)).min(1)),
};

/** @returns a figure of a span, in milliseconds; 0 without one. */
export function drawn(span: Span | undefined): number {
  if (span === undefined) return 0;
  const [least, most] = typeof span === 'number' ? [span, span] : span;
  return Math.round(least + Math.random() * (most - least));
}
