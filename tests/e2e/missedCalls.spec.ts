import { expectAccessible } from '../support/app/accessible.ts';
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
import { tabIcon, readRinging, recentCalls, recordRinging, statusLine } from '../support/app/ringing.ts';

const { alice, bob } = people;

test('Do not disturb silences calls, the user calls back from the list of missed calls, and a long list stays usable', async ({
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

  await test.step('with Do not disturb an incoming call makes no sound, and the list shows the call as missed', async () => {
    await page.getByRole('switch', { name: 'Do not disturb' }).click();
    await expect(page.getByText('Do not disturb is on')).toBeVisible();
    await dial(alicePage, bob.id, 'Call');
    await expect(statusLine(alicePage, 'Ringing…')).toBeVisible();
    await expect(incomingCallDialog(page)).toHaveCount(0);
    expect(await readRinging(page, 'playing')).toEqual([]);
    await callControl(alicePage, 'Hang up').click();
    await expect(missedCount).toBeVisible();
    await expect(page).toHaveTitle('(1) Switchboard');
    await expect(tabIcon(page)).toHaveAttribute('href', '/icon-missed.svg');
    await expect(page.getByRole('alert')).toHaveCount(0);
    await page.getByRole('switch', { name: 'Do not disturb' }).click();
  });

  await test.step('one press calls back, and the app no longer counts missed calls that the user has seen', async () => {
    await dismissEndedCall(alicePage);
    await recentCalls(page).getByRole('button', { name: 'Call Alice Archer' }).click();
    await expect.poll(() => readRinging(page, 'playing')).toEqual(['ringback']);
    await incomingCallDialog(alicePage).getByRole('button', { name: 'Decline' }).click();
    await expect.poll(() => readRinging(page, 'playing')).toEqual([]);
    await dismissEndedCall(page);
    await expect(missedCount).toHaveCount(0);
    await expect(page).toHaveTitle('Switchboard');
    await expect(recentCalls(page).getByRole('listitem')).toHaveText([/Declined/, /Missed/]);
    await expect(recentCalls(alicePage).getByRole('listitem')).toHaveText([
      /Declined by you/,
      /No answer, cancelled/,
    ]);
  });

  await test.step('a list of 500 calls, one with a very long name, fits the page, shows older calls on request, and can be cleared', async () => {
    await page.evaluate(() => {
      const key = Object.keys(localStorage).find((name) => name.includes('.history.')) ?? '';
      const entries = Array.from({ length: 500 }, (_, index) => ({
        key: String(index),
        other: `4:+1425555${1000 + index}`,
        name: index === 0 ? `<i>\u202E${'W'.repeat(10_000)}` : null,
        outcome: 'answered',
        withVideo: false,
        // One call every two hours.
        at: Date.now() - index * 7_200_000,
        seconds: 61,
      }));
      localStorage.setItem(key, JSON.stringify({ entries, seenAt: Date.now() }));
    });
    await page.reload();
    await expect(recentCalls(page).getByRole('listitem')).toHaveCount(50);
    await expect(recentCalls(page).getByRole('heading', { level: 3 }).first()).toHaveText(
      /^(Today|Yesterday)$/,
    );
    await expectAccessible(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await recentCalls(page).getByRole('button', { name: 'Show older calls' }).click();
    await expect(recentCalls(page).getByRole('listitem')).toHaveCount(100);
    const clearButton = recentCalls(page).getByRole('button', { name: 'Clear list' });
    await clearButton.click();
    await recentCalls(page).getByRole('button', { name: 'Keep' }).click();
    await expect(clearButton).toBeFocused();
    await clearButton.click();
    await recentCalls(page).getByRole('button', { name: 'Clear', exact: true }).click();
    await expect(recentCalls(page).getByRole('listitem')).toHaveCount(0);
    await expect(recentCalls(page)).toBeFocused();
  });
});
