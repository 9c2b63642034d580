import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { play, press, renderInCall } from '../../fixtures/render.tsx';
import { camera } from './camera.ts';
import { CameraBanner } from './CameraBanner.tsx';

it.each([
  ['cameraPermissionDenied', /does not let Switchboard use the camera/],
  ['cameraStartFailed', /Another program may be using it/],
  ['cameraStoppedUnexpectedly', /Your camera has stopped/],
  ['cameraFreeze', /picture is frozen/],
])('%s: a status says why nobody sees the user', async (diagnostic, words) => {
  const { call } = await renderInCall(<CameraBanner />, { features: [camera] });
  expect(screen.queryByRole('status')).toBeNull();
  await play(() => call.features.UserFacingDiagnostics.media.report(diagnostic, true));
  expect(screen.getByRole('status')).toHaveTextContent(words);
  await play(() => call.features.UserFacingDiagnostics.media.report(diagnostic, false));
  expect(screen.queryByRole('status')).toBeNull();
});

it('replaces the stream of a camera that stopped by a new one', async () => {
  const { call } = await renderInCall(<CameraBanner />, { features: [camera] });
  await play(() => call.startVideo({ mediaStreamType: 'Video', dispose: () => {} }));
  const [stopped] = call.localVideoStreams;
  await play(() => call.features.UserFacingDiagnostics.media.report('cameraStoppedUnexpectedly', true));
  await press('Turn the camera on again');
  expect(call.localVideoStreams).toHaveLength(1);
  expect(call.localVideoStreams[0]).not.toBe(stopped);
});
