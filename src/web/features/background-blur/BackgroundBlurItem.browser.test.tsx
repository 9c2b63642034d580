import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { pressButton, renderInCall, runAndRender } from '../../fixtures/render.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { backgroundBlur } from './backgroundBlur.ts';
import { BackgroundBlurItem } from './BackgroundBlurItem.tsx';

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
  await renderInCall(
    <MoreMenu>
      <BackgroundBlurItem />
    </MoreMenu>,
    { features: [backgroundBlur] },
    (call) => {
      if (track) {
        const stream = {
          mediaStreamType: 'Video',
          getMediaStream: async () => ({ getVideoTracks: () => [track] }),
          dispose() {},
        };
        Object.assign(call, { localVideoStreams: [stream] });
      }
      call.changeState('Connected');
    },
  );
  await pressButton('More');
}

it('turns the blur of the system on and off', async () => {
  const track = createTrack([false, true]);
  await renderItem(track);
  await runAndRender(() => screen.getByRole('menuitem', { name: 'Blur my background' }).click());
  expect(track.settings.backgroundBlur).toBe(true);
  await pressButton('More');
  await runAndRender(() => screen.getByRole('menuitem', { name: 'Show my background' }).click());
  expect(track.settings.backgroundBlur).toBe(false);
});

it.each([
  ['the camera is off', null, 'Turn the camera on first.'],
  ['the system has no blur', createTrack(undefined), 'Your system does not offer it to web pages.'],
  [
    'the system does not let pages choose',
    createTrack([true]),
    'Your system does not offer it to web pages.',
  ],
])('says why there is no blur if %s', async (_case, track, reason) => {
  await renderItem(track);
  expect(screen.getByRole('menuitem')).toHaveTextContent(reason);
});
