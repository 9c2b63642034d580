import {
  acceptCall,
  callControl,
  callRegion,
  callStateText,
  connectCall,
  dial,
  endedCallNotice,
  expect,
  incomingCallDialog,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, bob, carol } = people;

test('a caller who dials an unknown id reads that there is no such person, and no call is placed', async ({
  openAppAs,
  expectedErrors,
}) => {
  expectedErrors.push(/404 \(Not Found\)/);
  const { page } = await openAppAs(alice.upn);
  await page.getByRole('combobox', { name: 'Call someone' }).fill('99999999-9999-4999-8999-999999999999');
  // A call does not wait for the directory, so the service would refuse a faster press.
  await expect(page.getByText('Nobody in your directory has this id.')).toBeVisible();
  await page.getByRole('button', { name: 'Call', exact: true }).first().click();
  const alert = page.getByRole('alert').filter({ hasText: 'There is no such person' });
  await expect(alert).toBeVisible();
  await expect(alert).toContainText('no-such-person');
  await expect(callRegion(page)).toHaveCount(0);
});

test('the app explains an incomplete id or an unknown name while the user types, and offers no call', async ({
  openAppAs,
}) => {
  const { page } = await openAppAs(alice.upn);
  await page.getByRole('combobox', { name: 'Call someone' }).fill('8:orgid:b0000000');
  await expect(page.getByText('Paste the whole Teams ID.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Call', exact: true })).toBeDisabled();
  await page.getByRole('combobox', { name: 'Call someone' }).fill('<b>somebody</b>');
  await expect(page.getByText('Nobody with this name or email was found.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Call', exact: true })).toBeDisabled();
});

test('the caller reads that an offline callee cannot be reached, with code 480', async ({ openAppAs }) => {
  const { page } = await openAppAs(alice.upn);
  await dial(page, carol.id, 'Call');
  await expect(endedCallNotice(page, 'Carol Chen cannot be reached right now')).toBeVisible();
  await expect(page.getByText('Code 480/10037')).toBeVisible();
});

test('the caller reads that the callee declined, with code 603/0, and can call again', async ({
  openAppAs,
}) => {
  const { page: alicePage } = await openAppAs(alice.upn);
  const { page: bobPage } = await openAppAs(bob.upn);
  await dial(alicePage, bob.id, 'Call');
  await incomingCallDialog(bobPage).getByRole('button', { name: 'Decline' }).click();
  await expect(endedCallNotice(alicePage, 'Bob Baker declined the call')).toBeVisible();
  await expect(alicePage.getByText('Code 603/0')).toBeVisible();
  await expect(bobPage.getByRole('combobox', { name: 'Call someone' })).toBeVisible();
  await alicePage.getByRole('button', { name: 'Call back' }).click();
  await expect(incomingCallDialog(bobPage)).toBeVisible();
  await callControl(alicePage, 'Hang up').click();
  await expect(incomingCallDialog(bobPage)).toHaveCount(0);
  await expect(bobPage.getByRole('alert')).toContainText('You missed a call from Alice Archer.');
  await expect(endedCallNotice(alicePage, 'The call was cancelled')).toBeVisible();
});

test('the caller reads that the callee is busy, with code 486', async ({ openAppAs }) => {
  const { page } = await openAppAs(alice.upn);
  await dial(page, people.busy.id, 'Call');
  await expect(endedCallNotice(page, /is busy/)).toBeVisible();
  await expect(page.getByText(/^Code 486/)).toBeVisible();
});

test('a call rings in both browsers of the callee; when the callee accepts in one browser, the other stops ringing', async ({
  openAppAs,
}) => {
  const { page: alicePage } = await openAppAs(alice.upn);
  const { page: bobPage } = await openAppAs(bob.upn);
  const { page: secondBobPage } = await openAppAs(bob.upn);
  await dial(alicePage, bob.id, 'Call');
  await expect(incomingCallDialog(secondBobPage)).toBeVisible();
  await acceptCall(bobPage);
  await expect(callStateText(bobPage, 'Connected')).toBeVisible();
  await expect(incomingCallDialog(secondBobPage)).toHaveCount(0);
  await expect(secondBobPage.getByRole('alert')).toHaveCount(0);
  await callControl(bobPage, 'Hang up').click();
  await expect(endedCallNotice(alicePage, 'The call has ended')).toBeVisible();
});

test('when the callee reloads during a call, the caller sees the end within 5 s', async ({ openAppAs }) => {
  const { page: alicePage } = await openAppAs(alice.upn);
  const { page: bobPage } = await openAppAs(bob.upn);
  await connectCall(alicePage, bobPage, bob.id);
  await bobPage.reload();
  await expect(endedCallNotice(alicePage, /ended|lost/)).toBeVisible({ timeout: 5000 });
  await expect(bobPage.getByRole('combobox', { name: 'Call someone' })).toBeVisible();
});
