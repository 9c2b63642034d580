import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { play, press, renderInCall } from '../../fixtures/render.tsx';
import { camera } from './camera.ts';
import { CameraButton } from './CameraButton.tsx';

const button = () => screen.getByRole('button');
const show = () => renderInCall(<CameraButton />, { features: [camera] });

it('turns the camera on and off, and is named after what a press does', async () => {
  const { call } = await show();
  await press('Turn camera on');
  expect(call.isLocalVideoStarted).toBe(true);
  await press('Turn camera off');
  expect(call.isLocalVideoStarted).toBe(false);
  expect(button()).toHaveAccessibleName('Turn camera on');
});

it('says which policy keeps the camera off', async () => {
  const { call } = await show();
  await play(() => call.features.Capabilities.take('turnVideoOn', 'UserPolicyRestricted'));
  expect(button()).toHaveAttribute('aria-disabled', 'true');
  expect(button()).toHaveAccessibleDescription('Your organisation’s policy does not allow it.');
  await press('Turn camera on');
  expect(call.isLocalVideoStarted).toBe(false);
});

it('still turns a running camera off after the capability was taken away', async () => {
  const { call } = await show();
  await press('Turn camera on');
  await play(() => call.features.Capabilities.take('turnVideoOn', 'RoleRestricted'));
  await press('Turn camera off');
  expect(call.isLocalVideoStarted).toBe(false);
});
