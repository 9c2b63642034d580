import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { runAndRender, pressButton, renderInCall } from '../../fixtures/render.tsx';
import { screenShare } from './screenShare.ts';
import { ScreenShareBanner, ScreenShareButton } from './ScreenShare.tsx';

const getButton = () => screen.getByRole('button');
const renderBannerAndButton = () =>
  renderInCall(
    <>
      <ScreenShareBanner />
      <ScreenShareButton />
    </>,
    { features: [screenShare] },
  );

it('starts and stops sharing the screen, and tells the user while the screen is shared', async () => {
  await renderBannerAndButton();
  expect(screen.queryByRole('status')).toBeNull();
  await pressButton('Share screen');
  expect(getButton()).toHaveAccessibleName('Stop sharing');
  expect(screen.getByRole('status')).toHaveTextContent('You are sharing your screen.');
  await pressButton('Stop sharing');
  expect(getButton()).toHaveAccessibleName('Share screen');
  expect(screen.queryByRole('status')).toBeNull();
});

it('says why the user cannot share the screen in a call on hold', async () => {
  const { call } = await renderBannerAndButton();
  await runAndRender(() => call.hold());
  expect(getButton()).toHaveAccessibleDescription('Only while the call is connected.');
  await pressButton('Share screen');
  expect(call.isScreenSharingOn).toBe(false);
});

it('reports no problem when the user cancels the browser’s dialog', async () => {
  const { call, phone } = await renderBannerAndButton();
  call.startScreenSharing = () => Promise.reject(new DOMException('', 'NotAllowedError'));
  await pressButton('Share screen');
  expect(phone.state.get().problems).toEqual([]);
  expect(getButton()).toHaveAccessibleName('Share screen');
});
