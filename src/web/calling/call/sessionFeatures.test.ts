import type { TeamsCall } from '@azure/communication-calling';
import { expect, it } from 'vitest';
import type { Problem } from '../../errors/problem.ts';
import type { AnyCallFeature, CallFeature, CallTools } from './feature.ts';
import { createSessionFeatures } from './sessionFeatures.ts';

function createInCall(...list: AnyCallFeature[]) {
  const problems: Problem[] = [];
  const endedProblems: Problem[] = [];
  const cleanUps: (() => void)[] = [];
  const features = createSessionFeatures(list, {
    call: { state: 'Connected' } as TeamsCall,
    tools: {} as CallTools,
    atEnd: (...added) => void cleanUps.push(...added),
    isOpen: () => true,
    onProblem: (problem) => problems.push(problem),
    onProblemEnd: (problem) => endedProblems.push(problem),
  });
  features.create();
  features.readAll();
  return { features, problems, endedProblems, end: () => cleanUps.forEach((cleanUp) => cleanUp()) };
}

/**
 * Sets up a call that has one feature, `wave`.
 * @param outcomes what the command of `wave` does, each time that it runs. Later commands succeed
 */
function setUp(outcomes: (() => Promise<void>)[], options: { queuesCommands?: true } = {}) {
  const inputs: string[] = [];
  const wave: CallFeature<unknown, string> = {
    name: 'wave',
    ...options,
    create: () => ({
      read: () => null,
      async run(input) {
        inputs.push(input);
        await outcomes.shift()?.();
      },
    }),
  };
  const { features, ...inCall } = createInCall(wave);
  return { ...inCall, inputs, features, run: (input: string) => features.run(wave, input) };
}

it('C16: after each unexpected error, retry runs the same command with the same input', async () => {
  const fail = () => Promise.reject(new TypeError('undefined is not a function'));
  const { inputs, problems, run } = setUp([fail, fail]);
  await run('with both hands');
  expect(problems).toMatchObject([{ code: 'unexpected', remedy: 'retry' }]);
  problems[0]?.retry?.();
  await expect.poll(() => problems.length).toBe(2);
  problems[1]?.retry?.();
  await expect.poll(() => inputs).toEqual(['with both hands', 'with both hands', 'with both hands']);
  expect(problems).toHaveLength(2);
});

it('C16: an SDK error with a code keeps the remedy of its problem, and cannot be retried', async () => {
  const error = Object.assign(new Error(), { name: 'CallingCommunicationError', code: 500, subCode: 1 });
  const { problems, run } = setUp([() => Promise.reject(error)]);
  await run('once');
  expect(problems).toMatchObject([{ code: 'call-command-failed', remedy: 'none', detail: '500/1' }]);
  expect(problems[0]?.retry).toBeUndefined();
});

it('withdraws the problem of a command when the next one succeeds, and when the call ends', async () => {
  const fail = () => Promise.reject(new Error('no'));
  const { problems, endedProblems, run, end } = setUp([fail, async () => {}, fail]);
  await run('first');
  expect(endedProblems).toEqual([]);
  await run('second');
  expect(endedProblems).toEqual([problems[0]]);
  await run('third');
  end();
  expect(endedProblems).toEqual(problems);
  expect(problems).toHaveLength(2);
});

it('reports a feature that cannot be created once, and goes on with the others', async () => {
  const broken: CallFeature<unknown, void> = {
    name: 'broken',
    create() {
      throw new Error('The SDK does not have this feature.');
    },
  };
  const { features, problems } = createInCall(broken, { name: 'other', create: () => ({ read: () => 1 }) });
  expect(features.snapshots.get()).toEqual({ other: { state: 1, pending: false } });
  features.readAll();
  expect(problems).toMatchObject([{ code: 'unexpected' }]);
  await features.run(broken, undefined);
  expect(problems).toHaveLength(2);
});

it.each<[string, { queuesCommands?: true }, string[]]>([
  ['drops a second command while the first is running', {}, []],
  ['lets a second command wait if the feature queues commands', { queuesCommands: true }, ['second']],
])('%s', async (_title, options, laterInputs) => {
  let finishFirst = () => {};
  const { inputs, features, run } = setUp([() => new Promise((resolve) => (finishFirst = resolve))], options);
  const commands = [run('first'), run('second')];
  await expect.poll(() => features.snapshots.get()).toMatchObject({ wave: { pending: true } });
  expect(inputs).toEqual(['first']);
  finishFirst();
  await Promise.all(commands);
  expect(inputs).toEqual(['first', ...laterInputs]);
  expect(features.snapshots.get()).toMatchObject({ wave: { pending: false } });
});
