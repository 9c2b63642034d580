import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/app/accessible.ts';
import { controls } from '../support/controls.ts';
import {
  acceptCall,
  callState,
  control,
  dial,
  expect,
  expectMovingPicture,
  inCall,
  incoming,
  loudness,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, bob, echo } = people;

/** Ends all tracks of a kind and refuses new ones, as when a device is unplugged or its permission is revoked. */
function breakDevice(page: Page, kind: 'audio' | 'video', errorName: string): Promise<void> {
  return page.evaluate(
    ([wanted, name]) => {
      const { openedTracks } = window as unknown as { openedTracks: MediaStreamTrack[] };
      const { mediaDevices } = navigator;
      const open = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = (constraints) =>
        constraints?.[wanted] ? Promise.reject(new DOMException('test', name)) : open(constraints);
      for (const track of openedTracks) {
        if (track.kind !== wanted || track.readyState === 'ended') continue;
        track.stop();
        // `stop()` raises no event; a browser that ends a track does.
        track.dispatchEvent(new Event('ended'));
      }
    },
    [kind, errorName] as const,
  );
}

async function openSettings(page: Page, menu = page.getByRole('button', { name: 'Account' })) {
  await menu.click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  return page.getByRole('dialog', { name: 'Settings' });
}

/** Makes the second camera blue. Chromium's fake one looks like the first, and WebRTC does not send its pixel format. */
const makeSecondCameraBlue = (page: Page) =>
  page.evaluate(async () => {
    const { mediaDevices } = navigator;
    const cameras = (await mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      const isSecond = JSON.stringify(constraints?.video ?? '').includes(cameras[1]?.deviceId ?? '?');
      if (!isSecond) return open(constraints);
      const canvas = document.createElement('canvas');
      const pen = canvas.getContext('2d');
      const draw = () => {
        if (!pen) return;
        pen.fillStyle = 'blue';
        pen.fillRect(0, 0, canvas.width, canvas.height);
        requestAnimationFrame(draw);
      };
      draw();
      return canvas.captureStream();
    };
  });

/** @returns the colour in the corner of the video in a person's tile. */
const colourOf = (page: Page, name: string) =>
  page
    .getByRole('group', { name })
    .locator('video')
    .evaluate((video: HTMLVideoElement) => {
      const pen = new OffscreenCanvas(8, 8).getContext('2d');
      pen?.drawImage(video, 0, 0, 8, 8);
      const [, green = 0, blue = 0] = pen?.getImageData(0, 0, 1, 1).data ?? [];
      return blue > green ? 'blue' : 'green';
    });

/** Undoes `breakDevice`. */
const repairDevices = (page: Page) =>
  page.evaluate(() => {
    Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia');
  });

test('a user changes the camera in a call; when camera and microphone are lost the call stays and says so at once, and one press restores each', async ({
  signedIn,
}) => {
  const a = await signedIn(alice.upn);
  const b = await signedIn(bob.upn);
  await dial(a.page, bob.id, 'Video call');
  await acceptCall(b.page);
  await expectMovingPicture(b.page, alice.name);
  const message = (text: string) => inCall(a.page).getByText(text);

  await test.step('the user chooses another camera: the other side sees its video', async () => {
    await makeSecondCameraBlue(a.page);
    await expect.poll(() => colourOf(b.page, alice.name)).toBe('green');
    const settings = await openSettings(a.page, control(a.page, 'More'));
    const camera = settings.getByRole('combobox', { name: 'Camera' });
    await camera.selectOption({ label: 'fake_device_1' });
    await expect.poll(() => colourOf(b.page, alice.name)).toBe('blue');
    await expectMovingPicture(b.page, alice.name);
    await camera.selectOption({ label: 'System default' });
    await expect.poll(() => colourOf(b.page, alice.name)).toBe('green');
    await settings.getByRole('button', { name: 'Done' }).click();
    await expect(control(a.page, 'More')).toBeFocused();
    await repairDevices(a.page);
  });

  await test.step('the microphone is unplugged', async () => {
    await breakDevice(a.page, 'audio', 'NotFoundError');
    await expect(message('Your microphone has stopped.')).toBeVisible({ timeout: 3_000 });
    await expect(callState(a.page, 'Connected')).toBeVisible();
    await repairDevices(a.page);
    await a.page.getByRole('button', { name: 'Turn the microphone on again' }).click();
    await expect(message('Your microphone has stopped.')).toHaveCount(0);
    await expect.poll(() => loudness(b.page)).toBeGreaterThan(0.01);
  });

  await test.step('another program uses the camera', async () => {
    await breakDevice(a.page, 'video', 'NotReadableError');
    await expect(message('Your camera has stopped.')).toBeVisible({ timeout: 3_000 });
    await expect(b.page.getByRole('group', { name: alice.name }).locator('video')).toHaveCount(0);
    await a.page.getByRole('button', { name: 'Turn the camera on again' }).click();
    await expect(message('another program may be using it')).toBeVisible();
    await repairDevices(a.page);
    await a.page.getByRole('button', { name: 'Turn the camera on again' }).click();
    await expectMovingPicture(b.page, alice.name);
    await expect(a.page.getByRole('button', { name: 'Turn the camera on again' })).toHaveCount(0);
  });

  await test.step('the browser denies both permissions', async () => {
    await breakDevice(a.page, 'audio', 'NotAllowedError');
    await a.page.getByRole('button', { name: 'Turn the microphone on again' }).click();
    await expect(control(a.page, 'Unmute')).toBeVisible();
    await expect(message('The browser does not let Switchboard use the microphone.')).toBeVisible({
      timeout: 3_000,
    });
    await expectAccessible(a.page);
    await repairDevices(a.page);
    await a.page.getByRole('button', { name: 'Turn the microphone on again' }).click();
    await expect(control(a.page, 'Mute')).toBeVisible();
    await expect.poll(() => loudness(b.page)).toBeGreaterThan(0.01);
  });
  await control(a.page, 'Hang up').click();
});

