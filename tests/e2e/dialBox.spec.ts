import type { Page } from '@playwright/test';
import {
  acceptCall,
  callControl,
  callStateText,
  dismissEndedCall,
  expect,
  people,
  signIn,
  test,
  findDialBox,
} from '../support/app/appTest.ts';

const { alice, bob, carol } = people;

test('the dial box finds people by name and address, calls a single match at once, and starts a group call with several people', async ({
  openAppAs,
}) => {
  const { page: alicePage } = await openAppAs(alice.upn);
  const { page: bobPage } = await openAppAs(bob.upn);
  const { page: carolPage } = await openAppAs(carol.upn);
  const dialBox = findDialBox(alicePage);
  const callButton = alicePage.getByRole('button', { name: 'Call', exact: true });

  await dialBox.fill('carol@fabrikam.example');
  await expect(alicePage.getByText('Calls Carol Chen.')).toBeVisible();
  await dialBox.fill('nobody of this name');
  await expect(alicePage.getByText('Nobody with this name or email was found.')).toBeVisible();
  await expect(callButton).toBeDisabled();

  await dialBox.fill('bob');
  await alicePage.getByRole('option', { name: /Bob Baker/ }).click();
  await dialBox.fill('carol');
  await alicePage.getByRole('option', { name: /Carol Chen/ }).click();
  await expect(alicePage.getByText('Calls Bob Baker, Carol Chen together.')).toBeVisible();
  await dialBox.fill('bob');
  await expect(alicePage.getByText('They are already chosen.')).toBeVisible();
  await alicePage.getByRole('button', { name: 'Remove Bob Baker' }).click();
  await expect(dialBox).toBeFocused();
  await dialBox.fill('bob@');
  await alicePage.getByRole('option', { name: /Bob Baker/ }).click();
  for (const ownAddress of [alice.upn, alice.id]) {
    await dialBox.fill(ownAddress);
    await expect(alicePage.getByText('This is you.')).toBeVisible();
    await expect(alicePage.getByRole('option')).toHaveCount(0);
    await expect(callButton).toBeDisabled();
  }
  await dialBox.fill('');
  await callButton.click();
  for (const page of [bobPage, carolPage]) await acceptCall(page);
  await expect(callStateText(alicePage, 'Connected')).toBeVisible();
  for (const name of [bob.name, carol.name])
    await expect(alicePage.getByRole('group', { name })).toBeVisible();
  await callControl(alicePage, 'Hang up').click();
  await dismissEndedCall(alicePage);
  const listRecentCalls = (page: Page) =>
    page.getByRole('region', { name: 'Recent calls' }).getByRole('listitem');
  await expect(listRecentCalls(alicePage)).toHaveText([/Carol Chen, Bob Baker Outgoing/]);
  // The callee's list of recent calls also names the whole group.
  await callControl(bobPage, 'Hang up').click();
  await dismissEndedCall(bobPage);
  await expect(listRecentCalls(bobPage)).toHaveText([
    /(Alice Archer, Carol Chen|Carol Chen, Alice Archer) Answered/,
  ]);
});

test('the dial box calls a phone number, and joins a meeting; a link to the app fills in the dial box but places no call', async ({
  openApp,
}) => {
  const { page } = await openApp({ path: '/?call=%2B14255550100' });
  await signIn(page, alice.upn);
  const dialBox = findDialBox(page);
  await expect(dialBox).toHaveValue('+14255550100');
  await expect(page.getByText('Calls the phone number +1 425 555 0100.')).toBeVisible();
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(callStateText(page, 'Connected')).toBeVisible();
  await callControl(page, 'Hang up').click();
  await dismissEndedCall(page);
  await expect(dialBox).toHaveValue('');

  const link = 'https://teams.microsoft.com/l/meetup-join/19%3Ameeting_adhoc%40thread.v2/0';
  await dialBox.fill(link);
  await expect(page.getByRole('link', { name: 'Open this meeting in Teams' })).toHaveAttribute('href', link);
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(callStateText(page, 'Connected')).toBeVisible();
  await callControl(page, 'Hang up').click();
  await dismissEndedCall(page);
  // The button in the list of recent calls joins the meeting again. It does not call the people of the meeting.
  const recentCalls = page.getByRole('region', { name: 'Recent calls' });
  await recentCalls.getByRole('button', { name: 'Join Teams meeting' }).click();
  await expect(callStateText(page, 'Connected')).toBeVisible();
  await callControl(page, 'Hang up').click();
});
