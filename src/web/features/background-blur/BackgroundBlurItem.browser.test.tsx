import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { chooseMenuItem, pressButton, renderInMenu, runAndRender } from '../../fixtures/render.tsx';
import { backgroundBlur, BackgroundBlurItem } from './BackgroundBlurItem.tsx';

/** A camera track of a system with these choices. The browser's fake camera offers no blur. */
function createTrack(choices: readonly boolean[] | undefined) {
  const settings = { backgroundBlur: false };
  return {
    settings,
    getCapabilities: () => (choices ? { backgroundBlur: choices } : {}),
    getSettings: () => settings,
    async applyConstraints({ advanced }: { advanced: readonly { backgroundBlur: boolean }[] }) {
      Object.assign(settings, advanced[0]);
    },
  };
}

async function renderItem(track: ReturnType<typeof createTrack> | null) {
  const { call } = await renderInMenu(<BackgroundBlurItem />, { features: [backgroundBlur] });
  if (!track) return;
  const getMediaStream = async () => ({ getVideoTracks: () => [track] });
  const stream = { mediaStreamType: 'Video', getMediaStream, dispose() {} };
  await runAndRender(() => call.startVideo(stream));
}

it('turns the blur of the system on and off', async () => {
  const track = createTrack([false, true]);
  await renderItem(track);
  await chooseMenuItem('Blur my background');
  expect(track.settings.backgroundBlur).toBe(true);
  await chooseMenuItem('Show my background');
  expect(track.settings.backgroundBlur).toBe(false);
});

const notOffered = 'Your system does not offer it to web pages.';

it.each([
  ['the camera is off', null, 'Turn the camera on first.'],
  ['the system has no blur', createTrack(undefined), notOffered],
  ['the system does not let pages choose', createTrack([true]), notOffered],
])('says why there is no blur if %s', async (_case, track, reason) => {
  await renderItem(track);
  await pressButton('More');
  expect(screen.getByRole('menuitem')).toHaveTextContent(reason);
});
