import type { Page } from '@playwright/test';
import { createControls } from '../support/controls.ts';
import { ReceptionDesk } from '../support/app/receptionDesk.ts';
import { expect, people, test } from '../support/app/appTest.ts';
import { countLeakCandidates } from '../support/app/leaks.ts';

const { bob, carol, decline } = people;

/**
 * A round has two incoming calls: the first while the receptionist is in no call, the second during the first.
 * @param desk drives the receptionist's page and the callers, and notes what happened to each call
 * @param first the number of the first caller; `second` is that of the second caller
 */
type Round = (desk: ReceptionDesk, first: number, second: number) => Promise<void>;

/** Each round is one way to handle a second call. After each round the receptionist is in no call. */
const rounds: Record<string, Round> = {
  async 'the receptionist holds the first call and accepts the second'(desk, first, second) {
    await desk.answer(first);
    await desk.answer(second);
    await desk.hangUpByCaller(second);
    await desk.resumeAndHangUp(first);
  },
  async 'the receptionist ends the first call and accepts the second'(desk, first, second) {
    await desk.answer(first);
    await desk.answer(second, 'End and accept');
    await desk.hangUp();
  },
  async 'the receptionist declines the second call, and the first caller hangs up'(desk, first, second) {
    await desk.answer(first);
    await desk.receiveCall(second);
    await desk.pressOnCard(second, 'Decline', 'Declined by you');
    await desk.hangUpByCaller(first);
    await desk.closeEndedCall();
  },
  async 'the receptionist misses the second call and calls back'(desk, first, second) {
    await desk.answer(first);
    await desk.receiveCall(second);
    await desk.cancelByCaller(second);
    await desk.hangUp();
    await desk.callBack(second);
  },
  async 'the receptionist accepts the second call in another browser'(desk, first, second) {
    await desk.answer(first);
    await desk.receiveCall(second);
    await desk.answerElsewhere(second);
    await desk.hangUp();
  },
  async 'the receptionist transfers the second call at once'(desk, first, second) {
    await desk.answer(first);
    await desk.answer(second);
    await desk.transfer(bob.upn, 'Transfer');
    await desk.expectFrontCall(first);
    desk.recordTransfer(second, `Incoming · Transferred to ${bob.name}`);
    await desk.resumeAndHangUp(first);
  },
  async 'the receptionist asks Bob first, then transfers the second call to him'(desk, first, second) {
    await desk.answer(first);
    await desk.answer(second);
    await desk.transferAfterConsultation(bob, second);
    await desk.expectFrontCall(first);
    await desk.resumeAndHangUp(first);
  },
  async 'the transfer of the second call fails, and the receptionist takes the call back'(
    desk,
    first,
    second,
  ) {
    await desk.answer(first);
    await desk.answer(second);
    await desk.transfer(decline.upn, 'Transfer');
    await desk.takeBackFailedTransfer(second);
    await desk.hangUpByCaller(second);
    await desk.resumeAndHangUp(first);
  },
  async 'the receptionist transfers the second call to voicemail'(desk, first, second) {
    await desk.answer(first);
    await desk.answer(second);
    await desk.transfer(carol.upn, 'Voicemail');
    await desk.expectFrontCall(first);
    desk.recordTransfer(second, `Incoming · To ${carol.name}’s voicemail`);
    await desk.resumeAndHangUp(first);
  },
};

const roundCount = 20;

/** Plays `count` rounds in the order of the list, beginning with number `start`. Each round has two callers of its own. */
async function playRounds(desk: ReceptionDesk, start: number, count: number): Promise<void> {
  const kinds = Object.entries(rounds);
  for (let round = start; round < start + count; round++) {
    const [title, playRound] = kinds[round % kinds.length] ?? ['', async () => {}];
    await test.step(`${round + 1}: ${title}`, () => playRound(desk, 2 * round + 1, 2 * round + 2));
  }
}

/** Dismisses the notices of ended calls, which stay until the user dismisses them. */
const dismissNotices = async (page: Page) => {
  const dismissButtons = page.getByRole('button', { name: 'Dismiss' });
  while ((await dismissButtons.count()) > 0) await dismissButtons.first().click();
};

/**
 * Counts what the page holds, after it has shown two other views. React keeps the elements of its last rendering beside those of the
 * present one, and without new renderings these may be the elements of a call that is over.
 */
const countLeaks = async (page: Page) => {
  for (const view of ['People', 'Meetings', 'Calls'])
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: view }).click();
  return countLeakCandidates(page);
};

const clearHistory = async (page: Page) => {
  await dismissNotices(page);
  await page.getByRole('button', { name: 'Clear list' }).click();
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
};

test('a receptionist handles 40 incoming calls: the app loses no call, keeps a correct history, and leaks nothing', async ({
  openAppAs,
  system,
}) => {
  // With service-like timing, each call takes some seconds longer.
  test.setTimeout(480_000);
  const emulator = createControls(system);
  const { page } = await openAppAs(people.alice.upn);
  const removeBobsAgent = await emulator.addAnsweringAgent(bob.upn);
  const desk = new ReceptionDesk(page, emulator);
  const kindCount = Object.keys(rounds).length;

  // The test first plays each kind of round once, because the app creates some objects only once. Those are no leaks.
  await playRounds(desk, 0, kindCount);
  await desk.expectHistory();
  const clearedCount = desk.recordedCount;
  await clearHistory(page);
  const countsBefore = await countLeaks(page);
  expect(countsBefore).toMatchObject({ connections: 0, liveTracks: 0, openAudio: 0 });

  await playRounds(desk, kindCount, roundCount - kindCount);
  await desk.expectHistory(clearedCount);
  expect(desk.incomingCount).toBe(40);
  await clearHistory(page);
  const countsAfter = await countLeaks(page);
  const growth = {
    functions: countsAfter.functions - countsBefore.functions,
    listeners: countsAfter.domListeners - countsBefore.domListeners,
  };
  test.info().annotations.push({ type: 'growth after 22 more calls', description: JSON.stringify(growth) });
  expect(countsAfter).toMatchObject({ connections: 0, liveTracks: 0, openAudio: 0 });
  // Of the 40 calls, 18 came before the first count, and 22 after it. If each of the 22 calls left a listener behind, there
  // would be 22 more listeners and 22 more functions.
  expect(growth.listeners).toBeLessThan(11);
  expect(growth.functions).toBeLessThan(11);
  // Transferred callers are still in calls. The receptionist, Alice, must be in no call.
  expect(JSON.stringify(await emulator.listCalls())).not.toContain(people.alice.id);
  await removeBobsAgent();
  await emulator.resetCalls();
});
