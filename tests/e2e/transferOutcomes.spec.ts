import type { Page } from '@playwright/test';
import { createControls } from '../support/controls.ts';
import { ReceptionDesk } from '../support/app/receptionDesk.ts';
import { callControl, dial, expect, people, test } from '../support/app/appTest.ts';

const { alice, bob, carol, decline, busy } = people;
const declineName = 'Decline (bot)';
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

test('a consultation that is declined is announced, and one key resumes the call that waits', async ({
  openAppAs,
  system,
}) => {
  const { page } = await openAppAs(alice.upn);
  const desk = await openDesk(page, createControls(system));
  await desk.transfer(decline.upn, 'Consult first');
  await expect(
    page.getByText(`${firstCaller} is on hold, ready to transfer to ${declineName}.`),
  ).toBeVisible();
  const alert = page.getByRole('alert').filter({ hasText: 'Declined' });
  await expect(alert).toContainText(`You could not consult ${declineName} about ${firstCaller}.`);
  await page.keyboard.press('Control+Shift+B');
  await desk.expectFrontCall(1);
  await expect(callControl(page, 'Hold')).toBeVisible();
  await expect(alert).toHaveCount(0);
  await createControls(system).resetCalls();
});

test('a caller who hangs up on hold during a consultation is announced', async ({ openAppAs, system }) => {
  const emulator = createControls(system);
  const { page } = await openAppAs(alice.upn);
  const removeBobsAgent = await emulator.addAnsweringAgent(bob.upn);
  const desk = await openDesk(page, emulator);
  await desk.transfer(bob.upn, 'Consult first');
  await expect(page.getByRole('button', { name: `Transfer ${firstCaller} now` })).toBeEnabled();
  await desk.hangUpByCaller(1);
  await expect(
    page
      .getByRole('status')
      .filter({ hasText: `${firstCaller} hung up before you could transfer the call to Bob Baker` }),
  ).toBeVisible();
  await removeBobsAgent();
  await emulator.resetCalls();
});

test('a receptionist transfers with 2 clicks or 4 keys, and with 3 clicks after a consultation', async ({
  openAppAs,
  system,
}) => {
  test.setTimeout(120_000);
  const emulator = createControls(system);
  const { page } = await openAppAs(alice.upn);
  const removeBobsAgent = await emulator.addAnsweringAgent(bob.upn);
  // The panel lists Bob before the user types, because the user has called him.
  await dial(page, bob.id, 'Call');
  await expect(callControl(page, 'Hold')).toBeEnabled();
  await callControl(page, 'Hang up').click();
  const desk = new ReceptionDesk(page, emulator);
  const rowOfBob = findTransferPanel(page).getByRole('row', { name: bob.name });
  const isWithBob = (caller: string) =>
    expect(page.getByRole('status').filter({ hasText: `${caller} is now with Bob Baker` })).toBeVisible();
  let count = 0;
  const click = async (target: ReturnType<Page['getByRole']>) => {
    count += 1;
    await target.click();
  };
  const press = async (key: string) => {
    count += 1;
    await page.keyboard.press(key);
  };

  await desk.answer(1);
  await click(callControl(page, 'Transfer'));
  await click(rowOfBob.getByRole('button', { name: 'Transfer' }));
  await isWithBob('Crowd 001 (bot)');
  expect(count).toBe(2);

  count = 0;
  await desk.answer(2);
  await press('Control+Shift+X');
  await expect(findTransferPanel(page).getByRole('combobox', { name: 'Transfer to' })).toBeFocused();
  for (const key of ['b', 'o', 'Enter']) await press(key);
  await isWithBob('Crowd 002 (bot)');
  expect(count).toBe(4);

  count = 0;
  await desk.answer(3);
  await click(callControl(page, 'Transfer'));
  await click(rowOfBob.getByRole('button', { name: 'Consult first' }));
  await click(page.getByRole('button', { name: 'Transfer Crowd 003 (bot) now' }));
  await isWithBob('Crowd 003 (bot)');
  expect(count).toBe(3);
  await removeBobsAgent();
  await emulator.resetCalls();
});
