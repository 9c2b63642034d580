/** Creates a queue that runs tasks one after another, in the order in which they were added. */
export function createSerialQueue() {
  /** Resolves when the last task has ended, even if that task failed. */
  let endOfLastTask: Promise<unknown> = Promise.resolve();
  return {
    /** Adds a task. If it fails, later tasks still run. @returns the promise of the task, with its result or its error */
    run<T>(task: () => Promise<T>): Promise<T> {
      const result = endOfLastTask.then(task);
      endOfLastTask = result.catch(() => undefined);
      return result;
    },
  };
}
