/** How a public API answered, by a name for each call of it. */
export type Answers = Record<string, unknown>;

interface EventSource {
  on(event: unknown, listener?: unknown): void;
  off(event: unknown, listener?: unknown): void;
}

const textOf = (value: unknown): unknown => (value === undefined || typeof value === 'object' ? 'ok' : value);

function refusal(error: unknown): string {
  const { code, subCode, name } = error as { code?: number; subCode?: number; name: string };
  return code === undefined ? name : `${code}/${subCode}`;
}

/** @returns a plain value that the function returns, "ok" for any other, or the code of the error that it throws. */
export function answerOf(act: () => unknown): unknown {
  try {
    return textOf(act());
  } catch (error) {
    return refusal(error);
  }
}

/** As `answerOf`, for an asynchronous function. @returns "slow" when it takes longer than two seconds. */
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

/** @returns how an object answers to listeners of its own event, of an unknown event, and to missing or wrong listeners. */
export function eventAnswers(target: unknown, known: string): Answers {
  const source = target as EventSource;
  const listener = () => undefined;
  return {
    known: answerOf(() => source.on(known, listener)),
    knownOff: answerOf(() => source.off(known, listener)),
    unknown: answerOf(() => source.on('mistyped', listener)),
    unknownOff: answerOf(() => source.off('mistyped', listener)),
    noListener: answerOf(() => source.on(known)),
    noListenerOff: answerOf(() => source.off(known)),
    textAsListener: answerOf(() => source.on(known, 'text')),
  };
}
