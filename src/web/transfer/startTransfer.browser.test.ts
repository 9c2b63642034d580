import { expect, it, onTestFinished } from 'vitest';
import { createSimulatedPhone } from '../fixtures/simulatedPhone.ts';
import { SimulatedService } from '../fixtures/simulatedService.ts';
import { bob, carol } from '../fixtures/testUsers.ts';
import { findReadyTransferOf, startConsultation } from './startTransfer.ts';

it('keeps a consultation that the user begins a second time while its call is being placed', async () => {
  const service = new SimulatedService();
  const { phone } = createSimulatedPhone(service);
  onTestFinished(() => phone.close());
  const callWithBob = service.addCall('Outgoing');
  callWithBob.setParticipants(bob.rawId);
  callWithBob.changeState('Connected');
  await expect.poll(() => phone.state.get().front).not.toBeNull();
  const waitingCall = phone.findSession(phone.state.get().front ?? '');
  if (!waitingCall) throw new Error('There is no call with Bob.');
  // The microphone opens late.
  service.block();
  const first = startConsultation(phone, waitingCall, carol.rawId);
  await expect.poll(() => phone.state.get().isPlacing).toBe(true);
  await startConsultation(phone, waitingCall, carol.rawId);
  service.release();
  await first;
  expect(service.startedTargets).toEqual([carol.rawId]);
  service.calls.at(-1)?.connectTo(carol.rawId);
  await expect.poll(() => findReadyTransferOf(phone, waitingCall)).toMatchObject({ waitingCall });
});
