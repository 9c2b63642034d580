import type { TeamsCall } from '@azure/communication-calling';
import { expect, it } from 'vitest';
import { fail, type Problem } from '../../errors/problem.ts';
import type { CallFeature, CallTools } from './feature.ts';
import { createSessionFeatures } from './sessionFeatures.ts';

function open(outcomes: ((input: string) => void)[]) {
  const ran: string[] = [];
  const problems: Problem[] = [];
  const wave: CallFeature<unknown, string> = {
    name: 'wave',
    read: () => null,
    watch: () => () => {},
    async run(_call, _tools, input) {
      ran.push(input);
      outcomes.shift()?.(input);
      return undefined;
    },
  };
  const call = { state: 'Connected' } as TeamsCall;
  const features = createSessionFeatures(call, [wave], {} as CallTools, {
    isOpen: () => true,
    onProblem: (problem) => problems.push(problem),
  });
  return { ran, problems, run: (input: string) => features.run(wave, input) };
}

const breaks = () => {
  throw new TypeError('undefined is not a function');
};

it('C16: the retry of an unexpected error runs the same command again, which may fail again', async () => {
  const { ran, problems, run } = open([breaks, breaks]);
  await run('with both hands');
  expect(problems).toMatchObject([{ code: 'unexpected', remedy: 'retry' }]);
  problems[0]?.retry?.();
  await expect.poll(() => problems.length).toBe(2);
  problems[1]?.retry?.();
  await expect.poll(() => ran.length).toBe(3);
  expect(new Set(ran)).toEqual(new Set(['with both hands']));
  expect(problems).toHaveLength(2);
});

it('C16: an error of the SDK with a code gets the remedy of that code', async () => {
  const { problems, run } = open([
    () => {
      throw Object.assign(new Error(), { name: 'CallingCommunicationError', code: 500, subCode: 1 });
    },
  ]);
  await run('once');
  const { problem } = fail('call-command-failed', { detail: '500/1' });
  expect(problems).toMatchObject([problem]);
  expect(problems[0]?.retry).toBeUndefined();
});
