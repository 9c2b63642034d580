import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { stubBrowser } from '../../../src/web/fixtures/sessionInNode.ts';
import type { Settings } from '../../../src/web/settings/settings.ts';
import { createTestPhone, normalEnd } from './createTestPhone.ts';

stubBrowser();
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] }));

/** Creates a phone whose user talks to Carol while Bob waits on hold. */
async function holdBob(heldAlertSeconds: Settings['heldAlertSeconds'] = 60) {
  const app = createTestPhone({ settings: { heldAlertSeconds } });
  const { phone } = app;
  onTestFinished(() => phone.close());
  const callOfBob = await app.connectCall('8:orgid:b');
  const keyOfBob = phone.state.get().front ?? '';
  await app.connectCall('8:orgid:c');
  const keyOfCarol = phone.state.get().front ?? '';
  const wait = (seconds: number) => {
    vi.advanceTimersByTime(seconds * 1000);
    return phone.heldAlert.alert.get();
  };
  return { ...app, callOfBob, keyOfBob, keyOfCarol, wait };
}

test.each([
  [30, [30, 90, 150]],
  [60, [60, 120, 180]],
  [120, [120, 240, 360]],
  [300, [300, 600, 900]],
] as const)('with the setting of %i s, reminders are due after %j seconds', async (setting, dueSeconds) => {
  const { phone, keyOfBob, wait } = await holdBob(setting);
  const rounds: number[] = [];
  phone.heldAlert.alert.subscribe(() => rounds.push(phone.heldAlert.alert.get()?.round ?? 0));
  let waitedSeconds = 0;
  for (const [index, due] of dueSeconds.entries()) {
    wait(due - waitedSeconds - 1);
    expect(rounds).toHaveLength(index);
    expect(wait(1)).toEqual({ key: keyOfBob, round: index + 1 });
    waitedSeconds = due;
  }
});

test('a user who has turned the reminders off gets none', async () => {
  const { wait } = await holdBob(0);
  expect(wait(3_600)).toBeNull();
});

test('a dismissed reminder comes back when the next one is due, and also after a new hold', async () => {
  const { phone, keyOfBob, keyOfCarol, wait } = await holdBob();
  expect(wait(60)).toEqual({ key: keyOfBob, round: 1 });
  phone.heldAlert.dismiss();
  expect(wait(59)).toBeNull();
  expect(wait(1)).toEqual({ key: keyOfBob, round: 2 });
  await phone.switchTo(keyOfBob);
  expect(phone.heldAlert.alert.get()).toBeNull();
  await phone.switchTo(keyOfCarol);
  expect(wait(59)).toBeNull();
  expect(wait(1)).toEqual({ key: keyOfBob, round: 1 });
});

test('the reminder is about the caller who has been on hold longest, and ends when that caller hangs up', async () => {
  const { connectCall, callOfBob, keyOfBob, keyOfCarol, wait } = await holdBob();
  wait(30);
  await connectCall('8:orgid:d');
  expect(wait(60)?.key).toBe(keyOfBob);
  callOfBob.end(normalEnd);
  expect(wait(0)?.key).toBe(keyOfCarol);
});

test('a tab that the browser has frozen reminds the user at its first second, as often as is due by then', async () => {
  const { keyOfBob, wait } = await holdBob();
  vi.setSystemTime(Date.now() + 200_000);
  expect(wait(1)).toEqual({ key: keyOfBob, round: 3 });
});

test('nobody waits in a meeting that the user holds', async () => {
  const { phone, service, wait } = await holdBob(30);
  service.calls.at(0)?.end(normalEnd);
  await phone.placeCall({ kind: 'meeting', link: 'https://teams.microsoft.com/meet/1' }, { video: false });
  service.calls.at(-1)?.changeState('Connected');
  await phone.switchTo(phone.state.get().calls[0] ?? '');
  expect(wait(100)).toBeNull();
});
