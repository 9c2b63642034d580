import type { TeamsCall } from '@azure/communication-calling';
import { createSerialQueue, type SerialQueue } from '../../base/serialQueue.ts';
import { fromSdk } from '../../errors/fromSdk.ts';
import { repeatable, type Problem } from '../../errors/problem.ts';
import { isEnding } from './callState.ts';
import type { AnyCallFeature, CallFeature, CallTools } from './feature.ts';

interface CommandDeps {
  /** Whether the session is open. A command that is given later does nothing. */
  readonly isOpen: () => boolean;
  readonly onProblem: (problem: Problem) => void;
  /** Runs when a command of the feature begins, and when it has settled. */
  readonly onPending: (name: AnyCallFeature['name']) => void;
}

/** Runs the commands of one call's features. */
export function createFeatureCommands(
  call: TeamsCall,
  tools: CallTools,
  { isOpen, onProblem, onPending }: CommandDeps,
) {
  const pending = new Set<string>();
  const queues = new Map<string, SerialQueue>();

  const queueOf = (name: string): SerialQueue => {
    const queue = queues.get(name) ?? createSerialQueue();
    queues.set(name, queue);
    return queue;
  };

  async function command<Input>(feature: CallFeature<unknown, Input>, input: Input): Promise<void> {
    if (!isOpen()) return;
    const retry = () => void run(feature, input);
    pending.add(feature.name);
    onPending(feature.name);
    try {
      const result = await feature.run(call, tools, input);
      if (result && !result.ok) onProblem(repeatable(result.problem, retry));
    } catch (cause) {
      // A command that failed because the call ended is not reported.
      if (!isEnding(call)) onProblem(repeatable(fromSdk(cause, 'call-command-failed').problem, retry));
    } finally {
      pending.delete(feature.name);
      onPending(feature.name);
    }
  }

  /** Runs a feature's command; never rejects. */
  async function run<Input>(feature: CallFeature<unknown, Input>, input: Input): Promise<void> {
    if (!isOpen()) return;
    if (feature.inTurn) await queueOf(feature.name).run(() => command(feature, input));
    else if (!pending.has(feature.name)) await command(feature, input);
  }

  return { run, isPending: (name: string): boolean => pending.has(name) };
}
