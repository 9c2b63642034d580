import type { TeamsCall } from '@azure/communication-calling';
import { createBurstRunner } from '../../base/burstRunner.ts';
import { reuseEqual } from '../../base/reuseEqual.ts';
import { createStore, type Readable } from '../../base/store.ts';
import { failUnexpectedly, removeRemedy, type Problem } from '../../errors/problem.ts';
import type { Unsubscribe } from '../sdk/listen.ts';
import { createFeatureCommands } from './featureCommands.ts';
import type { AnyCallFeature, CallFeature, CallTools, FeatureSnapshot } from './feature.ts';

/** Maps the name of each feature to its snapshot. */
type Snapshots = Readonly<Record<string, FeatureSnapshot<unknown>>>;

export interface SessionFeatures {
  /** The feature's state and whether its command runs. A feature is missing if its `read` has thrown every time. */
  readonly snapshots: Readable<Snapshots>;
  /** Reads every feature now. */
  readonly readAll: () => void;
  /** Reads every feature after the present burst of events (events that come directly after each other). */
  readonly readAllSoon: () => void;
  /** Runs a feature's command; never rejects. */
  readonly run: <Input>(feature: CallFeature<unknown, Input>, input: Input) => Promise<void>;
  /** Starts the `watch` of every feature. @returns the unsubscribes */
  readonly watch: () => readonly Unsubscribe[];
}

/**
 * Creates the snapshots of one call's features, and their commands. If a feature throws, its first error is reported
 * and the feature keeps its last snapshot. The call and the other features go on.
 */
export function createSessionFeatures(
  call: TeamsCall,
  features: readonly AnyCallFeature[],
  tools: CallTools,
  { isOpen, onProblem }: { isOpen: () => boolean; onProblem: (problem: Problem) => void },
): SessionFeatures {
  /** Names of the features that have thrown. */
  const brokenFeatures = new Set<string>();
  /** The features to read after the present burst of events. */
  const staleFeatures = new Set<AnyCallFeature>();
  const store = createStore<Snapshots>({});

  /** Runs a method of a feature. @returns what `work` returns, or `fallback` if it throws */
  const runGuarded = <T>({ name }: AnyCallFeature, work: () => T, fallback: T): T => {
    try {
      return work();
    } catch (cause) {
      if (!brokenFeatures.has(name)) onProblem(removeRemedy(failUnexpectedly(cause).problem));
      brokenFeatures.add(name);
      return fallback;
    }
  };

  /** Reads a feature. @returns an object with its new snapshot under its name; `{}` if `read` has thrown every time */
  const readFeature = (feature: AnyCallFeature, snapshotsBefore: Snapshots): Snapshots => {
    const { name } = feature;
    const lastSnapshot = snapshotsBefore[name];
    // The state is wrapped in an object: `undefined` may be the state of a feature, but as `result` it means that there
    // is no snapshot.
    const result = runGuarded(
      feature,
      () => ({ state: feature.read(call, tools) }),
      lastSnapshot && { state: lastSnapshot.state },
    );
    return result ? { [name]: { state: result.state, pending: commands.isPending(name) } } : {};
  };

  const readAndPublish = (changedFeatures: Iterable<AnyCallFeature>) => {
    const snapshotsBefore = store.get();
    const newSnapshots = [...changedFeatures].map((feature) => readFeature(feature, snapshotsBefore));
    store.set(reuseEqual(snapshotsBefore, Object.assign({ ...snapshotsBefore }, ...newSnapshots)));
  };

  const burst = createBurstRunner(() => {
    const changedFeatures = [...staleFeatures];
    staleFeatures.clear();
    if (isOpen()) readAndPublish(changedFeatures);
  });

  const readSoon = (feature: AnyCallFeature) => {
    staleFeatures.add(feature);
    burst.runSoon();
  };

  const commands = createFeatureCommands(call, tools, {
    isOpen,
    onProblem,
    onPendingChange(name) {
      if (isOpen()) readAndPublish(features.filter((feature) => feature.name === name));
    },
  });

  const watchFeature = (feature: AnyCallFeature): Unsubscribe =>
    runGuarded(
      feature,
      () => feature.watch?.(call, () => readSoon(feature), tools) ?? (() => {}),
      () => {},
    );

  return {
    snapshots: store,
    readAll() {
      for (const feature of features) staleFeatures.add(feature);
      burst.runNow();
    },
    readAllSoon: () => features.forEach(readSoon),
    run: commands.run,
    watch: () => features.map(watchFeature),
  };
}
