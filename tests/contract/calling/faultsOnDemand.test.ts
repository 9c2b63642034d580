import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { test } = setUpHarness();

test('diagnostics: a test raises any user-facing diagnostic for one person, and afterwards it has the measured value again', async (api) => {
  const { waitUntil, expectEqual, emulator, sdk } = api;
  const { aliceCall, bobCall } = await api.connectAliceAndBob();
  const { network, media } = aliceCall.feature(sdk.Features.UserFacingDiagnostics);
  const log: string[] = [];
  for (const source of [network, media])
    source.on('diagnosticChanged', ({ diagnostic, value, valueType }) =>
      log.push(`${diagnostic} ${value} ${valueType}`),
    );
  await emulator.setConditions({
    diagnostics: { networkSendQuality: 'Poor', noNetwork: true, cameraStartTimedOut: true },
  });
  await waitUntil(() => log.length === 3);
  expectEqual(log.splice(0).toSorted(), [
    'cameraStartTimedOut true DiagnosticFlag',
    'networkSendQuality 2 DiagnosticQuality',
    'noNetwork true DiagnosticFlag',
  ]);
  await emulator.setConditions({ diagnostics: { noNetwork: true } });
  await waitUntil(() => log.length === 2);
  await emulator.setConditions({ diagnostics: null });
  await waitUntil(() => log.length === 3);
  expectEqual(log.toSorted(), [
    'cameraStartTimedOut false DiagnosticFlag',
    'networkSendQuality 1 DiagnosticQuality',
    'noNetwork false DiagnosticFlag',
  ]);
  expectEqual([aliceCall.state, bobCall.state], ['Connected', 'Connected']);
});

test('camera and microphone: a frozen or black camera, a silent microphone, unplugged devices and a lost permission are faults of a running call, and end with the condition', async (api) => {
  const { waitUntil, expectEqual, emulator } = api;
  const { alice, aliceCall, bobCall } = await api.connectAliceAndBob(api.withCamera);
  const devices = await alice.client.getDeviceManager();
  const waitForDiagnostic = (name: string, value: boolean) =>
    waitUntil(() => api.readMediaDiagnostic(aliceCall, name) === value, 12_000);
  const video = await api.waitForRemoteVideo(bobCall);
  await api.waitUntilMoving(video);
  const sentTrackOf = (slot: 'audio' | 'video') =>
    api.firstPeerOf(aliceCall).outgoing.findSender(slot)?.track;

  await emulator.setConditions({ camera: 'frozen', microphone: 'silent' });
  await Promise.all([
    waitForDiagnostic('cameraFreeze', true),
    waitForDiagnostic('microphoneNotMuteButSilent', true),
  ]);
  await emulator.setConditions({ camera: 'black', microphone: null });
  await waitForDiagnostic('microphoneNotMuteButSilent', false);
  await waitUntil(() => sentTrackOf('video')?.enabled === false && sentTrackOf('audio')?.enabled === true);
  await emulator.setConditions({ camera: null });
  await waitForDiagnostic('cameraFreeze', false);
  await api.waitUntilMoving(video);

  await emulator.setConditions({ camera: 'unplugged', microphone: 'denied' });
  await waitForDiagnostic('cameraStoppedUnexpectedly', true);
  await waitForDiagnostic('microphonePermissionDenied', true);
  await waitUntil(() => !aliceCall.isLocalVideoStarted);
  expectEqual((await devices.getCameras()).length, 0);
  expectEqual(await devices.askDevicePermission({ audio: true, video: false }), {
    audio: false,
    video: true,
  });
  await emulator.setConditions({ camera: 'denied', microphone: null });
  await waitForDiagnostic('microphonePermissionDenied', false);
  await waitUntil(() => sentTrackOf('audio')?.readyState === 'live');
  const stream = await api.createCameraStream(alice.client);
  const error = await aliceCall.startVideo(stream).catch((cause: unknown) => cause);
  expectEqual(error instanceof Error, true);
  await waitForDiagnostic('cameraPermissionDenied', true);
  await emulator.setConditions({ camera: null });
  await aliceCall.startVideo(await api.createCameraStream(alice.client));
  await waitForDiagnostic('cameraPermissionDenied', false);
}, 60_000);
