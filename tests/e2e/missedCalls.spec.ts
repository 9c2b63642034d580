import { expectAccessible } from '../support/app/accessible.ts';
import { control, dial, expect, incoming, people, signIn, test } from '../support/app/appTest.ts';
import { icon, readRinging, recentCalls, recordRinging, statusLine } from '../support/app/ringing.ts';

const { alice, bob } = people;

test('do not disturb silences calls, missed calls are listed and called back, and a long list stays usable', async ({
  open,
  signedIn,
}) => {
  test.setTimeout(120_000);
  const { page, context } = await open();
  await context.addInitScript(recordRinging);
  await page.reload();
  await signIn(page, bob.upn);
  const a = await signedIn(alice.upn);
  const missed = recentCalls(page).getByText('1 missed', { exact: true });
  await expect(recentCalls(page).getByText('No calls yet.')).toBeVisible();

  await test.step('the call is silent, the app says so, and the list shows it as missed', async () => {
    await page.getByRole('switch', { name: 'Do not disturb' }).click();
    await expect(page.getByText('Do not disturb is on')).toBeVisible();
    await dial(a.page, bob.id, 'Call');
    await expect(statusLine(a.page, 'Ringing…')).toBeVisible();
    await expect(incoming(page)).toHaveCount(0);
    expect(await readRinging(page, 'playing')).toEqual([]);
    await control(a.page, 'Hang up').click();
    await expect(missed).toBeVisible();
    await expect(page).toHaveTitle('(1) Switchboard');
    await expect(icon(page)).toHaveAttribute('href', '/icon-missed.svg');
    await expect(page.getByRole('alert')).toHaveCount(0);
    await page.getByRole('switch', { name: 'Do not disturb' }).click();
  });

  await test.step('one press calls back; missed calls that were seen are no longer counted', async () => {
    await a.page.getByRole('button', { name: 'Close' }).click();
    await recentCalls(page)
      .getByRole('button', { name: /^Alice Archer Missed .*Call back$/ })
      .click();
    await expect.poll(() => readRinging(page, 'playing')).toEqual(['ringback']);
    await incoming(a.page).getByRole('button', { name: 'Decline' }).click();
    await expect.poll(() => readRinging(page, 'playing')).toEqual([]);
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(missed).toHaveCount(0);
    await expect(page).toHaveTitle('Switchboard');
    await expect(recentCalls(page).getByRole('listitem')).toHaveText([/Not answered/, /Missed/]);
    await expect(recentCalls(a.page).getByRole('listitem')).toHaveText([/Declined/, /Not answered/]);
  });

  await test.step('five hundred calls, one with a very long name', async () => {
    await page.evaluate(() => {
      const key = Object.keys(localStorage).find((name) => name.includes('.history.')) ?? '';
      const entries = Array.from({ length: 500 }, (_, nth) => ({
        key: String(nth),
        other: `4:+1425555${1000 + nth}`,
        name: nth === 0 ? `<i>\u202E${'W'.repeat(10_000)}` : null,
        outcome: 'answered',
        withVideo: false,
        at: Date.now() - nth * 7_200_000,
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
    const clear = recentCalls(page).getByRole('button', { name: 'Clear list' });
    await clear.click();
    await recentCalls(page).getByRole('button', { name: 'Keep' }).click();
    await expect(clear).toBeFocused();
    await clear.click();
    await recentCalls(page).getByRole('button', { name: 'Clear', exact: true }).click();
    await expect(recentCalls(page).getByRole('listitem')).toHaveCount(0);
    await expect(recentCalls(page)).toBeFocused();
  });
});