test('the app remembers devices that were chosen in a call, rings at the chosen speaker, and unmutes while the space bar is held', async ({
  signedIn,
  system,
}) => {
  const { page } = await signedIn(alice.upn);
  await dial(page, echo.id, 'Video call');
  await expectMovingPicture(page, /^You/);
  const liveTrackLabels = () =>
    page.evaluate(() =>
      (window as unknown as { openedTracks: MediaStreamTrack[] }).openedTracks
        .filter(({ readyState }) => readyState === 'live')
        .map((track) => track.label),
    );
  const settings = await openSettings(page);
  const microphone = settings.getByRole('combobox', { name: 'Microphone' });
  await microphone.selectOption({ label: 'Fake Audio Input 2' });
  await expect.poll(liveTrackLabels).toContain('Fake Audio Input 2');
  const speaker = settings.getByRole('combobox', { name: 'Speaker' });
  await speaker.selectOption({ label: 'Fake Audio Output 2' });
  // The speakers of all elements that play sound of the call.
  const speakersInUse = () =>
    page.evaluate(() => [
      ...new Set(
        [...document.querySelectorAll('audio')]
          .filter(({ srcObject }) => srcObject)
          .map(({ sinkId }) => sinkId),
      ),
    ]);
  const chosen = await speaker.inputValue();
  expect(chosen).not.toBe('');
  // The SDK's id is the browser's id after the kind of device.
  await expect.poll(speakersInUse).toEqual([chosen.replace('speaker:', '')]);
  const ringer = settings.getByRole('combobox', { name: 'Ring on' });
  await ringer.selectOption({ label: 'Fake Audio Output 2' });
  await settings.getByRole('button', { name: 'Done' }).click();

  await test.step('a muted user is heard while holding the space bar, which still types in a text field', async () => {
    await control(page, 'Mute').click();
    await inCall(page).focus();
    await page.keyboard.down('Space');
    await expect(control(page, 'Mute')).toBeVisible();
    await expect(page.getByText('You can be heard while you hold the space bar.')).toBeVisible();
    await page.keyboard.up('Space');
    await expect(control(page, 'Unmute')).toBeVisible();
  });
  await control(page, 'Hang up').click();
  await page.getByRole('main').getByRole('button', { name: 'Close' }).click();

  await test.step('the ring tone plays at the chosen speaker', async () => {
    const emulator = controls(system);
    await page.evaluate(() => {
      const play = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'play')
        ?.value as HTMLMediaElement['play'];
      HTMLMediaElement.prototype.play = function recorded() {
        if (this.src.endsWith('/ring.wav')) Object.assign(window, { rungOn: this.sinkId });
        return play.call(this);
      };
    });
    await emulator.act({ as: bob.upn, act: 'ring', to: alice.upn });
    await expect(incoming(page)).toBeVisible();
    const rungOn = () => page.evaluate(() => (window as unknown as { rungOn?: string }).rungOn ?? '');
    await expect.poll(rungOn).not.toBe('');
    await emulator.clear();
  });

  await page.reload();
  await openSettings(page);
  await expect(microphone.locator('option:checked')).toHaveText('Fake Audio Input 2');
  for (const output of [speaker, ringer])
    await expect(output.locator('option:checked')).toHaveText('Fake Audio Output 2');
});
