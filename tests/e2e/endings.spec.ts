import {
  acceptCall,
  callControl,
  callStateText,
  dial,
  endedCallNotice,
  expect,
  incomingCallDialog,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, bob } = people;

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
