import {
  callControl,
  callRegion,
  callStateText,
  dial,
  expect,
  people,
  test,
} from '../support/app/appTest.ts';

test('before an emergency call the user reads what will not happen, and during the call that it is one', async ({
  openAppAs,
}) => {
  const { page } = await openAppAs(people.alice.upn);
  const notice = page.getByRole('note', { name: 'Before you call an emergency number here' });
  await page.getByRole('combobox', { name: 'Call someone' }).fill('+14255550100');
  await expect(notice).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Call someone' }).fill('112');
  await expect(notice).toContainText('Switchboard sends no location.');
  await dial(page, '112', 'Call');
  await expect(callStateText(page, 'Connected')).toBeVisible();
  await expect(callRegion(page).getByText('Emergency call', { exact: true })).toBeVisible();
  await callControl(page, 'Hang up').click();
  // A stray press in the history must not call an emergency number again.
  const recentCalls = page.getByRole('region', { name: 'Recent calls' });
  await expect(recentCalls.getByRole('listitem')).toContainText('112');
  await expect(recentCalls.getByRole('button', { name: 'Call 112' })).toHaveCount(0);
});
