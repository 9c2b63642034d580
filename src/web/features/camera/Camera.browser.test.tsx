import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { runAndRender, pressButton, renderInCall } from '../../fixtures/render.tsx';
import { camera } from './camera.ts';
import { CameraButton, CameraBanner } from './Camera.tsx';

const getButton = () => screen.getByRole('button');
const renderButton = () => renderInCall(<CameraButton />, { features: [camera] });
async function renderBanner() {
  const { call } = await renderInCall(<CameraBanner />, { features: [camera] });
  return { call, reportDiagnostic: call.features.UserFacingDiagnostics.media.reportDiagnostic };
}

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
])('when the SDK raises %s, says why nobody sees the user', async (diagnostic, expectedText) => {
  const { reportDiagnostic } = await renderBanner();
  expect(screen.queryByRole('status')).toBeNull();
  await runAndRender(() => reportDiagnostic(diagnostic, true));
  expect(screen.getByRole('status')).toHaveTextContent(expectedText);
  await runAndRender(() => reportDiagnostic(diagnostic, false));
  expect(screen.queryByRole('status')).toBeNull();
});

it('replaces the stream of a stopped camera when the user turns the camera on again', async () => {
  const { call, reportDiagnostic } = await renderBanner();
  await runAndRender(() => call.startVideo({ mediaStreamType: 'Video', dispose: () => {} }));
  const [stoppedStream] = call.localVideoStreams;
  await runAndRender(() => reportDiagnostic('cameraStoppedUnexpectedly', true));
  await pressButton('Turn the camera on again');
  expect(call.localVideoStreams).toHaveLength(1);
  expect(call.localVideoStreams[0]).not.toBe(stoppedStream);
});
