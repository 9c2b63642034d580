import type { Page } from '@playwright/test';
import {
  acceptCall,
  callControl,
  callRegion,
  callStateText,
  connectCall,
  dismissEndedCall,
  expect,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, bob, carol } = people;

const findHeading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });
const findTransferPanel = (page: Page) => page.getByRole('complementary', { name: 'Transfer' });

/** Chooses a person in the panel *Transfer*. @param button the button of the person's row */
async function transferTo(page: Page, target: string, button: 'Transfer' | 'Consult first'): Promise<void> {
  const panel = findTransferPanel(page);
  if (!(await panel.isVisible())) await callControl(page, 'Transfer').click();
  await panel.getByRole('combobox', { name: 'Transfer to' }).fill(target);
  const row = panel.getByRole('row', { selected: true });
  await row.getByRole('button', { name: button }).click();
}

test('a user transfers a call at once, and another call after asking the transfer target', async ({
  openPages,
}) => {
  test.slow();
  const [alicePage, bobPage, carolPage] = await openPages(alice, bob, carol);
  await connectCall(alicePage, bobPage, bob.id);

  await transferTo(alicePage, carol.name, 'Transfer');
  await acceptCall(carolPage);
  await expect(alicePage.getByText('Bob Baker is now with Carol Chen')).toBeVisible();
  await expect(callStateText(carolPage, 'Connected')).toBeVisible();
  await expect(findHeading(bobPage, carol.name)).toBeVisible();
  await expect(bobPage.getByText('Alice Archer transferred you to Carol Chen')).toBeVisible();
  await callControl(carolPage, 'Hang up').click();
  for (const page of [alicePage, bobPage, carolPage]) await dismissEndedCall(page);

  await connectCall(alicePage, bobPage, bob.id);
  await transferTo(alicePage, carol.name, 'Consult first');
  await acceptCall(carolPage);
  await expect(findHeading(alicePage, carol.name)).toBeVisible();
  await expect(callStateText(bobPage, 'On hold')).toBeVisible();
  await callRegion(alicePage).getByRole('button', { name: 'Transfer Bob Baker to Carol Chen now' }).click();
  await expect(alicePage.getByText('Bob Baker is now with Carol Chen')).toBeVisible();
  for (const page of [bobPage, carolPage]) await expect(callStateText(page, 'Connected')).toBeVisible();
  await expect(findHeading(carolPage, bob.name)).toBeVisible();
  await callControl(bobPage, 'Hang up').click();
});
