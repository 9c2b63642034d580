import type { Page } from '@playwright/test';
import {
  acceptCall,
  callControl,
  callRegion,
  callStateText,
  dial,
  expect,
  people,
  test,
} from '../support/app/appTest.ts';
import { allow } from '../support/app/allow.ts';
import { hiddenFrameWarning } from '../support/app/popup.ts';

const { alice, bob } = people;

const openView = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
const findToday = (page: Page) => page.getByRole('region', { name: 'Today' });

test('a user allows the calendar once, and then joins the next meeting from home with one click', async ({
  openAppAs,
  expectedErrors,
}) => {
  expectedErrors.push(hiddenFrameWarning);
  const { page } = await openAppAs(alice.upn);
  await expect(findToday(page)).toHaveCount(0);
  await openView(page, 'Meetings');
  await allow(page, findToday(page));
  // The emulated calendar has this meeting at the time when the emulator starts.
  // Shortly before midnight, the same meeting of the day before is also in the list, because it ended today.
  const standUp = findToday(page)
    .getByRole('listitem')
    .filter({ hasText: /Front desk stand-up\s*Now/ });
  await expect(standUp).toBeVisible();
  await openView(page, 'Calls');
  await findToday(page).getByRole('button', { name: 'Join' }).first().click();
  await expect(callStateText(page, 'Connected')).toBeVisible();
  // The subject of the meeting is the title of its call everywhere: stage, list of calls, window and history.
  await expect(callRegion(page).getByRole('heading', { name: 'Front desk stand-up' })).toBeVisible();
  await expect(
    page
      .getByRole('list', { name: 'Calls' })
      .getByRole('listitem', { name: 'Front desk stand-up, Connected' }),
  ).toBeVisible();
  await expect(page).toHaveTitle(/^Front desk stand-up · /);
  await callControl(page, 'Hang up').click();
  await expect(callRegion(page)).toHaveCount(0);
  await expect(
    page
      .getByRole('region', { name: 'Recent calls' })
      .getByRole('button', { name: /^Front desk stand-up Joined/ }),
  ).toBeVisible();
});

test('Meet now creates a meeting and joins it, and a colleague joins by its link', async ({
  openAppAs,
  expectedErrors,
}) => {
  expectedErrors.push(hiddenFrameWarning);
  const { page: alicePage } = await openAppAs(alice.upn);
  const { page: bobPage } = await openAppAs(bob.upn);
  await openView(alicePage, 'Meetings');
  await alicePage.getByRole('button', { name: 'Meet now' }).click();
  await allow(alicePage, alicePage.getByText(/^To start a meeting at once/).locator('..'));
  await expect(callStateText(alicePage, 'Connected')).toBeVisible();
  await openView(alicePage, 'Meetings');
  const link = await alicePage.getByRole('textbox', { name: /^Send this link/ }).inputValue();
  await dial(bobPage, link, 'Call');
  await expect(callRegion(bobPage).getByRole('group', { name: /^Alice Archer/ })).toBeVisible();
});

test('a user writes to the colleague of the call, who reads the message beside the call', async ({
  openAppAs,
  expectedErrors,
}) => {
  expectedErrors.push(hiddenFrameWarning);
  const { page: alicePage } = await openAppAs(alice.upn);
  const { page: bobPage } = await openAppAs(bob.upn);
  await dial(alicePage, bob.upn, 'Call');
  await acceptCall(bobPage);
  await expect(callStateText(alicePage, 'Connected')).toBeVisible();
  const openChat = async (page: Page) => {
    await callControl(page, 'More').click();
    await page.getByRole('menuitem', { name: 'Teams messages' }).click();
    const panel = page.getByRole('complementary', { name: 'Teams messages' });
    await allow(page, panel);
    return panel;
  };
  const alicesPanel = await openChat(alicePage);
  await alicesPanel.getByRole('button', { name: 'A caller is waiting for you.' }).click();
  await expect(alicesPanel.getByRole('log')).toContainText('A caller is waiting for you.');
  const bobsPanel = await openChat(bobPage);
  await expect(bobsPanel.getByRole('log')).toContainText('A caller is waiting for you.');
  await bobsPanel.getByRole('textbox', { name: 'Message to Alice Archer' }).fill('In a minute');
  await bobPage.keyboard.press('Enter');
  await expect(alicesPanel.getByRole('log')).toContainText('In a minute', { timeout: 15_000 });
});
