import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/app/accessible.ts';
import {
  callControl,
  dial,
  dismissEndedCall,
  endedCallNotice,
  expect,
  incomingCallDialog,
  people,
  signIn,
  test,
} from '../support/app/appTest.ts';
import { tabIcon, readRinging, recentCalls, recordRinging, statusLine } from '../support/app/ringing.ts';

const { alice, bob, carol } = people;

/** @returns the card of the incoming call that shows this name or id. */
const findCard = (page: Page, nameOrId: string) => incomingCallDialog(page).filter({ hasText: nameOrId });
const pressOnCard = (page: Page, nameOrId: string, button: 'Accept' | 'End and accept') =>
  findCard(page, nameOrId).getByRole('button', { name: button, exact: true }).click();

/** Tells the page that it is hidden (as when another window covers it), or that it is visible again. */
const setPageHidden = (page: Page, isHidden: boolean) =>
  page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);

test('an incoming call does not disturb a user who is typing, rings during another call, and can be accepted by holding or ending the other call', async ({
  openApp,
  openAppAs,
}) => {
  test.setTimeout(150_000);
  const { page, context } = await openApp();
  await context.addInitScript(recordRinging);
  await page.reload();
  // The directory returns a hostile name for Carol. U+202E reverses the direction of the text, and the name is very long.
  await page.route(new RegExp(`/users/${carol.id}`), (route) =>
    route.fulfill({ json: { id: carol.id, displayName: `Carol <b>\u202E${'endless '.repeat(1250)}` } }),
  );
  await signIn(page, bob.upn);
  const { page: alicePage } = await openAppAs(alice.upn);
  const { page: carolPage } = await openAppAs(carol.upn);
  const dialBox = page.getByRole('combobox', { name: 'Call someone' });

  await test.step('an incoming call takes neither the focus nor a key press', async () => {
    await dialBox.fill('Ali');
    await dial(alicePage, bob.id, 'Call');
    await expect(incomingCallDialog(page)).toHaveAccessibleName('Incoming call from Alice Archer');
    await expect(dialBox).toBeFocused();
    await page.keyboard.type('ce');
    await expect(dialBox).toHaveValue('Alice');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Space');
    // The space has opened the suggestions again, which cover what stands below the dial box.
    await page.keyboard.press('Escape');
    await expect(incomingCallDialog(page)).toBeVisible();
    await expect(findCard(page, alice.id)).toBeVisible();
    await expect(
      page.locator('[aria-live="assertive"]', { hasText: 'Incoming call from Alice' }),
    ).toBeAttached();
    await expect(page).toHaveTitle('Alice Archer is calling · Switchboard');
    await expect(tabIcon(page)).toHaveAttribute('href', '/icon-ringing.svg');
    await expect.poll(() => readRinging(page, 'playing')).toEqual(['ring']);
  });

  await test.step('a hidden tab shows a system notification after the user has allowed notifications', async () => {
    await setPageHidden(page, true);
    expect(await readRinging(page, 'shown')).toEqual([]);
    await setPageHidden(page, false);
    // The text beside the notification setting always says that the app cannot ring when no tab is open.
    const limitation = page.getByText('Keep this tab open to receive calls.');
    await expect(limitation).toBeVisible();
    await page.getByRole('button', { name: 'Notify me when this window is hidden' }).click();
    await expect(page.getByText('You get a notification of calls')).toBeVisible();
    await expect(limitation).toBeVisible();
    expect(await readRinging(page, 'shown')).toEqual([]);
    await setPageHidden(page, true);
    await expect.poll(() => readRinging(page, 'shown')).toEqual(['Incoming call from Alice Archer']);
    await setPageHidden(page, false);
    expect(await readRinging(page, 'shown')).toEqual([]);
  });

  await test.step('a second call has its own card, and a long name does not make the card larger', async () => {
    await dial(carolPage, bob.id, 'Call');
    await expect(incomingCallDialog(page)).toHaveCount(2);
    // The directory answers after the call has begun to ring.
    await expect(findCard(page, carol.id)).toHaveAccessibleName(/^Incoming call from Carol <b> endless/);
    const name = await findCard(page, carol.id).getAttribute('aria-label');
    // The app shortens the name, which has 10,000 characters.
    expect(name?.length).toBeLessThan(110);
    const [first, second] = await Promise.all(
      [alice, carol].map(({ id }) => findCard(page, id).boundingBox()),
    );
    expect(second?.width).toBe(first?.width);
    // The cards of further calls are lower than the first one.
    expect(second?.height).toBeLessThan(first?.height ?? 0);
    await expectAccessible(page);
  });

  await test.step('the user accepts the first call by keyboard, and the second call keeps ringing with the waiting tone', async () => {
    await findCard(page, alice.id).focus();
    await page.keyboard.press('Enter');
    await expect(incomingCallDialog(page)).toHaveCount(2);
    await page.keyboard.press('Tab');
    await expect(findCard(page, alice.id).getByRole('button', { name: 'Accept', exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(statusLine(alicePage, 'Connected')).toBeVisible();
    await expect(incomingCallDialog(page)).toHaveCount(1);
    await expect.poll(() => readRinging(page, 'playing')).toEqual(['waiting']);
    await expectAccessible(page);
  });

  await test.step('the button Accept holds the current call', async () => {
    await pressOnCard(page, carol.id, 'Accept');
    await expect(statusLine(carolPage, 'Connected')).toBeVisible();
    await expect(statusLine(alicePage, 'On hold')).toBeVisible();
    await expect.poll(() => readRinging(page, 'playing')).toEqual([]);
    await expect(page).toHaveTitle(/^Carol <b> endless.*… · \d:\d\d · Switchboard$/);
    await expect(tabIcon(page)).toHaveAttribute('href', '/icon-in-call.svg');
    await callControl(carolPage, 'Hang up').click();
    await expect(statusLine(page, 'On hold')).toBeVisible();
  });

  await test.step('the button End and accept ends the current call', async () => {
    await dismissEndedCall(carolPage);
    await dial(carolPage, bob.id, 'Call');
    await pressOnCard(page, carol.id, 'End and accept');
    await expect(endedCallNotice(alicePage, 'The call has ended')).toBeVisible();
    await expect(statusLine(carolPage, 'Connected')).toBeVisible();
    await callControl(page, 'Hang up').click();
    await dismissEndedCall(page);
    // The two calls of Carol share a row.
    await expect(recentCalls(page).getByRole('listitem')).toHaveText([
      /^CCarol <b> endless .*\(2\) Answered/,
      /Alice Archer Answered/,
    ]);
  });
});
