import type { Page } from '@playwright/test';
import {
  acceptCall,
  callControl,
  dial,
  expect,
  hangUp,
  incomingCallDialog,
  type OpenedApp,
  people,
  signIn,
  test,
} from '../support/app/appTest.ts';
import { recentCalls, statusLine } from '../support/app/ringing.ts';

const { alice, bob } = people;

async function openTabs(openAppAs: (upn: string) => Promise<OpenedApp>) {
  const { page: firstTab, context } = await openAppAs(bob.upn);
  const secondTab = await context.newPage();
  await secondTab.goto(firstTab.url());
  await signIn(secondTab, bob.upn);
  const { page: alicePage } = await openAppAs(alice.upn);
  return { firstTab, secondTab, alicePage };
}

/** When a user has the app open in several tabs, calls ring in one of them only: the leader tab. */
test('calls ring only in the leader tab; the user can make another tab the leader, and a running call stays in its tab', async ({
  openAppAs,
}) => {
  test.setTimeout(120_000);
  const { firstTab, secondTab, alicePage } = await openTabs(openAppAs);
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
  await hangUp(firstTab);
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
  openAppAs,
}) => {
  const { firstTab, secondTab, alicePage } = await openTabs(openAppAs);

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
