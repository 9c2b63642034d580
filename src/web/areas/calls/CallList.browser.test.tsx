import { screen, within } from '@testing-library/react';
import { expect, it, onTestFinished, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { runAndRender, pressButton, renderApp } from '../../fixtures/render.tsx';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { CallList } from './CallList.tsx';

/** Renders the list after the user has called Bob, who answered, and then Carol, whose phone rings. */
async function renderWithTwoCalls() {
  const { phone, service } = await renderApp(<CallList ringingRows={null} />);
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
  expect(getCallNames()).toEqual(['Bob Baker, Connected (current)']);
  return { toBob, toCarol: await placeCall(carol.rawId) };
}

/** The name and the state of each call in the list, and which call is current. */
const getCallNames = () =>
  within(screen.getByRole('list', { name: 'Calls' }))
    .getAllByRole('button')
    .filter((button) => button.ariaCurrent !== null)
    .map((button) => {
      const text = button.querySelector('bdi')?.parentElement?.textContent.replace(',', ', ');
      return button.ariaCurrent === 'true' ? `${text} (current)` : text;
    });

it('names each call by its person and its state, and marks which call is current', async () => {
  const { toCarol } = await renderWithTwoCalls();
  expect(getCallNames()).toEqual(['Carol Chen, Ringing… (current)', 'Bob Baker, On hold']);
  await runAndRender(() => toCarol.changeState('Connected'));
  expect(getCallNames()).toEqual(['Carol Chen, Connected (current)', 'Bob Baker, On hold']);
  expect(screen.getAllByRole('listitem').map((item) => item.ariaLabel)).toEqual([
    'Carol Chen, Connected',
    'Bob Baker, On hold',
  ]);
  const { network } = toCarol.features.UserFacingDiagnostics;
  await runAndRender(() => network.reportDiagnostic('networkReconnect', 3));
  expect(screen.getByText('Reconnecting…')).toBeVisible();
});

it('names a meeting by its subject, and a meeting without one by the words for meetings', async () => {
  const { phone, service } = await renderApp(<CallList ringingRows={null} />);
  const join = async (subject: object) => {
    const link = 'https://teams.microsoft.com/meet/1';
    await runAndRender(() => phone.placeCall({ kind: 'meeting', link, ...subject }, { video: false }));
    await runAndRender(() => service.calls.at(-1)?.changeState('Connected'));
  };
  await join({ subject: 'Stand-up' });
  await join({});
  expect(getCallNames()).toEqual(['Teams meeting, Connected (current)', 'Stand-up, On hold']);
});

it('names an incoming call by the name that the service reports, also when it reports another name later', async () => {
  const { service } = await renderApp(<CallList ringingRows={null} />);
  const number = '4:+14255550100';
  const call = service.addCall('Incoming');
  await runAndRender(() => call.setParticipants(createSimulatedParticipant(number)));
  await runAndRender(() => call.changeState('Connected'));
  expect(getCallNames()).toEqual(['+1 425 555 0100, Connected (current)']);
  await runAndRender(() => call.setCaller(number, 'Ada'));
  expect(getCallNames()).toEqual(['Ada, Connected (current)']);
  await runAndRender(() => call.setCaller(number, 'Ada Lovelace'));
  expect(getCallNames()).toEqual(['Ada Lovelace, Connected (current)']);
  // After a transfer the user talks to another person. `callerInfo` still describes the first caller.
  await runAndRender(() => call.setParticipants(createSimulatedParticipant(bob.rawId)));
  expect(getCallNames()).toEqual(['Bob Baker, Connected (current)']);
});

it('resumes the call that the user selects, and holds the other call', async () => {
  const { toBob, toCarol } = await renderWithTwoCalls();
  await runAndRender(() => toCarol.changeState('Connected'));
  await pressButton('Bob Baker, On hold');
  expect([toBob.state, toCarol.state]).toEqual(['Connected', 'LocalHold']);
  expect(getCallNames()).toEqual(['Bob Baker, Connected (current)', 'Carol Chen, On hold']);
});

it('transfers a call that the user drags onto another call, and says in the row why that failed', async () => {
  const { toBob, toCarol } = await renderWithTwoCalls();
  await runAndRender(() => toCarol.changeState('Connected'));
  const [rowOfCarol, rowOfBob] = screen.getAllByRole('listitem');
  if (!rowOfCarol || !rowOfBob) throw new Error('There are not two calls.');
  await runAndRender(() => userEvent.dragAndDrop(rowOfBob, rowOfCarol));
  await expect.poll(() => toBob.transfer?.to).toEqual({ targetCallId: toCarol.id });
  expect(within(rowOfBob).getByText('On the way to Carol Chen')).toBeVisible();
  await runAndRender(() => toBob.finishTransfer('Failed', { code: 486, subCode: 0 }));
  expect(within(rowOfBob).getByText('Transfer to Carol Chen failed: Busy')).toBeVisible();
});

it('keeps the last call, and says when there are no calls', async () => {
  const { toBob, toCarol } = await renderWithTwoCalls();
  await runAndRender(() => toCarol.end({ code: 603, subCode: 0 }));
  expect(getCallNames()).toEqual(['Bob Baker, On hold (current)']);
  await runAndRender(() => toBob.end({ code: 0, subCode: 0 }));
  expect(screen.queryByRole('list')).toBeNull();
  expect(screen.getByText('No calls.')).toBeInTheDocument();
});

it('shows how long a call has been on hold, and marks a hold of a minute', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  await renderWithTwoCalls();
  const heldRow = screen.getByRole('listitem', { name: 'Bob Baker, On hold' });
  const time = within(heldRow).getByRole('timer', { name: 'Time on hold' });
  const shortHoldClasses = time.className;
  await runAndRender(() => vi.advanceTimersByTime(65_000));
  expect(time).toHaveTextContent('1:05');
  expect(time.className).not.toBe(shortHoldClasses);
});
