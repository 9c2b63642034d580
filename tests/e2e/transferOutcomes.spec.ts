import type { Page } from '@playwright/test';
import { createControls } from '../support/controls.ts';
import { ReceptionDesk } from '../support/app/receptionDesk.ts';
import { callControl, expect, people, test } from '../support/app/appTest.ts';

const { alice, carol, decline, busy } = people;
const firstCaller = 'Crowd 001 (bot)';

test.use({ movesClock: true });

const findTransferPanel = (page: Page) => page.getByRole('complementary', { name: 'Transfer' });

/** Brings another call in front: the second caller rings, and the user accepts, which holds the first call. */
async function openDesk(page: Page, emulator: ReturnType<typeof createControls>) {
  const desk = new ReceptionDesk(page, emulator);
  await desk.answer(1);
  return desk;
}

for (const [target, upn, reason] of [
  ['who declines', decline.upn, 'Declined'],
  ['who is busy', busy.upn, 'Busy'],
  ['who does not answer', 'noanswer@fabrikam.example', 'No answer'],
  ['who is not signed in', carol.upn, 'Did not connect'],
] as const)
  test(`a transfer to a person ${target} is announced while another call is in front`, async ({
    openAppAs,
    system,
  }) => {
    const emulator = createControls(system);
    const { page } = await openAppAs(alice.upn);
    const desk = await openDesk(page, emulator);
    await desk.transfer(upn, 'Transfer');
    await expect(findTransferPanel(page)).toHaveCount(0);
    await desk.answer(2);
    // A transfer that nobody answers fails after a minute.
    if (reason === 'No answer') await emulator.advanceClock(60_000);
    const alert = page.getByRole('alert').filter({ hasText: reason });
    await expect(alert).toContainText(`The transfer of ${firstCaller} to`);
    await desk.expectFrontCall(2);
    // The end of the call in front brings the waiting call back, and its alert stays until the user has read it.
    await callControl(page, 'Hang up').click();
    await desk.expectFrontCall(1);
    await expect(alert).toBeVisible();
    await alert.getByRole('button', { name: `Resume with ${firstCaller}` }).click();
    await desk.expectFrontCall(1);
    await expect(alert).toHaveCount(0);
    await emulator.resetCalls();
  });

test('a transfer to a voicemail is announced while the next call comes to the front', async ({
  openAppAs,
  system,
}) => {
  const emulator = createControls(system);
  const { page } = await openAppAs(alice.upn);
  const desk = await openDesk(page, emulator);
  await desk.answer(2);
  await desk.switchTo(1);
  await desk.transfer(carol.upn, 'Voicemail');
  const notice = page.getByRole('status').filter({
    hasText: `${firstCaller} is now with the voicemail of Carol Chen`,
  });
  await expect(notice).toBeVisible();
  await desk.expectFrontCall(2);
  await emulator.resetCalls();
});
