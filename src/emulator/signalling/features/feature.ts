import type * as z from 'zod/mini';
import type { Refusal } from '../../wire/protocol.ts';
import type { Call, Participant } from '../calls/call.ts';

/** The server's side of a call feature: what a participant may ask for, and what comes of it. */
export interface CallFeature {
  /** As in the SDK's `Features`, beginning small: `raiseHand`. */
  readonly name: string;
  /**
   * Carries out what a participant asks, by `keep` and `say` of `shared.ts`.
   * @returns why not, with nothing changed.
   */
  readonly handle: (call: Call, self: Participant, what: unknown) => Refusal | undefined;
}

export const refusal = (code: number, subCode: number, message: string): Refusal => ({
  code,
  subCode,
  message,
});

/** @param schema what may be asked; anything else is refused before `run` sees it. */
export function callFeature<Ask>(
  name: string,
  schema: z.ZodMiniType<Ask>,
  run: (call: Call, self: Participant, ask: Ask) => Refusal | undefined,
): CallFeature {
  return {
    name,
    handle(call, self, what) {
      const read = schema.safeParse(what);
      return read.success ? run(call, self, read.data) : refusal(400, 0, `${name}: this cannot be asked.`);
    },
  };
}

/** @returns who is in the call, and not in its lobby or still ringing. */
export const joinedParticipants = (call: Call): Participant[] =>
  [...call.participants.values()].filter(({ presence }) => presence === 'Joined');

/** None of those who were named is in the call. */
export const noneJoined = (feature: string): Refusal =>
  refusal(400, 0, `${feature}: none of these participants is in the call.`);
