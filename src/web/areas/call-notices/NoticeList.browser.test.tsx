import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { usePhoneState } from '../../calling/react.tsx';
import { pressButton, renderApp, runAndRender } from '../../fixtures/render.tsx';
import type { SimulatedCall } from '../../fixtures/simulatedCall.ts';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { startConsultation } from '../../transfer/startTransfer.ts';
import { transfer } from '../../transfer/transfer.ts';
import { useTransferOutcome } from '../../transfer/useTransferOutcome.ts';
import { NoticeList } from './NoticeList.tsx';

const OutcomeOfFirstCall = () => {
  const [firstKey = ''] = usePhoneState(({ calls }) => calls);
  return <p>First call: {useTransferOutcome(firstKey)?.text}</p>;
};

/** Renders the notices during a call with Bob, with no panel open. */
async function renderDuringCall() {
  const app = await renderApp(
    <>
      <NoticeList />
      <OutcomeOfFirstCall />
    </>,
  );
  const call = await app.connectCall(bob.rawId);
  const session = app.phone.findSession(app.phone.state.get().front ?? '');
  if (!session) throw new Error('There is no call with Bob.');
  const startTransfer = (kind: 'person' | 'voicemail') =>
    runAndRender(() => session.run(transfer, { kind: 'start', target: { kind, rawId: carol.rawId } }));
  /** Bob transfers the user to another call. */
  const acceptTransfer = async () => {
    const targetCall = app.service.addCall('Outgoing');
    await runAndRender(() => call.features.Transfer.emit('transferAccepted', { targetCall }));
    return targetCall;
  };
  return { ...app, call, session, startTransfer, acceptTransfer };
}

it('C22: names the person who hung up, and calls the person back with one press', async () => {
  const { call, service } = await renderDuringCall();
  await runAndRender(() => call.end({ code: 0, subCode: 0 }));
  expect(screen.getByRole('status')).toHaveTextContent('Bob Baker: The call has ended.');
  await pressButton('Call back');
  expect(service.startedTargets).toEqual([bob.rawId]);
  expect(screen.queryByRole('status')).toBeNull();
});

it.each([
  [603, 0, 'Declined'],
  [486, 0, 'Busy'],
  [487, 10004, 'No answer'],
  [480, 10037, 'Did not connect'],
])(
  'C21: tells the user that a transfer failed with %i/%i while another call is in front, and why: %s',
  async (code, subCode, reason) => {
    const { call, connectCall, startTransfer, phone } = await renderDuringCall();
    await startTransfer('person');
    expect(screen.getByText('First call: On the way to Carol Chen')).toBeVisible();
    await connectCall();
    await runAndRender(() => call.finishTransfer('Failed', { code, subCode }));
    expect(screen.getByRole('alert')).toHaveTextContent(
      `${reason}. The transfer of Bob Baker to Carol Chen failed. Bob Baker is on hold. Code: ${code}/${subCode}`,
    );
    expect(screen.getByText(`First call: Transfer to Carol Chen failed: ${reason}`)).toBeVisible();
    await pressButton('Resume with Bob Baker');
    expect(call.state).toBe('Connected');
    expect(phone.state.get().front).toBe(phone.state.get().calls[0]);
    expect(screen.queryByRole('alert')).toBeNull();
  },
);

it('names the voicemail whose transfer failed, and keeps the alert until the user dismisses it', async () => {
  const { call, startTransfer } = await renderDuringCall();
  await startTransfer('voicemail');
  await runAndRender(() => call.finishTransfer('Failed', { code: 480, subCode: 0 }));
  expect(screen.getByRole('alert')).toHaveTextContent(
    'Did not connect. The transfer of Bob Baker to the voicemail of Carol Chen failed.',
  );
  await runAndRender(() => call.end({ code: 0, subCode: 0 }));
  // Bob has hung up, so there is no call to resume.
  expect(screen.queryByRole('button', { name: /Resume/ })).toBeNull();
  await runAndRender(() => within(screen.getByRole('alert')).getByText('Dismiss').click());
  expect(screen.queryByRole('alert')).toBeNull();
});

it('tells the user that the consulted person declined, and resumes the call that waits', async () => {
  const { call, phone, service, session } = await renderDuringCall();
  await runAndRender(() => startConsultation(phone, session, carol.rawId));
  expect(screen.getByText('First call: Ready to transfer to Carol Chen')).toBeVisible();
  await runAndRender(() => service.calls.at(-1)?.end({ code: 603, subCode: 0 }));
  expect(screen.getByRole('alert')).toHaveTextContent(
    'Declined. You could not consult Carol Chen about Bob Baker. Bob Baker is on hold.',
  );
  expect(screen.queryByRole('status')).toBeNull();
  await pressButton('Resume with Bob Baker');
  expect(call.state).toBe('Connected');
});

it.each([
  ['is now with Carol Chen', (call: SimulatedCall) => call.finishTransfer('Transferred')],
  ['hung up on the way to Carol Chen', (call: SimulatedCall) => call.end({ code: 0, subCode: 0 })],
])('says that the transferred participant %s', async (words, endTransfer) => {
  const { call, connectCall, startTransfer } = await renderDuringCall();
  await startTransfer('person');
  await connectCall();
  await runAndRender(() => endTransfer(call));
  expect(screen.getByRole('status')).toHaveTextContent(`Bob Baker ${words}`);
});

it('tells a user whom the other participant has transferred with whom the call goes on', async () => {
  const { call, acceptTransfer } = await renderDuringCall();
  const targetCall = await acceptTransfer();
  await runAndRender(() => {
    targetCall.setParticipants(createSimulatedParticipant(carol.rawId));
    targetCall.changeState('Connected');
  });
  await runAndRender(() => call.end({ code: 0, subCode: 0 }));
  expect(screen.getByRole('status')).toHaveTextContent(/^Bob Baker transferred you to Carol Chen\./);
});

it('does not speak of a transfer when the transfer target did not answer, and the former call ends later', async () => {
  const { call, acceptTransfer } = await renderDuringCall();
  const targetCall = await acceptTransfer();
  await runAndRender(() => targetCall.end({ code: 487, subCode: 10004 }));
  await runAndRender(() => call.end({ code: 0, subCode: 0 }));
  expect(screen.queryByText(/transferred you/)).toBeNull();
});
