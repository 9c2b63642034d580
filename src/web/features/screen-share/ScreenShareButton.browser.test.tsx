import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { play, press, renderInCall } from '../../fixtures/render.tsx';
import { screenShare } from './screenShare.ts';
import { ScreenShareBanner } from './ScreenShareBanner.tsx';
import { ScreenShareButton } from './ScreenShareButton.tsx';

const button = () => screen.getByRole('button');
const show = () =>
  renderInCall(
    <>
      <ScreenShareBanner />
      <ScreenShareButton />
    </>,
    { features: [screenShare] },
  );

it('shares the screen and stops, and a status says that the others see it', async () => {
  await show();
  expect(screen.queryByRole('status')).toBeNull();
  await press('Share screen');
  expect(button()).toHaveAccessibleName('Stop sharing');
  expect(screen.getByRole('status')).toHaveTextContent('You are sharing your screen.');
  await press('Stop sharing');
  expect(button()).toHaveAccessibleName('Share screen');
  expect(screen.queryByRole('status')).toBeNull();
});

it('says why the screen of a call on hold cannot be shared', async () => {
  const { call } = await show();
  await play(() => call.hold());
  expect(button()).toHaveAccessibleDescription('Only while the call is connected.');
  await press('Share screen');
  expect(call.isScreenSharingOn).toBe(false);
});

it('tells the user nothing when the user closes the browser’s question', async () => {
  const { call, phone } = await show();
  call.startScreenSharing = () => Promise.reject(new DOMException('', 'NotAllowedError'));
  await press('Share screen');
  expect(phone.state.get().problems).toEqual([]);
  expect(button()).toHaveAccessibleName('Share screen');
});
