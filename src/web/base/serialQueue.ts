/** Runs tasks one after another, in the order in which they were added. */
export interface SerialQueue {
  /** Adds a task. A task that fails does not stop the tasks behind it. @returns what the task returns or throws */
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
