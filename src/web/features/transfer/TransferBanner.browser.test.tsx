import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { startConsultation } from '../../transfer/startTransfer.ts';
import { transfer } from '../../transfer/transfer.ts';
import { runAndRender, pressButton, renderInCall, type AppParts } from '../../fixtures/render.tsx';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { bob, carol } from '../../fixtures/testUsers.ts';
import { TransferBanner } from './TransferBanner.tsx';

/** Renders the banner while Bob waits on hold, and the user calls Carol to ask her first. */
async function renderDuringConsultation(parts: AppParts = {}) {
  const app = await renderInCall(<TransferBanner />, parts);
  const { phone, service } = app;
  const sessionWithBob = phone.findSession(phone.state.get().front ?? '');
  if (!sessionWithBob) throw new Error('There is no call with Bob.');
  await runAndRender(() => startConsultation(phone, sessionWithBob, carol.rawId));
  const consultation = service.calls.at(-1);
  if (!consultation) throw new Error('Carol was not called.');
  await runAndRender(() => consultation.setParticipants(createSimulatedParticipant(carol.rawId)));
  return { ...app, sessionWithBob, consultation };
}

const completeButton = () => screen.getByRole('button', { name: 'Transfer Bob Baker now' });

it('shows both calls of a consultation, and completes the transfer once Carol has answered', async () => {
  const { call, consultation } = await renderDuringConsultation();
  expect(screen.getByRole('status')).toHaveTextContent(
    'Bob Baker is on hold, ready to transfer to Carol Chen.',
  );
  expect(completeButton()).toHaveAttribute('aria-disabled', 'true');
  await runAndRender(() => consultation.changeState('Connected'));
  await pressButton('Transfer Bob Baker now');
  expect(call.transfer?.to).toEqual({ targetCallId: consultation.id });
});

it('resumes the call with Bob, and can still transfer him to Carol, who is on hold', async () => {
  const { call, consultation } = await renderDuringConsultation();
  await runAndRender(() => consultation.changeState('Connected'));
  await pressButton('Resume with Bob Baker');
  expect([call.state, consultation.state]).toEqual(['Connected', 'LocalHold']);
  expect(screen.getByRole('status')).toHaveTextContent(
    'Carol Chen is on hold, ready to take over Bob Baker.',
  );
  expect(completeButton()).not.toHaveAttribute('aria-disabled', 'true');
});

it('says that Bob is on the way, and lets the user talk to him again meanwhile', async () => {
  const { call, phone } = await renderInCall(<TransferBanner />);
  const session = phone.findSession(phone.state.get().front ?? '');
  await runAndRender(() =>
    session?.run(transfer, { kind: 'start', target: { kind: 'person', rawId: carol.rawId } }),
  );
  expect(screen.getByRole('status')).toHaveTextContent(
    'Transferring Bob Baker to Carol Chen. Bob Baker stays with you until Carol Chen answers.',
  );
  await pressButton('Resume with Bob Baker');
  expect(call.state).toBe('Connected');
  await runAndRender(() => call.finishTransfer('Failed', { code: 603, subCode: 0 }));
  expect(screen.queryByRole('status')).toBeNull();
});

it('reports a consultation that Carol declined, on the call with Bob', async () => {
  const { consultation, phone, sessionWithBob } = await renderDuringConsultation();
  await runAndRender(() => consultation.end({ code: 603, subCode: 0 }));
  expect(phone.state.get().notices).toEqual([
    expect.objectContaining({
      kind: 'transferFailed',
      attempt: 'consultation',
      call: sessionWithBob.key,
      person: bob.rawId,
      target: carol.rawId,
      reason: 'declined',
      code: '603/0',
    }),
  ]);
});

it('reports no failure when the user cancels the consultation', async () => {
  const { consultation, phone } = await renderDuringConsultation();
  await runAndRender(() => consultation.end({ code: 487, subCode: 0 }));
  expect(phone.state.get().notices.map(({ kind }) => kind)).toEqual(['ended']);
});

it('says that Bob hung up on hold before the transfer', async () => {
  const { call, consultation, phone } = await renderDuringConsultation();
  await runAndRender(() => consultation.changeState('Connected'));
  await runAndRender(() => call.end({ code: 0, subCode: 0 }));
  expect(phone.state.get().notices).toEqual([
    expect.objectContaining({
      kind: 'ended',
      ended: expect.objectContaining({ unfinishedTransfer: { phase: 'consultation', target: carol.rawId } }),
    }),
  ]);
});
