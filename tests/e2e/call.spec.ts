import {
  acceptCall,
  callControl,
  callStateText,
  dial,
  dismissEndedCall,
  endedCallNotice,
  expect,
  expectMovingPicture,
  incomingCallDialog,
  measureLoudness,
  people,
  test,
} from '../support/app/appTest.ts';
import { focusByKey } from '../support/app/keyboard.ts';

const { alice, bob } = people;

test('in a video call Alice and Bob see and hear each other, can mute and turn the camera off, and a hang-up ends the call for both', async ({
  openAppAs,
}) => {
  const { page: alicePage } = await openAppAs(alice.upn);
  const { page: bobPage } = await openAppAs(bob.upn);

  await dial(alicePage, bob.id, 'Video call');
  await expect(callStateText(alicePage, 'Ringing…')).toBeVisible();
  await expect(incomingCallDialog(bobPage)).toHaveAccessibleName(/Alice Archer/);
  await acceptCall(bobPage, 'Accept with video');

  for (const page of [alicePage, bobPage]) await expect(callStateText(page, 'Connected')).toBeVisible();
  await expectMovingPicture(alicePage, bob.name);
  await expectMovingPicture(bobPage, alice.name);
  await expectMovingPicture(alicePage, /^You/);
  expect(await measureLoudness(alicePage)).toBeGreaterThan(0.01);
  expect(await measureLoudness(bobPage)).toBeGreaterThan(0.01);

  await callControl(alicePage, 'Mute').click();
  await expect(callControl(alicePage, 'Unmute')).toBeFocused();
  await expect(bobPage.getByRole('group', { name: 'Alice Archer, muted' })).toBeVisible();
  // Sound that is already on its way is still heard for a moment.
  await expect.poll(() => measureLoudness(bobPage)).toBeLessThan(0.001);
  await callControl(alicePage, 'Unmute').click();
  await expect(callControl(alicePage, 'Mute')).toBeVisible();

  await callControl(alicePage, 'Turn camera off').click();
  await expect(callControl(alicePage, 'Turn camera on')).toBeFocused();
  await expect(bobPage.getByRole('group', { name: alice.name }).locator('video')).toHaveCount(0);
  await callControl(alicePage, 'Turn camera on').click();
  await expectMovingPicture(bobPage, alice.name);

  await callControl(bobPage, 'Hang up').click();
  for (const page of [alicePage, bobPage]) {
    await expect(endedCallNotice(page, 'The call has ended')).toBeVisible();
    await dismissEndedCall(page);
    await expect(page.getByRole('combobox', { name: 'Call someone' })).toBeVisible();
  }
});

test('a held call is on hold on both sides until the participant who held it resumes it', async ({
  openAppAs,
}) => {
  const { page: alicePage } = await openAppAs(alice.upn);
  const { page: bobPage } = await openAppAs(bob.upn);
  await dial(alicePage, bob.id, 'Video call');
  await acceptCall(bobPage);
  await expect(callStateText(alicePage, 'Connected')).toBeVisible();
  const ownVideo = alicePage.getByRole('group', { name: /^You/ }).locator('video');
  await expect(ownVideo).toHaveCSS('filter', 'none');

  await callControl(alicePage, 'Hold').click();
  for (const page of [alicePage, bobPage]) await expect(callStateText(page, 'On hold')).toBeVisible();
  // During hold the other side does not see this video, so it must not look live.
  await expect(ownVideo).toHaveCSS('filter', /grayscale/);
  await callControl(alicePage, 'Resume').click();
  for (const page of [alicePage, bobPage]) await expect(callStateText(page, 'Connected')).toBeVisible();
  await expect(ownVideo).toHaveCSS('filter', 'none');
  await callControl(alicePage, 'Hang up').click();
  await expect(endedCallNotice(bobPage, 'The call has ended')).toBeVisible();
});

test('a user can try a call alone: the bot Echo answers and sends video and sound back', async ({
  openAppAs,
}) => {
  const { page } = await openAppAs(alice.upn);
  await dial(page, people.echo.id, 'Video call');
  await expect(callStateText(page, 'Connected')).toBeVisible();
  await expectMovingPicture(page, /^Echo/);
  expect(await measureLoudness(page)).toBeGreaterThan(0.01);
  await callControl(page, 'Hang up').click();
  await expect(page.getByRole('button', { name: 'Call back' })).toBeVisible();
});

test('users place, answer, mute, hold, transfer and end a call by keyboard alone, and the focus is always visible', async ({
  openAppAs,
}) => {
  const { page: alicePage } = await openAppAs(alice.upn);
  const { page: bobPage } = await openAppAs(bob.upn);
  await alicePage.getByRole('combobox', { name: 'Call someone' }).focus();
  await alicePage.keyboard.type(bob.id);
  await expect(alicePage.getByRole('button', { name: 'Call', exact: true })).toBeEnabled();
  await alicePage.keyboard.press('Escape');
  await expect(alicePage.getByRole('combobox', { name: 'Call someone' })).toHaveValue(bob.id);
  await focusByKey(alicePage.getByRole('button', { name: 'Call', exact: true }));
  await alicePage.keyboard.press('Enter');
  await focusByKey(incomingCallDialog(bobPage).getByRole('button', { name: 'Accept', exact: true }));
  await bobPage.keyboard.press('Enter');
  await expect(callStateText(alicePage, 'Connected')).toBeVisible();
  await focusByKey(callControl(alicePage, 'Mute'));
  await alicePage.keyboard.press('Space');
  await expect(callControl(alicePage, 'Unmute')).toBeFocused();
  await focusByKey(callControl(alicePage, 'Hold'));
  await alicePage.keyboard.press('Enter');
  await expect(callStateText(alicePage, 'On hold')).toBeVisible();
  await expect(callControl(alicePage, 'Resume')).toBeFocused();
  await alicePage.keyboard.press('Enter');
  await expect(callStateText(alicePage, 'Connected')).toBeVisible();

  await focusByKey(callControl(alicePage, 'Transfer'));
  await alicePage.keyboard.press('Enter');
  const panel = alicePage.getByRole('complementary', { name: 'Transfer' });
  await focusByKey(panel.getByRole('combobox', { name: 'Transfer to' }));
  await alicePage.keyboard.type(people.echo.upn);
  await expect(panel.getByRole('row', { name: people.echo.name })).toHaveAttribute('aria-selected', 'true');
  await alicePage.keyboard.press('Enter');
  await expect(alicePage.getByText('Bob Baker is now with Echo (bot)')).toBeVisible();
  await expect(alicePage.getByRole('combobox', { name: 'Call someone' })).toBeFocused();

  await expect(bobPage.getByRole('heading', { name: people.echo.name })).toBeVisible();
  await expect(callStateText(bobPage, 'Connected')).toBeVisible();
  // While the former call ends, the controls take no press for a moment.
  await expect(bobPage.getByText('Alice Archer transferred you to Echo (bot)')).toBeVisible();
  await expect(callControl(bobPage, 'Hang up')).toBeEnabled();
  await focusByKey(callControl(bobPage, 'Hang up'));
  await bobPage.keyboard.press('Enter');
  await expect(endedCallNotice(bobPage, /Echo.*The call has ended/)).toBeVisible();
  await expect(bobPage.getByRole('combobox', { name: 'Call someone' })).toBeFocused();
  await focusByKey(bobPage.getByRole('button', { name: 'Dismiss' }).last());
  await bobPage.keyboard.press('Enter');
  await expect(endedCallNotice(bobPage, /Echo.*The call has ended/)).toHaveCount(0);
});
