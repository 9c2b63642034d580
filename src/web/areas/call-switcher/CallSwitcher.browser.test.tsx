import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { play, press, renderApp } from '../../fixtures/render.tsx';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { CallSwitcher } from './CallSwitcher.tsx';

/** Renders the list after the user has called Bob, who answered, and then Carol, whose phone rings. */
async function renderWithTwoCalls() {
  const { phone, service } = await renderApp(<CallSwitcher />);
  const placeCall = async (rawId: string) => {
    await play(() => phone.placeCall({ kind: 'people', rawIds: [rawId] }, { video: false }));
    const call = service.calls.at(-1);
    if (!call) throw new Error('No call was placed.');
    await play(() => call.setParticipants(createSimulatedParticipant(rawId)));
    await play(() => call.become('Ringing'));
    return call;
  };
  const toBob = await placeCall(bob.rawId);
  await play(() => toBob.become('Connected'));
  expect(screen.queryByRole('list')).toBeNull();
  return { toBob, toCarol: await placeCall(carol.rawId) };
}
const getCallNames = () =>
  within(screen.getByRole('list', { name: 'Calls' }))
    .getAllByRole('button')
    .map(
      (button) => `${button.getAttribute('aria-label')}${button.ariaCurrent === 'true' ? ' (current)' : ''}`,
    );

it('names each call by person and state, and marks the call on the screen', async () => {
  const { toCarol } = await renderWithTwoCalls();
  expect(getCallNames()).toEqual(['Bob Baker, On hold', 'Carol Chen, Ringing… (current)']);
  await play(() => toCarol.become('Connected'));
  expect(getCallNames()).toEqual(['Bob Baker, On hold', 'Carol Chen, Connected (current)']);
  expect(screen.getAllByRole('listitem').map((item) => item.ariaLabel)).toEqual([
    'Bob Baker, On hold',
    'Carol Chen, Connected',
  ]);
});

it('resumes the call that the user selects, and holds the other call', async () => {
  const { toBob, toCarol } = await renderWithTwoCalls();
  await play(() => toCarol.become('Connected'));
  await press('Bob Baker, On hold');
  expect([toBob.state, toCarol.state]).toEqual(['Connected', 'LocalHold']);
  expect(getCallNames()).toEqual(['Bob Baker, Connected (current)', 'Carol Chen, On hold']);
});

it('disappears when only one call is left', async () => {
  const { toCarol } = await renderWithTwoCalls();
  await play(() => toCarol.end({ code: 603, subCode: 0 }));
  expect(screen.queryByRole('list')).toBeNull();
});
