import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { transfer } from '../../transfer/transfer.ts';
import { ConsultationBanner } from './ConsultationBanner.tsx';
import { runAndRender, pressButton, renderInCall } from '../../fixtures/render.tsx';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { carol } from '../../fixtures/testUsers.ts';

/** Renders the banner while Bob waits on hold, and the user calls Carol to ask her first. */
async function renderDuringConsultation() {
  const app = await renderInCall(<ConsultationBanner />);
  const { phone, service } = app;
  const sessionWithBob = phone.findSession(phone.state.get().front ?? '');
  await runAndRender(() => sessionWithBob?.run(transfer, { kind: 'noteConsultation', rawId: carol.rawId }));
  await runAndRender(() => phone.placeCall({ kind: 'people', rawIds: [carol.rawId] }, { video: false }));
  const consultation = service.calls.at(-1);
  if (!consultation) throw new Error('Carol was not called.');
  await runAndRender(() => consultation.setParticipants(createSimulatedParticipant(carol.rawId)));
  return { ...app, consultation };
}

it('completes the transfer once Carol has answered', async () => {
  const { call, consultation } = await renderDuringConsultation();
  expect(screen.getByRole('status')).toHaveTextContent('Bob Baker waits on hold to be transferred here.');
  const completeButton = screen.getByRole('button', { name: 'Complete the transfer: Bob Baker' });
  expect(completeButton).toHaveAttribute('aria-disabled', 'true');
  await runAndRender(() => consultation.changeState('Connected'));
  await pressButton('Complete the transfer: Bob Baker');
  expect(call.transfer?.to).toEqual({ targetCallId: consultation.id });
});

it('resumes the call with Bob, and holds the consultation', async () => {
  const { call, consultation } = await renderDuringConsultation();
  await runAndRender(() => consultation.changeState('Connected'));
  await pressButton('Back to Bob Baker');
  expect([call.state, consultation.state]).toEqual(['Connected', 'LocalHold']);
});
