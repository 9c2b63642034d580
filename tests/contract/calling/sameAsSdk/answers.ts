/** How an SDK answered several calls of its public API. The keys are names for the calls. */
export type Answers = Record<string, unknown>;

interface EventSource {
  on(event: unknown, listener?: unknown): void;
  off(event: unknown, listener?: unknown): void;
}

/** Objects of two SDKs cannot be compared, so "ok" stands for each of them. */
const simplify = (value: unknown): unknown =>
  value === undefined || typeof value === 'object' ? 'ok' : value;

/** @returns `code/subCode` of an SDK error, or the name of another error. */
function describeError(error: unknown): string {
  const { code, subCode, name } = error as { code?: number; subCode?: number; name: string };
  return code === undefined ? name : `${code}/${subCode}`;
}

/** @returns the action's result if it is a text, number or boolean, "ok" for other results, or `code/subCode` of its error. */
export function readAnswer(action: () => unknown): unknown {
  try {
    return simplify(action());
  } catch (error) {
    return describeError(error);
  }
}

/** Does the same for an asynchronous action. @returns "slow" when it takes longer than two seconds. */
export async function readAsyncAnswer(action: () => unknown): Promise<unknown> {
  const timeout = new Promise((resolve) => {
    setTimeout(resolve, 2_000, 'slow');
  });
  try {
    return simplify(await Promise.race([action(), timeout]));
  } catch (error) {
    return describeError(error);
  }
}

/**
 * Adds and removes listeners of an event source, with right and wrong arguments.
 * @param knownEvent an event that the object has.
 */
export function readEventAnswers(target: unknown, knownEvent: string): Answers {
  const source = target as EventSource;
  const listener = () => undefined;
  return {
    known: readAnswer(() => source.on(knownEvent, listener)),
    knownOff: readAnswer(() => source.off(knownEvent, listener)),
    unknown: readAnswer(() => source.on('mistyped', listener)),
    unknownOff: readAnswer(() => source.off('mistyped', listener)),
    noListener: readAnswer(() => source.on(knownEvent)),
    noListenerOff: readAnswer(() => source.off(knownEvent)),
    textAsListener: readAnswer(() => source.on(knownEvent, 'text')),
  };
}
