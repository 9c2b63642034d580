import { createBurstRunner } from '../../base/burstRunner.ts';
import { reuseEqual } from '../../base/reuseEqual.ts';
import { createSerialQueue } from '../../base/serialQueue.ts';
import { asReadable, createStore } from '../../base/store.ts';
import { addRetry, failUnexpectedly, removeRemedy, type Problem } from '../../errors/problem.ts';
import { runSdkCommand } from '../../errors/translateSdkError.ts';
import { listen, type Emitter } from '../sdk/listen.ts';
import { isEnding } from './callState.ts';
import type {
  AnyCallFeature,
  CallFeature,
  FeatureContext,
  FeatureInCall,
  FeatureSnapshot,
} from './feature.ts';
import type { CallSnapshot, FeatureEnd } from './snapshot.ts';

type Snapshots = Readonly<Record<string, FeatureSnapshot<unknown>>>;

interface FeaturesDeps extends Omit<FeatureContext, 'onChange' | 'watch'> {
  /** Whether the call's session is open. Once it is closed, features are not read, and commands do nothing. */
  readonly isOpen: () => boolean;
  readonly onProblem: (problem: Problem) => void;
  /** Runs when the cause of a reported problem is gone: the next command of the same feature succeeds, or the call ends. */
  readonly onProblemEnd: (problem: Problem) => void;
}

/** Creates the features of one call. A feature that throws keeps its last snapshot, and the call and the other features go on. */
export function createSessionFeatures(
  features: readonly AnyCallFeature[],
  { call, tools, atEnd, isOpen, onProblem, onProblemEnd }: FeaturesDeps,
) {
  const store = createStore<Snapshots>({});

  type RunningFeature = ReturnType<typeof createRunning>;
  /** The features to read after the current burst of events (events that directly follow each other). */
  const staleFeatures = new Set<RunningFeature>();

  const readAndPublish = (changedFeatures: readonly RunningFeature[]) => {
    const snapshotsBefore = store.get();
    const snapshots = { ...snapshotsBefore };
    for (const { name, read } of changedFeatures) {
      const snapshot = read(snapshotsBefore[name]);
      if (snapshot) snapshots[name] = snapshot;
    }
    store.set(reuseEqual(snapshotsBefore, snapshots));
  };

  const burst = createBurstRunner(() => {
    const changedFeatures = [...staleFeatures];
    staleFeatures.clear();
    if (isOpen()) readAndPublish(changedFeatures);
  });

  /** Adds to a feature what runs its commands, and what handles its errors. */
  const createRunning = (feature: AnyCallFeature) => {
    const queue = createSerialQueue();
    /** `undefined` before `create`, and for ever if that throws. */
    let inCall: FeatureInCall<unknown, never> | undefined;
    let isPending = false;
    let hasThrown = false;
    /** Why the last command of the feature failed; `null` after one that succeeded. */
    let commandProblem: Problem | null = null;
    const setCommandProblem = (problem: Problem | null): void => {
      if (commandProblem) onProblemEnd(commandProblem);
      commandProblem = problem;
      if (problem) onProblem(problem);
    };
    atEnd(() => setCommandProblem(null));

    /** Calls a method of the feature, and reports only its first error. @returns the result; `undefined` after an error */
    const guard = <T>(method: () => T): T | undefined => {
      try {
        return method();
      } catch (cause) {
        if (!hasThrown) onProblem(removeRemedy(failUnexpectedly(cause).problem));
        hasThrown = true;
        return undefined;
      }
    };

    const setPending = (value: boolean): void => {
      isPending = value;
      if (isOpen()) readAndPublish([running]);
    };

    const runNow = async (input: never): Promise<void> => {
      if (!isOpen()) return;
      setPending(true);
      const result = await runSdkCommand(async () => {
        if (!inCall) throw new Error(`The feature "${feature.name}" does not work in this call.`);
        return inCall.run?.(input);
      });
      // A command that fails because the call has ended needs no message.
      if (result.ok) setCommandProblem(null);
      else if (!isEnding(call)) setCommandProblem(addRetry(result.problem, () => void running.run(input)));
      setPending(false);
    };

    const onChange = (): void => {
      staleFeatures.add(running);
      burst.runSoon();
    };
    const watch = (emitter: Emitter, ...events: readonly string[]): void =>
      atEnd(listen(emitter, events, onChange));
    const running = {
      name: feature.name,
      create: (): void => {
        inCall = guard(() => feature.create({ call, tools, atEnd, onChange, watch }));
      },
      /** @returns the new snapshot, with the last state if the feature throws now; `undefined` if it has always thrown */
      read: (last: FeatureSnapshot<unknown> | undefined): FeatureSnapshot<unknown> | undefined => {
        // The object around the state tells the state `undefined` from the `undefined` of a feature that throws.
        const latest = guard(() => inCall && { state: inCall.read() }) ?? last;
        return latest && { state: latest.state, pending: isPending };
      },
      async run(input: never): Promise<void> {
        if (feature.queuesCommands) await queue.run(() => runNow(input));
        else if (!isPending) await runNow(input);
      },
      handleEnd: (snapshot: CallSnapshot): FeatureEnd | null =>
        guard(() => inCall?.handleEnd?.(snapshot)) ?? null,
    };
    return running;
  };
  const runningFeatures = features.map(createRunning);
  const markAllStale = (): void => runningFeatures.forEach((feature) => staleFeatures.add(feature));

  return {
    /** The snapshots, by the features' names. A feature that has always thrown is missing. */
    snapshots: asReadable(store),
    create: (): void => runningFeatures.forEach(({ create }) => create()),
    readAll: (): void => {
      markAllStale();
      burst.runNow();
    },
    readAllSoon: (): void => {
      markAllStale();
      burst.runSoon();
    },
    run: async <Input>({ name }: CallFeature<unknown, Input>, input: Input): Promise<void> =>
      // `runningFeatures` does not know the input type of each feature.
      runningFeatures.find((feature) => feature.name === name)?.run(input as never),
    /** Tells every feature that the call has ended. @returns what the first of them knows about the end; `null` if none does */
    handleEnd: (snapshot: CallSnapshot): FeatureEnd | null =>
      runningFeatures.map(({ handleEnd }) => handleEnd(snapshot)).find((end) => end !== null) ?? null,
  };
}
