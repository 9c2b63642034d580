import {
  callControl,
  dial,
  dismissEndedCall,
  expect,
  incomingCallDialog,
  people,
  signIn,
  test,
} from '../support/app/appTest.ts';
import { readRinging, recentCalls, recordRinging, statusLine } from '../support/app/ringing.ts';

const { alice, bob } = people;

test('Do not disturb silences calls, and the user calls back from the list of missed calls', async ({
  openApp,
  openAppAs,
}) => {
  test.setTimeout(120_000);
  const { page, context } = await openApp();
  await context.addInitScript(recordRinging);
  await page.reload();
  await signIn(page, bob.upn);
  const { page: alicePage } = await openAppAs(alice.upn);
  const missedCount = recentCalls(page).getByText('1 missed', { exact: true });
  await expect(recentCalls(page).getByText('No calls yet.')).toBeVisible();
  await page.getByRole('switch', { name: 'Do not disturb' }).click();
  await expect(page.getByText('Do not disturb is on')).toBeVisible();
  await dial(alicePage, bob.id, 'Call');
  await expect(statusLine(alicePage, 'Ringing…')).toBeVisible();
  await expect(incomingCallDialog(page)).toHaveCount(0);
  expect(await readRinging(page, 'playing')).toEqual([]);
  await callControl(alicePage, 'Hang up').click();
  await expect(missedCount).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.getByRole('switch', { name: 'Do not disturb' }).click();
  await dismissEndedCall(alicePage);
  await recentCalls(page).getByRole('button', { name: 'Call Alice Archer' }).click();
  await expect.poll(() => readRinging(page, 'playing')).toEqual(['ringback']);
  await incomingCallDialog(alicePage).getByRole('button', { name: 'Decline' }).click();
  await expect.poll(() => readRinging(page, 'playing')).toEqual([]);
  await dismissEndedCall(page);
  await expect(missedCount).toHaveCount(0);
});
