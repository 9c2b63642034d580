import { setUpHarness } from '../../support/calling/setUpHarness.ts';

// With `fakeUi: false`, the browser refuses every permission.
const { test } = setUpHarness({}, { fakeUi: false });

test('a caller without permission for microphone and camera stays in the call muted, and diagnostics give the reason', async (api) => {
  const { waitUntil, expectEqual, catchErrorCode } = api;
  const { alice, aliceCall, bobCall } = await api.connectAliceAndBob();
  const devices = await alice.client.getDeviceManager();
  const { audio, video } = await devices.askDevicePermission({ audio: true, video: true });
  expectEqual([audio, video], [false, false]);
  await waitUntil(() => aliceCall.isMuted && bobCall.remoteParticipants[0]?.isMuted);
  expectEqual(await catchErrorCode(() => aliceCall.unmute()), '400/41016');
  const camera = { id: 'camera:', name: 'any', deviceType: 'UsbCamera' } as const;
  const startVideo = () => aliceCall.startVideo(new api.sdk.LocalVideoStream(camera));
  expectEqual(await catchErrorCode(startVideo), '403/43001');
  for (const diagnostic of ['microphonePermissionDenied', 'cameraPermissionDenied'])
    expectEqual(api.readMediaDiagnostic(aliceCall, diagnostic), true);
});
