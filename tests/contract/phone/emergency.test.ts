import { expect, test, vi } from 'vitest';
import type { Target } from '../../../src/web/calling/call/target.ts';
import { stubBrowser } from '../../../src/web/fixtures/sessionInNode.ts';
import { bob, carol } from '../../../src/web/fixtures/testUsers.ts';
import { createTestPhone, waitForImmediate } from './createTestPhone.ts';

/** An emergency call waits for nothing: no call that cannot be held, no command that the SDK does not answer, and no other tab. */

stubBrowser();

const emergency: Target = { kind: 'people', rawIds: ['4:112'] };

test('H4: an emergency call starts although the present call cannot be held, and that call is muted both ways', async () => {
  const { phone, service, connectCall } = createTestPhone();
  const present = await connectCall(bob.rawId);
  service.refuseNext('hold', 100);
  await phone.placeCall(emergency, { video: false });
  expect(service.startedTargets).toEqual([bob.rawId, '4:112']);
  service.calls.at(-1)?.changeState('Connected');
  await waitForImmediate();
  expect([present.isAudible, service.calls.at(-1)?.isAudible]).toEqual([false, true]);
  expect(phone.findSession(phone.state.get().front ?? '')?.target).toEqual(emergency);
});

test('H4: an emergency call starts while the SDK does not answer, and stays on the screen when the SDK answers later', async () => {
  const { phone, service, connectCall } = createTestPhone();
  await connectCall(bob.rawId);
  const present = await connectCall(carol.rawId);
  const [waiting = ''] = phone.state.get().calls;
  service.block();
  void phone.switchTo(waiting);
  await waitForImmediate();
  void phone.placeCall(emergency, { video: false });
  // The simulated browser does not answer about the microphone either.
  await vi.waitFor(() => expect(service.startedTargets.at(-1)).toBe('4:112'));
  service.release();
  await waitForImmediate();
  const call = service.calls.at(-1);
  call?.changeState('Connected');
  await waitForImmediate();
  expect([present.state, call?.state, call?.isAudible]).toEqual(['LocalHold', 'Connected', true]);
  expect(phone.findSession(phone.state.get().front ?? '')?.target).toEqual(emergency);
  expect(service.violations).toEqual([]);
});

test('H4: an emergency call does not wait for another tab', async () => {
  const never = { acquire: () => new Promise<boolean>(() => {}), keep: () => {}, release: () => {} };
  const { phone, service } = createTestPhone({ joinLiveRight: () => ({ ...never, close: () => {} }) });
  void phone.placeCall(emergency, { video: false });
  await waitForImmediate();
  expect(service.startedTargets).toEqual(['4:112']);
});

test('H4: a call that the SDK starts by itself does not take the place of an emergency call', async () => {
  const { phone, service } = createTestPhone();
  await phone.placeCall(emergency, { video: false });
  service.calls[0]?.changeState('Connected');
  const unexpected = service.addCall('Outgoing');
  unexpected.changeState('Connected');
  await waitForImmediate();
  expect([service.calls[0]?.state, unexpected.state]).toEqual(['Connected', 'LocalHold']);
  expect(phone.findSession(phone.state.get().front ?? '')?.target).toEqual(emergency);
  expect(service.violations).toEqual([]);
});
