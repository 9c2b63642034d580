import { expect, it } from 'vitest';
import { fail } from '../errors/problem.ts';
import { createPhoneState } from './phoneState.ts';

const bob = '8:orgid:b';
const carol = '8:orgid:c';

it('keeps the missed calls of two people as two problems, and the calls of one person as one problem', () => {
  const { state, reportProblem, dismissProblem } = createPhoneState('Connected');
  for (const person of [bob, carol, bob]) reportProblem(fail('call-missed', { person }).problem);
  expect(state.get().problems.map(({ person }) => person)).toEqual([carol, bob]);
  dismissProblem({ code: 'call-missed', person: carol });
  expect(state.get().problems.map(({ person }) => person)).toEqual([bob]);
});

it('keeps a problem of nobody once, with its latest facts', () => {
  const { state, reportProblem, dismissProblem } = createPhoneState('Connected');
  for (const detail of ['first', 'second']) reportProblem(fail('unexpected', { detail }).problem);
  expect(state.get().problems.map(({ detail }) => detail)).toEqual(['second']);
  dismissProblem({ code: 'unexpected' });
  expect(state.get().problems).toEqual([]);
});
