/** Maps each tried part of an SDK's public API to what it returned, or to the code of the error that it threw. */
export type Outcomes = Record<string, unknown>;

/** Replaces objects by the text "ok", because objects of two SDKs cannot be compared. */
const simplify = (value: unknown): unknown =>
  value === undefined || typeof value === 'object' ? 'ok' : value;

/** @returns `code/subCode` of an SDK error, or the name of another error. */
function describeError(error: unknown): string {
  const { code, subCode, name } = error as { code?: number; subCode?: number; name: string };
  return code === undefined ? name : `${code}/${subCode}`;
}

/** @returns the action's result if it is a string, number or boolean, "ok" for other results, or `code/subCode` of its error. */
export function readOutcome(action: () => unknown): unknown {
  try {
    return simplify(action());
  } catch (error) {
    return describeError(error);
  }
}

/** Like `readOutcome`, but for an asynchronous action. If the action takes longer than two seconds, the outcome is "slow". */
export async function readAsyncOutcome(action: () => unknown): Promise<unknown> {
  const timeout = new Promise((resolve) => {
    setTimeout(resolve, 2_000, 'slow');
  });
  try {
    return simplify(await Promise.race([action(), timeout]));
  } catch (error) {
    return describeError(error);
  }
}

/** Like `readAsyncOutcome`, for several actions one after the other. @returns the outcome of each action, by its name. */
export async function readAsyncOutcomes(actions: Readonly<Record<string, () => unknown>>): Promise<Outcomes> {
  const outcomes: Outcomes = {};
  for (const [name, action] of Object.entries(actions)) outcomes[name] = await readAsyncOutcome(action);
  return outcomes;
}
