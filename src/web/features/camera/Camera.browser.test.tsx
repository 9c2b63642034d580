import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { runAndRender, pressButton, renderInCall } from '../../fixtures/render.tsx';
import { camera } from './camera.ts';
import { CameraButton, CameraBanner } from './Camera.tsx';

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

it('turns a running camera off even after the user has lost the capability to turn it on', async () => {
  const { call } = await renderButton();
  await pressButton('Turn camera on');
  await runAndRender(() => call.features.Capabilities.revokeCapability('turnVideoOn', 'RoleRestricted'));
  await pressButton('Turn camera off');
  expect(call.isLocalVideoStarted).toBe(false);
});

it.each([
  ['cameraPermissionDenied', /does not let Switchboard use the camera/],
  ['cameraStartFailed', /Another program may be using it/],
  ['cameraStoppedUnexpectedly', /Your camera has stopped/],
  ['cameraFreeze', /picture is frozen/],
])(
  'when the SDK raises %s, shows a status that says why nobody sees the user',
  async (diagnostic, expectedText) => {
    const { call } = await renderInCall(<CameraBanner />, { features: [camera] });
    expect(screen.queryByRole('status')).toBeNull();
    await runAndRender(() => call.features.UserFacingDiagnostics.media.reportDiagnostic(diagnostic, true));
    expect(screen.getByRole('status')).toHaveTextContent(expectedText);
    await runAndRender(() => call.features.UserFacingDiagnostics.media.reportDiagnostic(diagnostic, false));
    expect(screen.queryByRole('status')).toBeNull();
  },
);

it('when the user turns a stopped camera on again, a new stream replaces the old one', async () => {
  const { call } = await renderInCall(<CameraBanner />, { features: [camera] });
  await runAndRender(() => call.startVideo({ mediaStreamType: 'Video', dispose: () => {} }));
  const [stoppedStream] = call.localVideoStreams;
  await runAndRender(() =>
    call.features.UserFacingDiagnostics.media.reportDiagnostic('cameraStoppedUnexpectedly', true),
  );
  await pressButton('Turn the camera on again');
  expect(call.localVideoStreams).toHaveLength(1);
  expect(call.localVideoStreams[0]).not.toBe(stoppedStream);
});
