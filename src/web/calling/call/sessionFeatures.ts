import type { TeamsCall } from '@azure/communication-calling';
import { createBurst } from '../../base/burst.ts';
import { reuseEqual } from '../../base/reuseEqual.ts';
import { createSerialQueue, type SerialQueue } from '../../base/serialQueue.ts';
import { createStore, type Readable } from '../../base/store.ts';
import { fromSdk } from '../../errors/fromSdk.ts';
import { repeatable, unexpected, unrepeatable, type Problem } from '../../errors/problem.ts';
import type { Unsubscribe } from '../sdk/listen.ts';
import { isEnding } from './callState.ts';
import type { AnyCallFeature, CallFeature, CallTools, FeatureSnapshot } from './feature.ts';

type Snapshots = Readonly<Record<string, FeatureSnapshot<unknown>>>;

export interface SessionFeatures {
  /** By name. A feature that could never be read is missing. */
  readonly snapshots: Readable<Snapshots>;
  /** Reads every feature at once. */
  readonly readAll: () => void;
  /** Reads every feature after the events of this burst. */
  readonly readAllSoon: () => void;
  readonly run: <Input>(feature: CallFeature<unknown, Input>, input: Input) => Promise<void>;
  /** Subscribes the features to what they listen to. */
  readonly watch: () => readonly Unsubscribe[];
}

/**
 * The snapshots of one call's features, and their commands. A feature that throws is reported once and keeps its last
 * snapshot; the call and the other features go on.
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
  const stale = new Set<AnyCallFeature>();
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

  const read = (feature: AnyCallFeature, before: Snapshots): Snapshots => {
    const { name } = feature;
    const last = before[name];
    const state = guarded(
      feature,
      () => ({ value: feature.read(call, tools) }),
      last && { value: last.state },
    );
    return state ? { [name]: { state: state.value, pending: pending.has(name) } } : {};
  };

  const publish = (changed: Iterable<AnyCallFeature>) => {
    const before = store.get();
    store.set(
      reuseEqual(before, Object.assign({ ...before }, ...[...changed].map((one) => read(one, before)))),
    );
  };

  const burst = createBurst(() => {
    const changed = [...stale];
    stale.clear();
    if (isOpen()) publish(changed);
  });

  const readNow = (name: string) => {
    if (isOpen()) publish(features.filter((feature) => feature.name === name));
  };

  const readSoon = (feature: AnyCallFeature) => {
    stale.add(feature);
    burst.soon();
  };

  async function command<Input>(feature: CallFeature<unknown, Input>, input: Input): Promise<void> {
    if (!isOpen()) return;
    const retry = () => void run(feature, input);
    pending.add(feature.name);
    readNow(feature.name);
    try {
      const result = await feature.run(call, tools, input);
      if (result && !result.ok) onProblem(repeatable(result.problem, retry));
    } catch (cause) {
      // A command that failed because the call ended is not reported.
      if (!isEnding(call)) onProblem(repeatable(fromSdk(cause, 'call-command-failed').problem, retry));
    } finally {
      pending.delete(feature.name);
      readNow(feature.name);
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

  const watch = (feature: AnyCallFeature): Unsubscribe =>
    guarded(
      feature,
      () => feature.watch?.(call, () => readSoon(feature), tools) ?? (() => {}),
      () => {},
    );

  return {
    snapshots: store,
    readAll() {
      for (const feature of features) stale.add(feature);
      burst.now();
    },
    readAllSoon: () => features.forEach(readSoon),
    run,
    watch: () => features.map(watch),
  };
}
