import { expect, onTestFinished, test, vi } from 'vitest';
import { mute } from '../../../src/web/features/mute/mute.ts';
import { stubBrowser } from '../../../src/web/fixtures/sessionInNode.ts';
import { bob, carol } from '../../../src/web/fixtures/testUsers.ts';
import { createTestPhone } from './createTestPhone.ts';

/** What happens if the service does not end a call that the user has hung up: nobody may go on hearing the user. */

stubBrowser();

/** Connects a call with Bob, and makes every hang-up fail. @param way how it fails */
async function startStubbornCall(way: 'refused' | 'unanswered') {
  vi.useFakeTimers();
  const testPhone = createTestPhone();
  onTestFinished(() => testPhone.phone.close());
  const { connectCall, service } = testPhone;
  const call = await connectCall(bob.rawId);
  call.setParticipants(bob.rawId);
  service.failHangUps(way);
  return { ...testPhone, call };
}

const ways = ['refused', 'unanswered'] as const;

test.each(ways)(
  'H3: a call whose hang-up is %s stays on the screen, muted both ways, and the user is told',
  async (way) => {
    const { phone, call, hangUpFrontCall, readProblemCodes } = await startStubbornCall(way);
    void hangUpFrontCall();
    await vi.advanceTimersByTimeAsync(1_500);
    expect([call.isAudible, call.isMuted, call.isIncomingAudioMuted]).toEqual([false, true, true]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(readProblemCodes()).toEqual(['call-not-ended']);
    expect(phone.state.get().front).not.toBeNull();
  },
);

test.each(ways)(
  'H3: a hang-up that is %s is tried again until the call ends, and the message goes',
  async (way) => {
    const { phone, service, call, hangUpFrontCall, readProblemCodes } = await startStubbornCall(way);
    void hangUpFrontCall();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(call.hangUpCount).toBeGreaterThan(5);
    expect(call.hangUpCount).toBeLessThan(12);
    service.failHangUps(null);
    await vi.advanceTimersByTimeAsync(14_000);
    expect(call.state).toBe('Disconnected');
    expect(readProblemCodes()).toEqual([]);
    expect(phone.state.get().calls).toEqual([]);
  },
);

test('H3: another press on Hang up tries again at once', async () => {
  const { phone, service, call, hangUpFrontCall } = await startStubbornCall('refused');
  void hangUpFrontCall();
  await vi.advanceTimersByTimeAsync(40_000);
  service.failHangUps(null);
  const [problem] = phone.state.get().problems;
  problem?.retry?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(call.state).toBe('Disconnected');
});

test.each(ways)('H3: the next call waits until a call whose hang-up is %s is silent', async (way) => {
  const { service, call, hangUpFrontCall, placeCall } = await startStubbornCall(way);
  const audible: (readonly [boolean, number])[] = [];
  void hangUpFrontCall();
  service.refuseNext('mute', 2);
  const placing = placeCall(carol.rawId).then((next) => next.changeState('Connected'));
  for (let second = 0; second < 20; second += 1) {
    await vi.advanceTimersByTimeAsync(1_000);
    audible.push([call.isAudible, service.calls.length]);
  }
  await placing;
  expect(audible.filter(([isAudible, count]) => isAudible && count > 1)).toEqual([]);
  expect(service.violations).toEqual([]);
  expect(service.calls).toHaveLength(2);
});

test('H3: unmuting a call that the user has hung up has no effect', async () => {
  const { phone, call, hangUpFrontCall, findFrontSession } = await startStubbornCall('refused');
  void hangUpFrontCall();
  await vi.advanceTimersByTimeAsync(5_000);
  void findFrontSession()?.run(mute, undefined);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(phone.state.get().calls).toHaveLength(1);
  expect(call.isAudible).toBe(false);
});
