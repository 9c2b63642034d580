import type * as z from 'zod/mini';
import type { Refusal } from '../../wire/protocol.ts';
import type { Call, Participant } from '../calls/call.ts';
import { refusal } from '../calls/refusal.ts';

/** The server's side of a call feature. */
export interface CallFeature {
  /** The name in the SDK's `Features`, with a small first letter: `raiseHand`. */
  readonly name: string;
  /**
   * Handles what a participant asks for. If it is refused, nothing changes.
   * @param what as the client sent it, not checked yet.
   */
  readonly handle: (call: Call, self: Participant, what: unknown) => Refusal | undefined;
}

/**
 * Defines a feature.
 * @param schema what participants may ask for. Anything else is refused with 400/0.
 * @param run handles a checked request, with `setSharedValue` and `sendFeatureMessage`.
 */
export function callFeature<Request>(
  name: string,
  schema: z.ZodMiniType<Request>,
  run: (call: Call, self: Participant, request: Request) => Refusal | undefined,
): CallFeature {
  return {
    name,
    handle(call, self, what) {
      const parsed = schema.safeParse(what);
      return parsed.success
        ? run(call, self, parsed.data)
        : refusal(400, 0, `${name}: the request is not valid.`);
    },
  };
}

/** The refusal of a request that names participants none of whom has joined. */
export const noneJoined = (feature: string): Refusal =>
  refusal(400, 0, `${feature}: none of these participants is in the call.`);
