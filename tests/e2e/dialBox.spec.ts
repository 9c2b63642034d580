import {
  acceptCall,
  callControl,
  callStateText,
  choosePeople,
  expect,
  findDialBox,
  hangUp,
  people,
  signIn,
  test,
} from '../support/app/appTest.ts';
import { recentCalls } from '../support/app/ringing.ts';

const { alice, bob, carol } = people;

test('a user finds several people by name and address, and calls them together; the history of each names the group', async ({
  openPages,
}) => {
  test.slow();
  const [alicePage, bobPage, carolPage] = await openPages(alice, bob, carol);
  await findDialBox(alicePage).fill('nobody of this name');
  await expect(alicePage.getByText('Nobody with this name or email was found.')).toBeVisible();
  await findDialBox(alicePage).fill(alice.upn);
  await expect(alicePage.getByText('This is you.')).toBeVisible();
  await choosePeople(alicePage, bob, carol);
  await expect(alicePage.getByText('Calls Bob Baker, Carol Chen together.')).toBeVisible();
  await findDialBox(alicePage).fill('bob');
  await expect(alicePage.getByText('They are already chosen.')).toBeVisible();
  await findDialBox(alicePage).fill('');
  await alicePage.getByRole('button', { name: 'Call', exact: true }).click();
  for (const page of [bobPage, carolPage]) await acceptCall(page);
  await expect(callStateText(alicePage, 'Connected')).toBeVisible();
  for (const name of [bob.name, carol.name])
    await expect(alicePage.getByRole('group', { name })).toBeVisible();
  for (const [page, entry] of [
    [alicePage, /Bob Baker, Carol Chen Outgoing/],
    [bobPage, /(Alice Archer, Carol Chen|Carol Chen, Alice Archer) Answered/],
  ] as const) {
    await hangUp(page);
    await expect(recentCalls(page).getByRole('listitem')).toHaveText([entry]);
  }
});

test('a link to the app fills in the dial box but places no call; a user calls a phone number, and joins a meeting', async ({
  openApp,
}) => {
  const { page } = await openApp({ path: '/?call=%2B14255550100' });
  await signIn(page, alice.upn);
  const dialBox = findDialBox(page);
  await expect(dialBox).toHaveValue('+14255550100');
  await expect(page.getByText('Calls the phone number +1 425 555 0100.')).toBeVisible();
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(callStateText(page, 'Connected')).toBeVisible();
  await hangUp(page);
  await expect(dialBox).toHaveValue('');

  const link = 'https://teams.microsoft.com/l/meetup-join/19%3Ameeting_adhoc%40thread.v2/0';
  await dialBox.fill(link);
  await expect(page.getByRole('link', { name: 'Open this meeting in Teams' })).toHaveAttribute('href', link);
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(callStateText(page, 'Connected')).toBeVisible();
  await hangUp(page);
  // The button in the list of recent calls joins the meeting again. It does not call the people of the meeting.
  await recentCalls(page).getByRole('button', { name: 'Join Teams meeting' }).click();
  await expect(callStateText(page, 'Connected')).toBeVisible();
  await callControl(page, 'Hang up').click();
});
