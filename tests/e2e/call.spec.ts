import {
  acceptCall,
  audible,
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
  findDialBox,
} from '../support/app/appTest.ts';

const { alice, bob } = people;

test('a call rings in both browsers of Bob until he accepts; then Alice and Bob see and hear each other, mute, turn the camera off, and hang up', async ({
  openPages,
}) => {
  const [alicePage, bobPage, secondBobPage] = await openPages(alice, bob, bob);

  await dial(alicePage, bob.id, 'Video call');
  await expect(callStateText(alicePage, 'Ringing…')).toBeVisible();
  await expect(incomingCallDialog(bobPage)).toHaveAccessibleName(/Alice Archer/);
  await expect(incomingCallDialog(secondBobPage)).toBeVisible();
  await acceptCall(bobPage, 'Accept with video');

  for (const page of [alicePage, bobPage]) await expect(callStateText(page, 'Connected')).toBeVisible();
  await expectMovingPicture(alicePage, bob.name);
  await expectMovingPicture(bobPage, alice.name);
  await expectMovingPicture(alicePage, /^You/);
  for (const page of [alicePage, bobPage]) expect(await measureLoudness(page)).toBeGreaterThan(audible);
  await expect(incomingCallDialog(secondBobPage)).toHaveCount(0);
  await expect(secondBobPage.getByRole('alert')).toHaveCount(0);

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
    await expect(findDialBox(page)).toBeVisible();
  }
});
