import {
  acceptCall,
  callStateText,
  choosePeople,
  expect,
  findDialBox,
  hangUp,
  people,
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
  await expect(alicePage.getByText('Nobody in your organisation has this name or email.')).toBeVisible();
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
