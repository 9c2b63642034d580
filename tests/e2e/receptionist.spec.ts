import type { Page } from '@playwright/test';
import { controls } from '../support/controls.ts';
import { ReceptionDesk } from '../support/app/receptionist.ts';
import { expect, people, test } from '../support/app/appTest.ts';
import { countLeaks } from '../support/app/leaks.ts';

const { bob, carol, decline } = people;

/** Two incoming calls: the first when the receptionist is in no call, the second during the first. */
type Round = (desk: ReceptionDesk, first: number, second: number) => Promise<void>;

/** Everything that a receptionist may do with a second call. Each round ends with no call. */
const rounds: Record<string, Round> = {
  async 'hold and accept'(desk, first, second) {
    await desk.answer(first);
    await desk.answer(second);
    await desk.callerLeaves(second);
    await desk.resumeAndHangUp(first);
  },
  async 'end and accept'(desk, first, second) {
    await desk.answer(first);
    await desk.answer(second, 'End and accept');
    await desk.hangUp();
  },
  async 'decline, and the first caller hangs up'(desk, first, second) {
    await desk.answer(first);
    await desk.receiveCall(second);
    await desk.pressOnCard(second, 'Decline', 'Declined');
    await desk.callerLeaves(first);
    await desk.closeEndedCall();
  },
  async 'missed, and called back'(desk, first, second) {
    await desk.answer(first);
    await desk.receiveCall(second);
    await desk.callerGivesUp(second);
    await desk.hangUp();
    await desk.callBack(second);
  },
  async 'answered at another endpoint'(desk, first, second) {
    await desk.answer(first);
    await desk.receiveCall(second);
    await desk.answerElsewhere(second);
    await desk.hangUp();
  },
  async 'transferred without a call first'(desk, first, second) {
    await desk.answer(first);
    await desk.answer(second);
    await desk.transfer(bob.upn, 'Transfer now');
    await desk.expectFrontCall(first);
    await desk.resumeAndHangUp(first);
  },
  async 'transferred after a consultation'(desk, first, second) {
    await desk.answer(first);
    await desk.answer(second);
    await desk.transferAfterConsultation(bob, second);
    await desk.expectFrontCall(first);
    await desk.resumeAndHangUp(first);
  },
  async 'taken back after a failed transfer'(desk, first, second) {
    await desk.answer(first);
    await desk.answer(second);
    await desk.transfer(decline.upn, 'Transfer now');
    await desk.takeBackFailedTransfer(second);
    await desk.callerLeaves(second);
    await desk.resumeAndHangUp(first);
  },
  async 'transferred to voicemail'(desk, first, second) {
    await desk.answer(first);
    await desk.answer(second);
    await desk.transfer(carol.upn, 'To voicemail');
    await desk.expectFrontCall(first);
    await desk.resumeAndHangUp(first);
  },
};

const roundCount = 20;

async function playRounds(desk: ReceptionDesk, from: number, count: number): Promise<void> {
  const kinds = Object.entries(rounds);
  for (let round = from; round < from + count; round++) {
    const [title, play] = kinds[round % kinds.length] ?? ['', async () => {}];
    await test.step(`${round + 1}: ${title}`, () => play(desk, 2 * round + 1, 2 * round + 2));
  }
}

/** Notices of ended calls stay until the user dismisses them. */
const dismissNotices = async (page: Page) => {
  const dismiss = page.getByRole('button', { name: 'Dismiss' });
  while ((await dismiss.count()) > 0) await dismiss.first().click();
};

const clearHistory = async (page: Page) => {
  await dismissNotices(page);
  await page.getByRole('button', { name: 'Clear list' }).click();
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
};

test('a receptionist’s hour with 40 incoming calls: no call is lost, every entry of the history is right, and nothing is left behind', async ({
  signedIn,
  system,
}) => {
  test.setTimeout(180_000);
  const emulator = controls(system);
  const { page } = await signedIn(people.alice.upn);
  const stop = await emulator.answering(bob.upn);
  const desk = new ReceptionDesk(page, emulator);
  const kinds = Object.keys(rounds).length;

  // Each kind of round once, so that what is loaded or stored only once does not count as a leak.
  await playRounds(desk, 0, kinds);
  await desk.expectHistory();
  const cleared = desk.notedCount;
  await clearHistory(page);
  const before = await countLeaks(page);
  expect(before).toMatchObject({ connections: 0, liveTracks: 0, openAudio: 0 });

  await playRounds(desk, kinds, roundCount - kinds);
  await desk.expectHistory(cleared);
  expect(desk.incomingCount).toBe(40);
  await clearHistory(page);
  const after = await countLeaks(page);
  const growth = {
    functions: after.functions - before.functions,
    listeners: after.domListeners - before.domListeners,
  };
  test.info().annotations.push({ type: 'growth after 22 more calls', description: JSON.stringify(growth) });
  expect(after).toMatchObject({ connections: 0, liveTracks: 0, openAudio: 0 });
  // If each call left one listener behind, there would be 22 more, with as many functions.
  expect(growth.listeners).toBeLessThan(11);
  expect(growth.functions).toBeLessThan(11);
  // Callers who were transferred are still in calls; the receptionist is in none.
  expect(JSON.stringify(await emulator.calls())).not.toContain(people.alice.id);
  await stop();
  await emulator.clear();
});
