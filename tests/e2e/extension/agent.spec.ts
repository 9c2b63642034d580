import type { Page } from '@playwright/test';
import {
  acceptCall,
  callControl,
  callRegion,
  callStateText,
  dial,
  dismissEndedCall,
  expect,
  people,
  test,
} from '../../support/app/appTest.ts';

/** The work of an agent, who calls telephones and is called for the company's numbers (Teams Phone extensibility). */

test.use({ localCase: 'extension' });

const { alice, bob } = people;
const telephone = '+14255550100';
const hotline = 'Fabrikam hotline, +1 425 555 0150';
const support = { name: 'Fabrikam support, +1 425 555 0151', number: '+14255550151' };

const findCard = (page: Page) => page.getByRole('alertdialog', { name: /^Incoming call/ });

test('an agent calls a telephone, whose display shows the chosen number of the company', async ({
  openPages,
  emulator,
}) => {
  const [page] = await openPages(alice);
  await page.getByRole('combobox', { name: 'Call as' }).selectOption(support.name);
  await dial(page, telephone, 'Call');
  await expect(callStateText(page, 'Connected')).toBeVisible();
  await expect(callRegion(page).getByText(`from ${support.name}`)).toBeVisible();
  const [call] = await emulator.listCalls();
  const callee = call?.participants.find(({ id }) => id === `4:${telephone}`);
  expect(callee?.caller).toBe(`4:${support.number}`);
  await callControl(page, 'Hang up').click();
  await dismissEndedCall(page);

  // The choice and the history outlive a reload, and *Call back* calls for the same number.
  await page.reload();
  const choice = page.getByRole('combobox', { name: 'Call as' });
  await expect(choice.locator('option:checked')).toHaveText(support.name);
  await choice.selectOption(hotline);
  const calls = page.getByRole('region', { name: 'Recent calls' });
  await calls.getByRole('button', { name: /^\+1 425 555 0100/ }).click();
  await calls.getByRole('button', { name: 'Call back' }).click();
  await expect(callRegion(page).getByText(`from ${support.name}`)).toBeVisible();
  await callControl(page, 'Hang up').click();
});

test('a caller of the hotline reaches an agent, who sees the number and transfers the caller to another agent', async ({
  openPages,
  emulator,
}) => {
  const [alicePage, bobPage] = await openPages(alice, bob);
  await emulator.callServiceNumber('+14255550150', { agents: [alice.upn], from: telephone });
  await expect(findCard(alicePage)).toContainText('to Fabrikam hotline');
  await acceptCall(alicePage);
  await expect(callStateText(alicePage, 'Connected')).toBeVisible();
  await expect(callRegion(alicePage).getByText(`to ${hotline}`)).toBeVisible();

  await callControl(alicePage, 'Transfer').click();
  const panel = alicePage.getByRole('complementary', { name: 'Transfer' });
  await panel.getByRole('combobox', { name: 'Transfer to' }).fill(bob.name);
  const row = panel.getByRole('row', { selected: true });
  await expect(row.getByRole('button')).toHaveText(['Transfer']);
  await row.getByRole('button', { name: 'Transfer' }).click();

  // The custom context travels with the transfer.
  await expect(findCard(bobPage)).toContainText('to Fabrikam hotline');
  await acceptCall(bobPage);
  await expect(alicePage.getByText('+1 425 555 0100 is now with Bob Baker')).toBeVisible();
  await expect(callStateText(bobPage, 'Connected')).toBeVisible();
  await callControl(bobPage, 'Hang up').click();
});
