import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { runAndRender, pressButton, renderInCall } from '../../fixtures/render.tsx';
import { camera } from './camera.ts';
import { CameraButton } from './Camera.tsx';

const getButton = () => screen.getByRole('button');
const renderButton = () => renderInCall(<CameraButton />, { features: [camera] });

it('turns the camera on and off, and is named after what the next press does', async () => {
  const { call } = await renderButton();
  await pressButton('Turn camera on');
  expect(call.isLocalVideoStarted).toBe(true);
  await pressButton('Turn camera off');
  expect(call.isLocalVideoStarted).toBe(false);
  expect(getButton()).toHaveAccessibleName('Turn camera on');
});

it('says that a policy keeps the camera off', async () => {
  const { call } = await renderButton();
  await runAndRender(() =>
    call.features.Capabilities.revokeCapability('turnVideoOn', 'UserPolicyRestricted'),
  );
  expect(getButton()).toHaveAttribute('aria-disabled', 'true');
  expect(getButton()).toHaveAccessibleDescription('Your organisation’s policy does not allow it.');
  await pressButton('Turn camera on');
  expect(call.isLocalVideoStarted).toBe(false);
});

it('turns a running camera off even after the user has lost the capability to turn it on', async () => {
  const { call } = await renderButton();
  await pressButton('Turn camera on');
  await runAndRender(() => call.features.Capabilities.revokeCapability('turnVideoOn', 'RoleRestricted'));
  await pressButton('Turn camera off');
  expect(call.isLocalVideoStarted).toBe(false);
});
