import { callRegion, callStateText, dial, expect, people, test, openView } from '../support/app/appTest.ts';
import { allow, hiddenFrameWarning } from '../support/app/popup.ts';

const { alice, bob } = people;

test('Meet now creates a meeting and joins it, and a colleague joins by its link', async ({
  openPages,
  expectedErrors,
}) => {
  expectedErrors.push(hiddenFrameWarning);
  const [alicePage, bobPage] = await openPages(alice, bob);
  await openView(alicePage, 'Meetings');
  await alicePage.getByRole('button', { name: 'Meet now' }).click();
  await allow(alicePage.getByText(/^To start a meeting at once/).locator('..'));
  await expect(callStateText(alicePage, 'Connected')).toBeVisible();
  await openView(alicePage, 'Meetings');
  const link = await alicePage.getByRole('textbox', { name: /^Send this link/ }).inputValue();
  await dial(bobPage, link, 'Call');
  await expect(callRegion(bobPage).getByRole('group', { name: /^Alice Archer/ })).toBeVisible();
});
