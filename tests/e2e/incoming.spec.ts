import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/app/accessible.ts';
import { control, dial, expect, incoming, people, signIn, test } from '../support/app/appTest.ts';
import { icon, readRinging, recentCalls, recordRinging, statusLine } from '../support/app/ringing.ts';

const { alice, bob, carol } = people;

/** @returns the card of the incoming call whose text contains this name or id. */
const cardOf = (page: Page, name: string) => incoming(page).filter({ hasText: name });
const acceptOnCard = (page: Page, name: string, how = 'Accept') =>
  cardOf(page, name).getByRole('button', { name: how, exact: true }).click();

/** Makes the page believe that another window covers it. */
const setHidden = (page: Page, hidden: boolean) =>
  page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);

test('incoming calls leave the typing alone, wait during a call, and are accepted with hold or end', async ({
  open,
  signedIn,
}) => {
  test.setTimeout(150_000);
  const { page, context } = await open();
  await context.addInitScript(recordRinging);
  await page.reload();
  // A hostile name, as a directory might return it: it changes the text direction, and it is very long.
  await page.route(new RegExp(`/users/${carol.id}`), (route) =>
    route.fulfill({ json: { id: carol.id, displayName: `Carol <b>\u202E${'endless '.repeat(1250)}` } }),
  );
  await signIn(page, bob.upn);
  const a = await signedIn(alice.upn);
  const c = await signedIn(carol.upn);
  const box = page.getByRole('combobox', { name: 'Call someone' });

  await test.step('an incoming call takes neither the focus nor a key', async () => {
    await box.fill('Ali');
    await dial(a.page, bob.id, 'Call');
    await expect(incoming(page)).toHaveAccessibleName('Incoming call from Alice Archer');
    await expect(box).toBeFocused();
    await page.keyboard.type('ce');
    await expect(box).toHaveValue('Alice');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Space');
    await expect(incoming(page)).toBeVisible();
    await expect(cardOf(page, alice.id)).toBeVisible();
    await expect(
      page.locator('[aria-live="assertive"]', { hasText: 'Incoming call from Alice' }),
    ).toBeAttached();
    await expect(page).toHaveTitle('Alice Archer is calling · Switchboard');
    await expect(icon(page)).toHaveAttribute('href', '/icon-ringing.svg');
    await expect.poll(() => readRinging(page, 'playing')).toEqual(['ring']);
  });

  await test.step('a hidden tab shows a system notification, once the user allowed it', async () => {
    await setHidden(page, true);
    expect(await readRinging(page, 'shown')).toEqual([]);
    await setHidden(page, false);
    // Beside the notification setting the app says what it cannot do, before and after the user turns it on.
    const limit = page.getByText('With no tab open, this browser cannot ring.');
    await expect(limit).toBeVisible();
    await page.getByRole('button', { name: 'Notify me when this window is hidden' }).click();
    await expect(page.getByText('You get a notification of calls')).toBeVisible();
    await expect(limit).toBeVisible();
    expect(await readRinging(page, 'shown')).toEqual([]);
    await setHidden(page, true);
    await expect.poll(() => readRinging(page, 'shown')).toEqual(['Incoming call from Alice Archer']);
    await setHidden(page, false);
    expect(await readRinging(page, 'shown')).toEqual([]);
  });

  await test.step('a second call has a card of its own, from which its long name does not overflow', async () => {
    await dial(c.page, bob.id, 'Call');
    await expect(incoming(page)).toHaveCount(2);
    // The directory answers after the call has begun to ring.
    await expect(cardOf(page, carol.id)).toHaveAccessibleName(/^Incoming call from Carol <b> endless/);
    const name = await cardOf(page, carol.id).getAttribute('aria-label');
    expect(name?.length).toBeLessThan(110);
    const [first, second] = await Promise.all([alice, carol].map(({ id }) => cardOf(page, id).boundingBox()));
    expect(second?.width).toBe(first?.width);
    expect(second?.height).toBe(first?.height);
    await expectAccessible(page);
  });

  await test.step('the user accepts one by keyboard; the other keeps ringing as a soft beep', async () => {
    await cardOf(page, alice.id).focus();
    await page.keyboard.press('Enter');
    await expect(incoming(page)).toHaveCount(2);
    await page.keyboard.press('Tab');
    await expect(cardOf(page, alice.id).getByRole('button', { name: 'Accept', exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(statusLine(a.page, 'Connected')).toBeVisible();
    await expect(incoming(page)).toHaveCount(1);
    await expect.poll(() => readRinging(page, 'playing')).toEqual(['waiting']);
    await expectAccessible(page);
  });

  await test.step('Accept holds the current call', async () => {
    await acceptOnCard(page, carol.id);
    await expect(statusLine(c.page, 'Connected')).toBeVisible();
    await expect(statusLine(a.page, 'On hold')).toBeVisible();
    await expect.poll(() => readRinging(page, 'playing')).toEqual([]);
    await expect(page).toHaveTitle('Switchboard');
    await expect(icon(page)).toHaveAttribute('href', '/icon.svg');
    await control(c.page, 'Hang up').click();
    await expect(statusLine(page, 'On hold')).toBeVisible();
  });

  await test.step('End and accept ends the current call', async () => {
    await c.page.getByRole('button', { name: 'Close' }).click();
    await dial(c.page, bob.id, 'Call');
    await acceptOnCard(page, carol.id, 'End and accept');
    await expect(a.page.getByRole('heading', { name: 'The call has ended' })).toBeVisible();
    await expect(statusLine(c.page, 'Connected')).toBeVisible();
    await control(page, 'Hang up').click();
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(recentCalls(page).getByRole('listitem')).toHaveCount(3);
  });
});
