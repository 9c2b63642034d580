import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/app/accessible.ts';
import { breakDeviceOfPage, repairDevicesOfPage } from '../support/app/deviceFaults.ts';
import { createControls } from '../support/controls.ts';
import {
  acceptCall,
  callControl,
  callRegion,
  callStateText,
  dial,
  dismissEndedCall,
  expect,
  expectMovingPicture,
  incomingCallDialog,
  measureLoudness,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, bob, echo } = people;

/** Breaks the devices of a kind, as when they are unplugged or their permission is revoked. */
const breakDevice = (page: Page, kind: 'audio' | 'video', errorName: string) =>
  page.evaluate(breakDeviceOfPage, { kind, errorName });

async function openSettings(page: Page, menu = page.getByRole('button', { name: 'Account' })) {
  await menu.click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  return page.getByRole('dialog', { name: 'Settings' });
}

/**
 * Makes the second camera deliver blue video. Without this replacement, Chromium's second fake camera looks like the first
 * one, and has a pixel format that WebRTC does not send.
 */
const makeSecondCameraBlue = (page: Page) =>
  page.evaluate(async () => {
    const { mediaDevices } = navigator;
    const cameras = (await mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
    const originalGetUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      const secondCameraId = cameras[1]?.deviceId ?? '?';
      const isSecondCamera = JSON.stringify(constraints?.video ?? '').includes(secondCameraId);
      if (!isSecondCamera) return originalGetUserMedia(constraints);
      const canvas = document.createElement('canvas');
      const canvasContext = canvas.getContext('2d');
      const draw = () => {
        if (!canvasContext) return;
        canvasContext.fillStyle = 'blue';
        canvasContext.fillRect(0, 0, canvas.width, canvas.height);
        requestAnimationFrame(draw);
      };
      draw();
      return canvas.captureStream();
    };
  });

/** @returns the colour of the video in a person's tile. Chromium's fake cameras send green video. */
const readVideoColour = (page: Page, name: string) =>
  page
    .getByRole('group', { name })
    .locator('video')
    .evaluate((video: HTMLVideoElement) => {
      const canvasContext = new OffscreenCanvas(8, 8).getContext('2d');
      canvasContext?.drawImage(video, 0, 0, 8, 8);
      const [, green = 0, blue = 0] = canvasContext?.getImageData(0, 0, 1, 1).data ?? [];
      return blue > green ? 'blue' : 'green';
    });

/** Undoes `breakDevice`. */
const repairDevices = (page: Page) => page.evaluate(repairDevicesOfPage);

test('when a device is lost in a call, the app says so at once, the call goes on, and one press restores the device; the user can also change the camera', async ({
  openAppAs,
}) => {
  const { page: alicePage } = await openAppAs(alice.upn);
  const { page: bobPage } = await openAppAs(bob.upn);
  await dial(alicePage, bob.id, 'Video call');
  await acceptCall(bobPage);
  await expectMovingPicture(bobPage, alice.name);
  const findMessage = (text: string) => callRegion(alicePage).getByText(text);

  await test.step('the user chooses another camera, and the other side sees its video', async () => {
    await makeSecondCameraBlue(alicePage);
    await expect.poll(() => readVideoColour(bobPage, alice.name)).toBe('green');
    const settings = await openSettings(alicePage, callControl(alicePage, 'More'));
    const camera = settings.getByRole('combobox', { name: 'Camera' });
    await camera.selectOption({ label: 'fake_device_1' });
    await expect.poll(() => readVideoColour(bobPage, alice.name)).toBe('blue');
    await expectMovingPicture(bobPage, alice.name);
    await camera.selectOption({ label: 'System default' });
    await expect.poll(() => readVideoColour(bobPage, alice.name)).toBe('green');
    await settings.getByRole('button', { name: 'Done' }).click();
    await expect(callControl(alicePage, 'More')).toBeFocused();
    await repairDevices(alicePage);
  });

  await test.step('the user unplugs the microphone, and turns it on again', async () => {
    await breakDevice(alicePage, 'audio', 'NotFoundError');
    await expect(findMessage('Your microphone has stopped.')).toBeVisible({ timeout: 3_000 });
    await expect(callStateText(alicePage, 'Connected')).toBeVisible();
    await repairDevices(alicePage);
    await alicePage.getByRole('button', { name: 'Turn the microphone on again' }).click();
    await expect(findMessage('Your microphone has stopped.')).toHaveCount(0);
    await expect.poll(() => measureLoudness(bobPage)).toBeGreaterThan(0.01);
  });

  await test.step('another program takes the camera, and the user turns it on again', async () => {
    await breakDevice(alicePage, 'video', 'NotReadableError');
    await expect(findMessage('Your camera has stopped.')).toBeVisible({ timeout: 3_000 });
    await expect(bobPage.getByRole('group', { name: alice.name }).locator('video')).toHaveCount(0);
    await alicePage.getByRole('button', { name: 'Turn the camera on again' }).click();
    await expect(findMessage('another program may be using it')).toBeVisible();
    await repairDevices(alicePage);
    await alicePage.getByRole('button', { name: 'Turn the camera on again' }).click();
    await expectMovingPicture(bobPage, alice.name);
    await expect(alicePage.getByRole('button', { name: 'Turn the camera on again' })).toHaveCount(0);
  });

  await test.step('the browser revokes the microphone’s permission, and the user allows it again', async () => {
    await breakDevice(alicePage, 'audio', 'NotAllowedError');
    await alicePage.getByRole('button', { name: 'Turn the microphone on again' }).click();
    await expect(callControl(alicePage, 'Unmute')).toBeVisible();
    await expect(findMessage('The browser does not let Switchboard use the microphone.')).toBeVisible({
      timeout: 3_000,
    });
    await expectAccessible(alicePage);
    await repairDevices(alicePage);
    await alicePage.getByRole('button', { name: 'Turn the microphone on again' }).click();
    await expect(callControl(alicePage, 'Mute')).toBeVisible();
    await expect.poll(() => measureLoudness(bobPage)).toBeGreaterThan(0.01);
  });
  await callControl(alicePage, 'Hang up').click();
});

