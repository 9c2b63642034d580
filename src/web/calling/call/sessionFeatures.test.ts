import type { TeamsCall } from '@azure/communication-calling';
import { expect, it } from 'vitest';
import { fail, type Problem } from '../../errors/problem.ts';
import type { CallFeature, CallTools } from './feature.ts';
import { createSessionFeatures } from './sessionFeatures.ts';

/**
 * Sets up a call that has one feature, `wave`.
 * @param outcomes what the command of `wave` does, each time that it runs. Later commands succeed
 */
function setUp(outcomes: ((input: string) => void)[]) {
  const inputs: string[] = [];
  const problems: Problem[] = [];
  const wave: CallFeature<unknown, string> = {
    name: 'wave',
    read: () => null,
    watch: () => () => {},
    async run(_call, _tools, input) {
      inputs.push(input);
      outcomes.shift()?.(input);
      return undefined;
    },
  };
  const call = { state: 'Connected' } as TeamsCall;
  const features = createSessionFeatures(call, [wave], {} as CallTools, {
    isOpen: () => true,
    onProblem: (problem) => problems.push(problem),
  });
  return { inputs, problems, run: (input: string) => features.run(wave, input) };
}

const throwUnexpectedError = () => {
  throw new TypeError('undefined is not a function');
};

it('C16: after each unexpected error, retry runs the same command with the same input', async () => {
  const { inputs, problems, run } = setUp([throwUnexpectedError, throwUnexpectedError]);
  await run('with both hands');
  expect(problems).toMatchObject([{ code: 'unexpected', remedy: 'retry' }]);
  problems[0]?.retry?.();
  await expect.poll(() => problems.length).toBe(2);
  problems[1]?.retry?.();
  await expect.poll(() => inputs.length).toBe(3);
  expect(new Set(inputs)).toEqual(new Set(['with both hands']));
  expect(problems).toHaveLength(2);
});

it('C16: an SDK error with a code becomes a problem with the remedy of that code, even if the remedy is not retry', async () => {
  const { problems, run } = setUp([
    () => {
      throw Object.assign(new Error(), { name: 'CallingCommunicationError', code: 500, subCode: 1 });
    },
  ]);
  await run('once');
  const { problem } = fail('call-command-failed', { detail: '500/1' });
  expect(problems).toMatchObject([problem]);
  expect(problems[0]?.retry).toBeUndefined();
});
