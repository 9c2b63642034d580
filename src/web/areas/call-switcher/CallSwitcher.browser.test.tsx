import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { play, press, renderApp } from '../../fixtures/render.tsx';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { CallSwitcher } from './CallSwitcher.tsx';

/** The user calls Bob, who answers, and then Carol, whose phone rings. */
async function show() {
  const { phone, service } = await renderApp(<CallSwitcher />);
  const call = async (rawId: string) => {
    await play(() => phone.placeCall({ kind: 'people', rawIds: [rawId] }, { video: false }));
    const placed = service.calls.at(-1);
    if (!placed) throw new Error('No call was placed.');
    await play(() => placed.setParticipants(createSimulatedParticipant(rawId)));
    await play(() => placed.become('Ringing'));
    return placed;
  };
  const toBob = await call(bob.rawId);
  await play(() => toBob.become('Connected'));
  expect(screen.queryByRole('list')).toBeNull();
  return { toBob, toCarol: await call(carol.rawId) };
}
const names = () =>
  within(screen.getByRole('list', { name: 'Calls' }))
    .getAllByRole('button')
    .map(
      (button) => `${button.getAttribute('aria-label')}${button.ariaCurrent === 'true' ? ' (current)' : ''}`,
    );

it('names each call by person and state, and marks the one on the screen', async () => {
  const { toCarol } = await show();
  expect(names()).toEqual(['Bob Baker, On hold', 'Carol Chen, Ringing… (current)']);
  await play(() => toCarol.become('Connected'));
  expect(names()).toEqual(['Bob Baker, On hold', 'Carol Chen, Connected (current)']);
  expect(screen.getAllByRole('listitem').map((item) => item.ariaLabel)).toEqual([
    'Bob Baker, On hold',
    'Carol Chen, Connected',
  ]);
});

it('resumes the call that the user selects, and holds the other', async () => {
  const { toBob, toCarol } = await show();
  await play(() => toCarol.become('Connected'));
  await press('Bob Baker, On hold');
  expect([toBob.state, toCarol.state]).toEqual(['Connected', 'LocalHold']);
  expect(names()).toEqual(['Bob Baker, Connected (current)', 'Carol Chen, On hold']);
});

it('goes away with the second call', async () => {
  const { toCarol } = await show();
  await play(() => toCarol.end({ code: 603, subCode: 0 }));
  expect(screen.queryByRole('list')).toBeNull();
});
