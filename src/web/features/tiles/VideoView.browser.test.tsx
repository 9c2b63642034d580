import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { CallProvider } from '../../calling/react.tsx';
import type { CallSession } from '../../calling/call/session.ts';
import type { VideoOutcome } from '../../calling/devices/video.ts';
import { pressButton, renderPlain, runAndRender } from '../../fixtures/render.tsx';
import { VideoView } from './VideoView.tsx';

type ShowVideo = (element: HTMLElement) => ReturnType<CallSession['showVideo']>;

/** Renders the view in a call that shows videos in this way, in a tile of 400 by 300 pixels. */
function renderView(showVideo: ShowVideo, isWhole = false) {
  const session = { showVideo: (_stream: unknown, element: HTMLElement) => showVideo(element) };
  return runAndRender(() =>
    renderPlain(
      <CallProvider session={session as unknown as CallSession}>
        <div style={{ position: 'relative', width: 400, height: 300 }}>
          <VideoView participantId="8:orgid:bob" streamId={1} isWhole={isWhole} />
        </div>
      </CallProvider>,
    ),
  );
}

it('C18: says that a video cannot be shown, and shows the video after Try again', async () => {
  const properties = { name: 'CallingCommunicationError', code: 500, subCode: 43_207 };
  const failed = Object.assign(new Error('a secret'), properties);
  const outcomes: VideoOutcome[] = [{ failed }, { failed }, 'shown'];
  let attachedCount = 0;
  await renderView((element) => {
    attachedCount += 1;
    const outcome = outcomes.shift() ?? 'removed';
    const video = document.createElement('video');
    if (outcome === 'shown') element.append(video);
    const detach = () => {
      attachedCount -= 1;
      video.remove();
    };
    return { done: Promise.resolve(outcome), detach };
  });
  expect(screen.getByRole('alert').textContent).toMatch(/could not be shown.*picture-not-shown · 500\/43207/);
  await pressButton('Try again');
  expect(screen.getByRole('alert')).toBeDefined();
  await pressButton('Try again');
  expect(screen.queryByRole('alert')).toBeNull();
  expect(document.querySelectorAll('video')).toHaveLength(1);
  // The two failed attempts have been detached.
  expect(attachedCount).toBe(1);
});

/** Renders a video of the given size. @returns the size of the part of the tile that the video fills */
async function measureVideoBox(width: number, height: number, isWhole: boolean) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d')?.fillRect(0, 0, width, height);
  const video = Object.assign(document.createElement('video'), { muted: true, autoplay: true });
  video.srcObject = canvas.captureStream();
  await renderView((element) => {
    element.append(video);
    return { done: Promise.resolve('shown'), detach: () => video.remove() };
  }, isWhole);
  await expect
    .poll(() => video.parentElement?.style.getPropertyValue('--ratio'))
    .toBe(String(width / height));
  const box = video.getBoundingClientRect();
  return [Math.round(box.width), Math.round(box.height)];
}

it.each([
  ['a wide video, shown whole', 160, 90, true, [400, 225]],
  ['an upright video, shown whole', 90, 160, true, [169, 300]],
  ['a wide video, which fills the tile', 160, 90, false, [400, 300]],
  // Most of it would be lost.
  ['an upright video in a wide tile', 90, 160, false, [169, 300]],
])(
  'cuts off nothing, or leaves nothing of the tile empty: %s',
  async (_what, width, height, isWhole, size) => {
    expect(await measureVideoBox(width, height, isWhole)).toEqual(size);
  },
);
