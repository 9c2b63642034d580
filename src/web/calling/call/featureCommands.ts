import type { TeamsCall } from '@azure/communication-calling';
import { createSerialQueue, type SerialQueue } from '../../base/serialQueue.ts';
import { translateSdkError } from '../../errors/translateSdkError.ts';
import { addRetry, type Problem } from '../../errors/problem.ts';
import { isEnding } from './callState.ts';
import type { AnyCallFeature, CallFeature, CallTools } from './feature.ts';

/** What `sessionFeatures.ts` gives this file. */
interface CommandDeps {
  /** Whether the session is open. After its end, commands do nothing. */
  readonly isOpen: () => boolean;
  readonly onProblem: (problem: Problem) => void;
  /** Runs when a command of the feature begins, and when it has succeeded or failed. */
  readonly onPendingChange: (name: AnyCallFeature['name']) => void;
}

/**
 * Creates `run`, which runs the commands of one call's features, and `isPending`, which tells whether a command is running.
 */
export function createFeatureCommands(
  call: TeamsCall,
  tools: CallTools,
  { isOpen, onProblem, onPendingChange }: CommandDeps,
) {
  const runningFeatures = new Set<string>();
  const queues = new Map<string, SerialQueue>();

  const queueOf = (name: string): SerialQueue => {
    const queue = queues.get(name) ?? createSerialQueue();
    queues.set(name, queue);
    return queue;
  };

  async function runNow<Input>(feature: CallFeature<unknown, Input>, input: Input): Promise<void> {
    if (!isOpen()) return;
    const retry = () => void run(feature, input);
    runningFeatures.add(feature.name);
    onPendingChange(feature.name);
    try {
      const result = await feature.run(call, tools, input);
      // Commands that are running when the call ends fail. The user need not know that.
      if (result && !result.ok && !isEnding(call)) onProblem(addRetry(result.problem, retry));
    } catch (cause) {
      if (!isEnding(call))
        onProblem(addRetry(translateSdkError(cause, 'call-command-failed').problem, retry));
    } finally {
      runningFeatures.delete(feature.name);
      onPendingChange(feature.name);
    }
  }

  /**
   * Runs a feature's command. While an earlier command of the feature runs, the new command waits if the feature has
   * `queuesCommands`, and does nothing otherwise. Never rejects.
   */
  async function run<Input>(feature: CallFeature<unknown, Input>, input: Input): Promise<void> {
    if (!isOpen()) return;
    if (feature.queuesCommands) await queueOf(feature.name).run(() => runNow(feature, input));
    else if (!runningFeatures.has(feature.name)) await runNow(feature, input);
  }

  return { run, isPending: (name: string): boolean => runningFeatures.has(name) };
}
