import type { Page } from '@playwright/test';
import {
  acceptCall,
  callStateText,
  connectCall,
  callControl,
  expect,
  callRegion,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, bob, carol, decline } = people;

const findHeading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });
const findTransferPanel = (page: Page) => page.getByRole('complementary', { name: 'Transfer' });

/** @param button the button to press: it starts the transfer, except *Ask first*, which places a call to the target first */
async function transferTo(
  page: Page,
  target: string,
  button: 'Transfer now' | 'Ask first' | 'To voicemail',
): Promise<void> {
  const panel = findTransferPanel(page);
  if (!(await panel.isVisible())) {
    await callControl(page, 'More').click();
    await page.getByRole('menuitem', { name: 'Transfer' }).click();
  }
  await panel.getByRole('combobox', { name: 'Transfer to' }).fill(target);
  await panel.getByRole('button', { name: button }).click();
}

test('when a transfer fails, the user takes the call back and transfers it to voicemail', async ({
  openAppAs,
}) => {
  test.slow();
  const { page: alicePage } = await openAppAs(alice.upn);
  const { page: bobPage } = await openAppAs(bob.upn);
  await connectCall(alicePage, bobPage, bob.id);

  await transferTo(alicePage, decline.upn, 'Transfer now');
  await expect(findTransferPanel(alicePage).getByText(/Bob Baker is on the way to Decline/)).toBeVisible();
  await expect(
    findTransferPanel(alicePage).getByText('Decline (bot) declined. The call with Bob Baker is still here.'),
  ).toBeVisible();
  await expect(callStateText(alicePage, 'On hold')).toBeVisible();
  await findTransferPanel(alicePage).getByRole('button', { name: 'Take Bob Baker back' }).click();
  await expect(callStateText(alicePage, 'Connected')).toBeVisible();
  await expect(callStateText(bobPage, 'Connected')).toBeVisible();

  await transferTo(alicePage, carol.upn, 'To voicemail');
  await expect(findHeading(alicePage, 'The call was transferred')).toBeVisible();
  await expect(callStateText(bobPage, 'Connected')).toBeVisible();
  await expect(findHeading(bobPage, carol.name)).toBeVisible();
  await callControl(bobPage, 'Hang up').click();
});

test('a user transfers a call at once, and another call after asking the transfer target', async ({
  openAppAs,
}) => {
  test.slow();
  const { page: alicePage } = await openAppAs(alice.upn);
  const { page: bobPage } = await openAppAs(bob.upn);
  const { page: carolPage } = await openAppAs(carol.upn);
  await connectCall(alicePage, bobPage, bob.id);

  await transferTo(alicePage, carol.name, 'Transfer now');
  await acceptCall(carolPage);
  await expect(findHeading(alicePage, 'The call was transferred')).toBeVisible();
  await expect(callStateText(carolPage, 'Connected')).toBeVisible();
  await expect(findHeading(bobPage, carol.name)).toBeVisible();
  await callControl(carolPage, 'Hang up').click();
  for (const page of [alicePage, bobPage, carolPage])
    await page.getByRole('button', { name: 'Close', exact: true }).click();

  await connectCall(alicePage, bobPage, bob.id);
  await transferTo(alicePage, carol.name, 'Ask first');
  await acceptCall(carolPage);
  await expect(findHeading(alicePage, carol.name)).toBeVisible();
  await expect(callStateText(bobPage, 'On hold')).toBeVisible();
  await callRegion(alicePage).getByRole('button', { name: 'Complete the transfer: Bob Baker' }).click();
  await expect(findHeading(alicePage, 'The call was transferred')).toBeVisible();
  for (const page of [bobPage, carolPage]) await expect(callStateText(page, 'Connected')).toBeVisible();
  await expect(findHeading(carolPage, bob.name)).toBeVisible();
  await callControl(bobPage, 'Hang up').click();
});
