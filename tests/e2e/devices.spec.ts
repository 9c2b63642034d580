import { breakDevice, repairDevicesOfPage } from '../support/app/deviceFaults.ts';
import {
  acceptCall,
  audible,
  callControl,
  callRegion,
  callStateText,
  chooseInAccountMenu,
  dial,
  expect,
  expectMovingPicture,
  findDialBox,
  hangUp,
  incomingCallDialog,
  measureLoudness,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, bob, echo } = people;

test('when a device is lost in a call, the app says so at once, the call goes on, and one press restores the device', async ({
  openPages,
}) => {
  const [alicePage, bobPage] = await openPages(alice, bob);
  await dial(alicePage, bob.id, 'Video call');
  await acceptCall(bobPage);
  await expectMovingPicture(bobPage, alice.name);
  const findMessage = (text: string) => callRegion(alicePage).getByText(text);

  await test.step('the user unplugs the microphone, and turns it on again', async () => {
    await breakDevice(alicePage, 'audio', 'NotFoundError');
    await expect(findMessage('Your microphone has stopped.')).toBeVisible({ timeout: 3_000 });
    await expect(callStateText(alicePage, 'Connected')).toBeVisible();
    await alicePage.evaluate(repairDevicesOfPage);
    await alicePage.getByRole('button', { name: 'Turn the microphone on again' }).click();
    await expect(findMessage('Your microphone has stopped.')).toHaveCount(0);
    await expect.poll(() => measureLoudness(bobPage)).toBeGreaterThan(audible);
  });

  await test.step('another program takes the camera, and the user turns it on again', async () => {
    await breakDevice(alicePage, 'video', 'NotReadableError');
    await expect(findMessage('Your camera has stopped.')).toBeVisible({ timeout: 3_000 });
    await expect(bobPage.getByRole('group', { name: alice.name }).locator('video')).toHaveCount(0);
    await alicePage.getByRole('button', { name: 'Turn the camera on again' }).click();
    await expect(findMessage('another program may be using it')).toBeVisible();
    await alicePage.evaluate(repairDevicesOfPage);
    await alicePage.getByRole('button', { name: 'Turn the camera on again' }).click();
    await expectMovingPicture(bobPage, alice.name);
    await expect(alicePage.getByRole('button', { name: 'Turn the camera on again' })).toHaveCount(0);
  });
  await callControl(alicePage, 'Hang up').click();
});

test('the app plays the ring tone on the chosen speaker, and remembers the choice', async ({
  openAppAs,
  emulator,
}) => {
  const { page } = await openAppAs(alice.upn);
  await dial(page, echo.id, 'Video call');
  await expectMovingPicture(page, /^You/);
  await chooseInAccountMenu(page, 'Settings');
  const ringSpeaker = page.getByRole('combobox', { name: 'Ring on' });
  await ringSpeaker.selectOption({ label: 'Fake Audio Output 2' });

  await hangUp(page);

  await page.evaluate(() => {
    const play = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'play')
      ?.value as HTMLMediaElement['play'];
    HTMLMediaElement.prototype.play = function playAndRecord() {
      if (this.src.endsWith('/ring.wav')) Object.assign(window, { ringSpeakerId: this.sinkId });
      return play.call(this);
    };
  });
  await emulator.runAction({ as: bob.upn, act: 'ring', to: alice.upn });
  await expect(incomingCallDialog(page)).toBeVisible();
  const readRingSpeakerId = () =>
    page.evaluate(() => (window as unknown as { ringSpeakerId?: string }).ringSpeakerId ?? '');
  await expect.poll(readRingSpeakerId).not.toBe('');
  await emulator.resetCalls();

  await page.reload();
  // The account button moves into the navigation when the app is connected.
  await expect(findDialBox(page)).toBeVisible({ timeout: 20_000 });
  await chooseInAccountMenu(page, 'Settings');
  await expect(ringSpeaker.locator('option:checked')).toHaveText('Fake Audio Output 2');
});
