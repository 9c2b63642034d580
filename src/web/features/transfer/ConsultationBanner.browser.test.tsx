import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { transfer } from './transfer.ts';
import { ConsultationBanner } from './ConsultationBanner.tsx';
import { play, press, renderInCall } from '../../fixtures/render.tsx';
import { createSimulatedParticipant } from '../../fixtures/simulatedParticipant.ts';
import { carol } from '../../fixtures/testUsers.ts';

/** Bob waits on hold while Carol is asked in a second call. */
async function show() {
  const app = await renderInCall(<ConsultationBanner />);
  const { phone, service } = app;
  const waiting = phone.session(phone.state.get().front ?? '');
  await play(() => waiting?.run(transfer, { kind: 'ask', rawId: carol.rawId }));
  await play(() => phone.placeCall({ kind: 'people', rawIds: [carol.rawId] }, { video: false }));
  const consultation = service.calls.at(-1);
  if (!consultation) throw new Error('Carol was not called.');
  await play(() => consultation.setParticipants(createSimulatedParticipant(carol.rawId)));
  return { ...app, consultation };
}

it('completes the transfer once Carol has answered', async () => {
  const { call, consultation } = await show();
  expect(screen.getByRole('status')).toHaveTextContent('Bob Baker waits on hold to be transferred here.');
  const complete = screen.getByRole('button', { name: 'Complete the transfer: Bob Baker' });
  expect(complete).toHaveAttribute('aria-disabled', 'true');
  await play(() => consultation.become('Connected'));
  await press('Complete the transfer: Bob Baker');
  expect(call.transfer?.to).toEqual({ targetCallId: consultation.id });
});

it('takes the user back to Bob', async () => {
  const { call, consultation } = await show();
  await play(() => consultation.become('Connected'));
  await press('Back to Bob Baker');
  expect([call.state, consultation.state]).toEqual(['Connected', 'LocalHold']);
});
