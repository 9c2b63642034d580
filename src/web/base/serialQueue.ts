/** Runs tasks one after another, in the order in which they were given. */
export interface SerialQueue {
  /** @returns what the task returns, or its failure; a task that fails does not stop those behind it. */
  readonly run: <T>(task: () => Promise<T>) => Promise<T>;
}

export function createSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(task) {
      const result = last.then(task);
      last = result.catch(() => undefined);
      return result;
    },
  };
}
