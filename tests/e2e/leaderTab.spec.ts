import type { Page } from '@playwright/test';
import {
  acceptCall,
  callControl,
  callRegion,
  dial,
  dismissEndedCall,
  expect,
  incomingCallDialog,
  people,
  signIn,
  test,
} from '../support/app/appTest.ts';
import { recentCalls, statusLine } from '../support/app/ringing.ts';

const { alice, bob } = people;

/** When a user has the app open in several tabs, calls ring in one of them only: the leader tab. */
test('calls ring only in the leader tab; the user can make another tab the leader, and a running call stays in its tab', async ({
  openApp,
  openAppAs,
  system,
}) => {
  test.setTimeout(120_000);
  const { page: firstTab, context } = await openApp();
  await signIn(firstTab, bob.upn);
  const secondTab = await context.newPage();
  await secondTab.goto(system.url);
  await signIn(secondTab, bob.upn);
  const { page: alicePage } = await openAppAs(alice.upn);
  /** @returns the button by which a tab becomes the leader. Only tabs that are not the leader show this button. */
  const findLeaderButton = (tab: Page) => tab.getByRole('button', { name: 'Use this tab' });
  await expect(findLeaderButton(secondTab)).toBeVisible();
  await expect(findLeaderButton(firstTab)).toHaveCount(0);

  await dial(alicePage, bob.id, 'Call');
  await expect(incomingCallDialog(firstTab)).toBeVisible();
  await expect(incomingCallDialog(secondTab)).toHaveCount(0);
  await findLeaderButton(secondTab).click();
  await expect(incomingCallDialog(secondTab)).toBeVisible();
  await expect(incomingCallDialog(firstTab)).toHaveCount(0);
  await findLeaderButton(firstTab).click();
  await acceptCall(firstTab);
  await expect(statusLine(firstTab, 'Connected')).toBeVisible();

  await findLeaderButton(secondTab).click();
  await expect(firstTab.getByText('This call goes on here until it ends')).toBeVisible();
  await expect(statusLine(alicePage, 'Connected')).toBeVisible();
  await callControl(firstTab, 'Hang up').click();
  await dismissEndedCall(firstTab);
  // The list of each tab contains the call exactly once.
  for (const tab of [firstTab, secondTab])
    await expect(recentCalls(tab).getByRole('listitem')).toHaveText([/Answered · /]);

  await secondTab.close();
  await expect(findLeaderButton(firstTab)).toHaveCount(0);
  await alicePage.getByRole('button', { name: 'Call back' }).click();
  await expect(incomingCallDialog(firstTab)).toBeVisible();
  await incomingCallDialog(firstTab).getByRole('button', { name: 'Decline' }).click();
});

test('B2: a user with two tabs is heard in one call at a time: the other tab puts its call on hold', async ({
  openApp,
  openAppAs,
  system,
}) => {
  const { page: firstTab, context } = await openApp();
  await signIn(firstTab, bob.upn);
  const secondTab = await context.newPage();
  await secondTab.goto(system.url);
  await signIn(secondTab, bob.upn);
  const { page: alicePage } = await openAppAs(alice.upn);

  await dial(alicePage, bob.id, 'Call');
  await acceptCall(firstTab);
  await expect(statusLine(firstTab, 'Connected')).toBeVisible();
  await dial(secondTab, people.echo.id, 'Call');
  await expect(statusLine(secondTab, 'Connected')).toBeVisible();
  await expect(statusLine(firstTab, 'On hold')).toBeVisible();
  await expect(firstTab.getByText('because you are in a call in another tab')).toBeVisible();
  await callControl(firstTab, 'Resume').click();
  await expect(statusLine(firstTab, 'Connected')).toBeVisible();
  await expect(statusLine(secondTab, 'On hold')).toBeVisible();
  await callControl(firstTab, 'Hang up').click();
  await callControl(secondTab, 'Resume').click();
  await expect(statusLine(secondTab, 'Connected')).toBeVisible();
  await callControl(secondTab, 'Hang up').click();
});

test('X5: Alice calls Bob in one tab and accepts his call in another tab while he accepts hers: they speak in one call', async ({
  openApp,
  openAppAs,
  system,
}) => {
  test.setTimeout(120_000);
  const { page: ringTab, context } = await openApp();
  await signIn(ringTab, alice.upn);
  const dialTab = await context.newPage();
  await dialTab.goto(system.url);
  await signIn(dialTab, alice.upn);
  const { page: bobPage } = await openAppAs(bob.upn);
  await Promise.all([dial(dialTab, bob.id, 'Call'), dial(bobPage, alice.id, 'Call')]);
  const cards = [ringTab, bobPage].map(incomingCallDialog);
  for (const card of cards) await expect(card).toBeVisible();
  // The app that learns first that its own call is answered stops ringing, perhaps before the user has pressed *Accept*.
  const press = { timeout: 2_000 };
  const acceptances = cards.map((card) =>
    card.getByRole('button', { name: 'Accept', exact: true }).click(press),
  );
  const results = await Promise.allSettled(acceptances);
  expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);

  await expect(statusLine(bobPage, 'Connected')).toBeVisible();
  // If only one call is answered, the apps have 3 s for the other one.
  await dialTab.waitForTimeout(4_000);
  const tabs = [dialTab, ringTab];
  const countCalls = async () =>
    (await Promise.all(tabs.map((tab) => callRegion(tab).count()))).filter((count) => count > 0);
  await expect.poll(countCalls).toEqual([1]);
  for (const page of [...tabs, bobPage]) {
    await expect(incomingCallDialog(page)).toHaveCount(0);
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(page.getByText('On hold', { exact: true })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Call back' })).toHaveCount(0);
  }
  const callTab = (await callRegion(dialTab).count()) === 1 ? dialTab : ringTab;
  await expect(statusLine(callTab, 'Connected')).toBeVisible();
  await callControl(callTab, 'Hang up').click();
});
