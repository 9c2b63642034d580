import type * as z from 'zod/mini';
import type { Refusal } from '../../wire/protocol.ts';
import type { Call, Participant } from '../calls/call.ts';
import { createRefusal } from '../calls/capabilities.ts';

/** The server's side of a call feature of the SDK, such as `Features.RaiseHand`. */
export interface CallFeature {
  /** The feature's name in the SDK, but with a small first letter: `raiseHand`. */
  readonly name: string;
  /** Checks a request's form, and runs it. @returns `undefined`, or the refusal of a request that has changed nothing. */
  readonly handle: (call: Call, sender: Participant, request: unknown) => Refusal | undefined;
}

/** @param schema the form of the feature's requests. One of another form is refused with code 400 and subcode 0. */
export function defineFeature<Request>(
  name: string,
  schema: z.ZodMiniType<Request>,
  run: (call: Call, sender: Participant, request: Request) => Refusal | undefined,
): CallFeature {
  return {
    name,
    handle(call, sender, request) {
      const parsed = schema.safeParse(request);
      return parsed.success
        ? run(call, sender, parsed.data)
        : createRefusal(400, 0, `${name}: the request is not valid.`);
    },
  };
}

/** @returns the refusal of a request that names only participants who have left the call, or have not joined it yet. */
export const refuseNoneJoined = (featureName: string): Refusal =>
  createRefusal(400, 0, `${featureName}: none of these participants is in the call.`);
