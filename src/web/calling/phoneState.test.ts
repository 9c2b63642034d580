import { expect, it } from 'vitest';
import { fail } from '../errors/problem.ts';
import { createPhoneState } from './phoneState.ts';

it('keeps the missed calls of two people as two problems, and the calls of one person as one problem, the latest', () => {
  const { state, reportProblem, dismissProblem } = createPhoneState('Connected');
  const report = (person: string, detail: string) =>
    reportProblem(fail('call-missed', { person, detail }).problem);
  report('bob', 'first');
  report('carol', 'second');
  report('bob', 'third');
  expect(state.get().problems.map(({ detail }) => detail)).toEqual(['second', 'third']);
  dismissProblem({ code: 'call-missed', person: 'carol' });
  expect(state.get().problems.map(({ person }) => person)).toEqual(['bob']);
});
