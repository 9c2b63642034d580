/** What calls of a public API answered, by a name for each call. */
export type Answers = Record<string, unknown>;

interface Emits {
  on(event: unknown, listener?: unknown): void;
  off(event: unknown, listener?: unknown): void;
}

const textOf = (value: unknown): unknown => (value === undefined || typeof value === 'object' ? 'ok' : value);

function refusal(error: unknown): string {
  const { code, subCode, name } = error as { code?: number; subCode?: number; name: string };
  return code === undefined ? name : `${code}/${subCode}`;
}

/** @returns "ok", the plain value, or the code and subcode of what was thrown. */
export function answerOf(act: () => unknown): unknown {
  try {
    return textOf(act());
  } catch (error) {
    return refusal(error);
  }
}

/** As `answerOf`, for what answers later. What takes longer than two seconds is "slow". */
export async function laterAnswerOf(act: () => unknown): Promise<unknown> {
  const slow = new Promise((resolve) => {
    setTimeout(resolve, 2_000, 'slow');
  });
  try {
    return textOf(await Promise.race([act(), slow]));
  } catch (error) {
    return refusal(error);
  }
}

/** How an object answers to its own event, to one that it does not have, and to what is no function. */
export function eventAnswers(target: unknown, known: string): Answers {
  const emits = target as Emits;
  const listener = () => undefined;
  return {
    known: answerOf(() => emits.on(known, listener)),
    knownOff: answerOf(() => emits.off(known, listener)),
    unknown: answerOf(() => emits.on('mistyped', listener)),
    unknownOff: answerOf(() => emits.off('mistyped', listener)),
    noListener: answerOf(() => emits.on(known)),
    noListenerOff: answerOf(() => emits.off(known)),
    textAsListener: answerOf(() => emits.on(known, 'text')),
  };
}
