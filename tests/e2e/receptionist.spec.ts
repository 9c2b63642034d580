import type { Page } from '@playwright/test';
import { controls } from '../support/controls.ts';
import { Desk } from '../support/app/receptionist.ts';
import { expect, people, test } from '../support/app/appTest.ts';
import { countLeaks } from '../support/app/leaks.ts';

const { bob, carol, decline } = people;

/** Two calls in: the first finds the phone at rest, the second one comes while the first goes on. */
type Round = (desk: Desk, first: number, second: number) => Promise<void>;

/** Everything that a receptionist does with a second call. Each leaves the phone at rest. */
const rounds: Record<string, Round> = {
  async 'hold and accept'(desk, first, second) {
    await desk.answer(first);
    await desk.answer(second);
    await desk.leaves(second);
    await desk.resumeAndHangUp(first);
  },
  async 'end and accept'(desk, first, second) {
    await desk.answer(first);
    await desk.answer(second, 'End and accept');
    await desk.hangUp();
  },
  async 'decline, and the first one hangs up'(desk, first, second) {
    await desk.answer(first);
    await desk.ring(second);
    await desk.press(second, 'Decline', 'Declined');
    await desk.leaves(first);
    await desk.close();
  },
  async 'missed, and called back'(desk, first, second) {
    await desk.answer(first);
    await desk.ring(second);
    await desk.givesUp(second);
    await desk.hangUp();
    await desk.callBack(second);
  },
  async 'answered in another window'(desk, first, second) {
    await desk.answer(first);
    await desk.ring(second);
    await desk.answeredElsewhere(second);
    await desk.hangUp();
  },
  async 'sent on'(desk, first, second) {
    await desk.answer(first);
    await desk.answer(second);
    await desk.transfer(bob.upn, 'Transfer now');
    await desk.isInFront(first);
    await desk.resumeAndHangUp(first);
  },
  async 'asked first, then sent on'(desk, first, second) {
    await desk.answer(first);
    await desk.answer(second);
    await desk.askFirst(bob, second);
    await desk.isInFront(first);
    await desk.resumeAndHangUp(first);
  },
  async 'sent on in vain, and taken back'(desk, first, second) {
    await desk.answer(first);
    await desk.answer(second);
    await desk.transfer(decline.upn, 'Transfer now');
    await desk.takeBack(second);
    await desk.leaves(second);
    await desk.resumeAndHangUp(first);
  },
  async 'to a voicemail'(desk, first, second) {
    await desk.answer(first);
    await desk.answer(second);
    await desk.transfer(carol.upn, 'To voicemail');
    await desk.isInFront(first);
    await desk.resumeAndHangUp(first);
  },
};

const allRounds = 20;

async function work(desk: Desk, from: number, count: number): Promise<void> {
  const kinds = Object.entries(rounds);
  for (let round = from; round < from + count; round++) {
    const [title, play] = kinds[round % kinds.length] ?? ['', async () => {}];
    await test.step(`${round + 1}: ${title}`, () => play(desk, 2 * round + 1, 2 * round + 2));
  }
}

/** Reads what is told of calls that are over: it stays until then. */
const readNews = async (page: Page) => {
  const dismiss = page.getByRole('button', { name: 'Dismiss' });
  while ((await dismiss.count()) > 0) await dismiss.first().click();
};

const clearHistory = async (page: Page) => {
  await readNews(page);
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
  const desk = new Desk(page, emulator);
  const kinds = Object.keys(rounds).length;

  // Everything once, so that what is loaded or kept once is there.
  await work(desk, 0, kinds);
  await desk.expectHistory();
  const cleared = desk.noted;
  await clearHistory(page);
  const before = await countLeaks(page);
  expect(before).toMatchObject({ connections: 0, liveTracks: 0, openAudio: 0 });

  await work(desk, kinds, allRounds - kinds);
  await desk.expectHistory(cleared);
  expect(desk.callsIn).toBe(40);
  await clearHistory(page);
  const after = await countLeaks(page);
  const kept = {
    functions: after.functions - before.functions,
    listeners: after.domListeners - before.domListeners,
  };
  test.info().annotations.push({ type: 'kept after 22 more calls', description: JSON.stringify(kept) });
  expect(after).toMatchObject({ connections: 0, liveTracks: 0, openAudio: 0 });
  // One listener that each call left behind would be 22, with its own functions.
  expect(kept.listeners).toBeLessThan(11);
  expect(kept.functions).toBeLessThan(11);
  // Those who were sent on talk to each other; the receptionist is in no call.
  expect(JSON.stringify(await emulator.calls())).not.toContain(people.alice.id);
  await stop();
  await emulator.clear();
});
