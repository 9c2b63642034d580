import type { TeamsCall } from '@azure/communication-calling';
import { repeatable, unexpected, unrepeatable, type Problem } from '../../errors/problem.ts';
import { fromSdk } from '../../errors/fromSdk.ts';
import { createStore, type Readable } from '../../base/store.ts';
import { isEnding } from './callState.ts';
import type { AnyCallFeature, CallFeature, CallTools, FeatureSnapshot } from './feature.ts';
import { keep } from '../../base/keep.ts';
import type { Unsubscribe } from '../sdk/listen.ts';
import { createSerialQueue, type SerialQueue } from '../../base/serialQueue.ts';

type Snapshots = Readonly<Record<string, FeatureSnapshot<unknown>>>;

export interface SessionFeatures {
  /** By name. A feature that could never be read is missing. */
  readonly snapshots: Readable<Snapshots>;
  readonly look: () => void;
  readonly run: <Input>(feature: CallFeature<unknown, Input>, input: Input) => Promise<void>;
  readonly watch: () => readonly Unsubscribe[];
}

/**
 * The features of one call: what each says, and their commands. A feature that throws is reported once and keeps
 * what it said last; the call and the other features go on.
 */
export function createSessionFeatures(
  call: TeamsCall,
  features: readonly AnyCallFeature[],
  tools: CallTools,
  { isOpen, onProblem }: { isOpen: () => boolean; onProblem: (problem: Problem) => void },
): SessionFeatures {
  const pending = new Set<string>();
  const queues = new Map<string, SerialQueue>();
  const broken = new Set<string>();
  const store = createStore<Snapshots>({});

  const guarded = <T>({ name }: AnyCallFeature, work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch (cause) {
      if (!broken.has(name)) onProblem(unrepeatable(unexpected(cause).problem));
      broken.add(name);
      return otherwise;
    }
  };

  const read = (): Snapshots => {
    const before = store.get();
    const entries = features.flatMap((feature) => {
      const blank = before[feature.name];
      const state = guarded(
        feature,
        () => ({ value: feature.read(call, tools) }),
        blank && { value: blank.state },
      );
      return state
        ? [[feature.name, { state: state.value, pending: pending.has(feature.name) }] as const]
        : [];
    });
    return Object.fromEntries(entries);
  };
  const look = () => {
    if (isOpen()) store.set(keep(store.get(), read()));
  };

  async function command<Input>(feature: CallFeature<unknown, Input>, input: Input): Promise<void> {
    if (!isOpen()) return;
    const retry = () => void run(feature, input);
    pending.add(feature.name);
    look();
    try {
      const result = await feature.run(call, tools, input);
      if (result && !result.ok) onProblem(repeatable(result.problem, retry));
    } catch (cause) {
      // A command that lost the race against the call's end has nothing to tell.
      if (!isEnding(call)) onProblem(repeatable(fromSdk(cause, 'call-command-failed').problem, retry));
    } finally {
      pending.delete(feature.name);
      look();
    }
  }

  const queueOf = (name: string): SerialQueue => {
    const queue = queues.get(name) ?? createSerialQueue();
    queues.set(name, queue);
    return queue;
  };

  async function run<Input>(feature: CallFeature<unknown, Input>, input: Input): Promise<void> {
    if (!isOpen()) return;
    if (feature.inTurn) await queueOf(feature.name).run(() => command(feature, input));
    else if (!pending.has(feature.name)) await command(feature, input);
  }

  return {
    snapshots: store,
    look,
    run,
    watch: () =>
      features.map((feature) =>
        guarded(
          feature,
          () => feature.watch(call, look, tools),
          () => {},
        ),
      ),
  };
}
