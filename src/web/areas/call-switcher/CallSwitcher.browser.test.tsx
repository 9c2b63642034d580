import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { runAndRender, pressButton, renderApp } from '../../fixtures/render.tsx';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { CallSwitcher } from './CallSwitcher.tsx';

/** Renders the list after the user has called Bob, who answered, and then Carol, whose phone rings. */
async function renderWithTwoCalls() {
  const { phone, service } = await renderApp(<CallSwitcher />);
  const placeCall = async (rawId: string) => {
    await runAndRender(() => phone.placeCall({ kind: 'people', rawIds: [rawId] }, { video: false }));
    const call = service.calls.at(-1);
    if (!call) throw new Error('No call was placed.');
    await runAndRender(() => call.setParticipants(createSimulatedParticipant(rawId)));
    await runAndRender(() => call.changeState('Ringing'));
    return call;
  };
  const toBob = await placeCall(bob.rawId);
  await runAndRender(() => toBob.changeState('Connected'));
  expect(screen.queryByRole('list')).toBeNull();
  return { toBob, toCarol: await placeCall(carol.rawId) };
}
const getCallNames = () =>
  within(screen.getByRole('list', { name: 'Calls' }))
    .getAllByRole('button')
    .map(
      (button) => `${button.getAttribute('aria-label')}${button.ariaCurrent === 'true' ? ' (current)' : ''}`,
    );

it('names each call by its person and its state, and marks which call is current', async () => {
  const { toCarol } = await renderWithTwoCalls();
  expect(getCallNames()).toEqual(['Bob Baker, On hold', 'Carol Chen, Ringing… (current)']);
  await runAndRender(() => toCarol.changeState('Connected'));
  expect(getCallNames()).toEqual(['Bob Baker, On hold', 'Carol Chen, Connected (current)']);
  expect(screen.getAllByRole('listitem').map((item) => item.ariaLabel)).toEqual([
    'Bob Baker, On hold',
    'Carol Chen, Connected',
  ]);
});

it('resumes the call that the user selects, and holds the other call', async () => {
  const { toBob, toCarol } = await renderWithTwoCalls();
  await runAndRender(() => toCarol.changeState('Connected'));
  await pressButton('Bob Baker, On hold');
  expect([toBob.state, toCarol.state]).toEqual(['Connected', 'LocalHold']);
  expect(getCallNames()).toEqual(['Bob Baker, Connected (current)', 'Carol Chen, On hold']);
});

it('disappears when only one call is left', async () => {
  const { toCarol } = await renderWithTwoCalls();
  await runAndRender(() => toCarol.end({ code: 603, subCode: 0 }));
  expect(screen.queryByRole('list')).toBeNull();
});
