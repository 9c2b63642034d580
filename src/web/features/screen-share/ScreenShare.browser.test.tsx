import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { pressButton, renderInCall } from '../../fixtures/render.tsx';
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