test('the app remembers the devices that the user chose in a call, plays the ring tone on the chosen speaker, and unmutes while the user holds the space bar', async ({
  openAppAs,
  system,
}) => {
  const { page } = await openAppAs(alice.upn);
  await dial(page, echo.id, 'Video call');
  await expectMovingPicture(page, /^You/);
  const readLiveTrackLabels = () =>
    page.evaluate(() =>
      (window as unknown as { openedTracks: MediaStreamTrack[] }).openedTracks
        .filter(({ readyState }) => readyState === 'live')
        .map((track) => track.label),
    );
  const settings = await openSettings(page);
  const microphone = settings.getByRole('combobox', { name: 'Microphone' });
  await microphone.selectOption({ label: 'Fake Audio Input 2' });
  await expect.poll(readLiveTrackLabels).toContain('Fake Audio Input 2');
  const speaker = settings.getByRole('combobox', { name: 'Speaker' });
  await speaker.selectOption({ label: 'Fake Audio Output 2' });
  /** @returns the ids of the speakers on which the page plays the call. */
  const readSpeakersInUse = () =>
    page.evaluate(() => [
      ...new Set(
        [...document.querySelectorAll('audio')]
          .filter(({ srcObject }) => srcObject)
          .map(({ sinkId }) => sinkId),
      ),
    ]);
  const chosenSpeakerId = await speaker.inputValue();
  expect(chosenSpeakerId).not.toBe('');
  // The SDK's id of a speaker is `speaker:` and the browser's id.
  await expect.poll(readSpeakersInUse).toEqual([chosenSpeakerId.replace('speaker:', '')]);
  const ringSpeaker = settings.getByRole('combobox', { name: 'Ring on' });
  await ringSpeaker.selectOption({ label: 'Fake Audio Output 2' });
  await settings.getByRole('button', { name: 'Done' }).click();

  await test.step('the others hear a muted user while the user holds the space bar', async () => {
    await callControl(page, 'Mute').click();
    await callRegion(page).focus();
    await page.keyboard.down('Space');
    await expect(callControl(page, 'Mute')).toBeVisible();
    await expect(page.getByText('You can be heard while you hold the space bar.')).toBeVisible();
    await page.keyboard.up('Space');
    await expect(callControl(page, 'Unmute')).toBeVisible();
  });
  await callControl(page, 'Hang up').click();
  await dismissEndedCall(page);

  await test.step('the ring tone plays on the chosen speaker', async () => {
    const emulator = createControls(system);
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
  });

  await page.reload();
  // The account button moves into the navigation when the app is connected.
  await expect(page.getByRole('combobox', { name: 'Call someone' })).toBeVisible({ timeout: 20_000 });
  await openSettings(page);
  await expect(microphone.locator('option:checked')).toHaveText('Fake Audio Input 2');
  for (const output of [speaker, ringSpeaker])
    await expect(output.locator('option:checked')).toHaveText('Fake Audio Output 2');
});
