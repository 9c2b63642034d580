import { expect, test, vi } from 'vitest';
import type { PhoneDeps } from '../../../src/web/calling/phone.ts';
import { mute } from '../../../src/web/features/mute/mute.ts';
import { stubBrowser } from '../../../src/web/fixtures/sessionInNode.ts';
import { createSimulatedPhone } from '../../../src/web/fixtures/simulatedPhone.ts';
import { SimulatedService } from '../../../src/web/fixtures/simulatedService.ts';
import { bob } from '../../../src/web/fixtures/testUsers.ts';

/** A call that still rings while the user starts, accepts or resumes a call in another tab. */

stubBrowser();

/** Calls Bob, who has not answered when the user turns to a call in another tab. */
async function turnToOtherTabWhileRinging() {
  const service = new SimulatedService(() => Promise.resolve());
  const acquire = vi.fn(async () => true);
  let silence: Parameters<PhoneDeps['joinLiveRight']>[0]['silence'] = async () => false;
  const { phone } = createSimulatedPhone(service, [], {
    joinLiveRight(tab) {
      silence = tab.silence;
      return { acquire, keep: () => {}, release: () => {}, close: () => {} };
    },
  });
  await phone.placeCall({ kind: 'people', rawIds: [bob.rawId] }, { video: false });
  const [call] = service.calls;
  if (!call) throw new Error('No call was started.');
  call.changeState('Ringing');
  expect(await silence()).toBe(true);
  expect([call.isMuted, call.isIncomingAudioMuted]).toEqual([true, true]);
  acquire.mockClear();
  const session = phone.findSession(phone.state.get().front ?? '');
  return { call, phone, session, acquire };
}

test('is put on hold once it is connected, so that the screen offers to resume it', async () => {
  const { call, phone } = await turnToOtherTabWhileRinging();
  call.changeState('Connected');
  await vi.waitFor(() => expect(call.state).toBe('LocalHold'));
  await phone.switchTo(phone.state.get().front ?? '');
  expect([call.state, call.isMuted, call.isIncomingAudioMuted]).toEqual(['Connected', false, false]);
});

test('takes the right to be heard back when the user unmutes it', async () => {
  const { call, session, acquire } = await turnToOtherTabWhileRinging();
  await session?.run(mute, false);
  expect(acquire).toHaveBeenCalledOnce();
  expect([call.isMuted, call.isIncomingAudioMuted]).toEqual([false, false]);
  call.changeState('Connected');
  await vi.waitFor(() => expect(call.isAudible).toBe(true));
});
