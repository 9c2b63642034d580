import type { TeamsCall } from '@azure/communication-calling';
import { createBurst } from '../../base/burst.ts';
import { reuseEqual } from '../../base/reuseEqual.ts';
import { createStore, type Readable } from '../../base/store.ts';
import { unexpected, unrepeatable, type Problem } from '../../errors/problem.ts';
import type { Unsubscribe } from '../sdk/listen.ts';
import { createFeatureCommands } from './featureCommands.ts';
import type { AnyCallFeature, CallFeature, CallTools, FeatureSnapshot } from './feature.ts';

type Snapshots = Readonly<Record<string, FeatureSnapshot<unknown>>>;

export interface SessionFeatures {
  /** By name. A feature whose `read` has always thrown is missing. */
  readonly snapshots: Readable<Snapshots>;
  /** Reads every feature at once. */
  readonly readAll: () => void;
  /** Reads every feature after the present burst of events. */
  readonly readAllSoon: () => void;
  readonly run: <Input>(feature: CallFeature<unknown, Input>, input: Input) => Promise<void>;
  /** Starts the `watch` of every feature. */
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
  /** Names of the features that have thrown. */
  const broken = new Set<string>();
  /** The features to read after the present burst of events. */
  const stale = new Set<AnyCallFeature>();
  const store = createStore<Snapshots>({});

  /** @returns what `work` returns, or `fallback` if it throws */
  const guarded = <T>({ name }: AnyCallFeature, work: () => T, fallback: T): T => {
    try {
      return work();
    } catch (cause) {
      if (!broken.has(name)) onProblem(unrepeatable(unexpected(cause).problem));
      broken.add(name);
      return fallback;
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
    return state ? { [name]: { state: state.value, pending: commands.isPending(name) } } : {};
  };

  const publish = (changed: Iterable<AnyCallFeature>) => {
    const before = store.get();
    const parts = [...changed].map((feature) => read(feature, before));
    store.set(reuseEqual(before, Object.assign({ ...before }, ...parts)));
  };

  const burst = createBurst(() => {
    const changed = [...stale];
    stale.clear();
    if (isOpen()) publish(changed);
  });

  const readSoon = (feature: AnyCallFeature) => {
    stale.add(feature);
    burst.soon();
  };

  const commands = createFeatureCommands(call, tools, {
    isOpen,
    onProblem,
    onPending(name) {
      if (isOpen()) publish(features.filter((feature) => feature.name === name));
    },
  });

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
    run: commands.run,
    watch: () => features.map(watch),
  };
}
