import type { RemoteDiagnostic, LocalVideoStream } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness();

test('when devices disappear and come back in a call, the device lists, the selected microphone and the diagnostics are updated', async () => {
  const result = await runInNewPage(async ({ connectAliceAndBob, waitUntil, firstOf, ...api }) => {
    const { alice, aliceCall } = await connectAliceAndBob();
    const devices = await alice.client.getDeviceManager();
    await waitUntil(() => aliceCall.localAudioStreams.length > 0 && api.countLiveTracks() > 0);
    const firstTrack = firstOf((await firstOf(aliceCall.localAudioStreams).getMediaStream()).getTracks());
    const [, secondMicrophone] = await devices.getMicrophones();
    if (!secondMicrophone) throw new Error('There is only one microphone.');
    const readUsedMicrophoneId = () => aliceCall.localAudioStreams[0]?.source.id;
    await devices.selectMicrophone(secondMicrophone);
    await waitUntil(() => readUsedMicrophoneId() === secondMicrophone.id);
    const firstTrackState = firstTrack.readyState;

    const events: string[] = [];
    api.listenToEvents(
      devices,
      ['videoDevicesUpdated', 'audioDevicesUpdated', 'selectedMicrophoneChanged'],
      (event, change) => events.push(change?.removed ? `${event} -${change.removed.length}` : event),
    );
    const { mediaDevices } = navigator;
    const listAllDevices = mediaDevices.enumerateDevices.bind(mediaDevices);
    /** Lets the browser list only the devices for which the function returns true. */
    const showDevices = (isPresent: (device: MediaDeviceInfo) => boolean) => {
      mediaDevices.enumerateDevices = async () => (await listAllDevices()).filter(isPresent);
      mediaDevices.dispatchEvent(new Event('devicechange'));
    };
    showDevices(
      ({ kind, deviceId }) => kind !== 'audioinput' || `microphone:${deviceId}` !== secondMicrophone.id,
    );
    await waitUntil(
      () =>
        readUsedMicrophoneId() === devices.selectedMicrophone?.id &&
        devices.selectedMicrophone?.id !== secondMicrophone.id,
    );
    showDevices(({ kind }) => kind === 'videoinput');
    const readDiagnostics = () => [
      api.readMediaDiagnostic(aliceCall, 'noMicrophoneDevicesEnumerated'),
      api.readMediaDiagnostic(aliceCall, 'noSpeakerDevicesEnumerated'),
    ];
    await waitUntil(() => readDiagnostics().every(Boolean));
    const hasCameras = (await devices.getCameras()).length > 0;
    const microphoneCount = (await devices.getMicrophones()).length;
    showDevices(() => true);
    await waitUntil(() => readDiagnostics().every((value) => value === false));
    // The microphones of Alice and Bob are open again.
    await waitUntil(() => api.countLiveTracks() === 2);
    return { firstTrackState, firstEvents: events.slice(0, 2), hasCameras, microphoneCount };
  });
  expect(result).toEqual({
    firstTrackState: 'ended',
    firstEvents: ['audioDevicesUpdated -1', 'selectedMicrophoneChanged'],
    hasCameras: true,
    microphoneCount: 0,
  });
});

test('a video ends on both sides when its camera is unplugged, or when the browser’s own bar stops the shared screen, and can start again', async () => {
  const result = await runInNewPage(
    async ({ connectAliceAndBob, withCamera, waitForRemoteVideo, waitUntil, ...api }) => {
      const { sdk, readMediaDiagnostic } = api;
      const { alice, aliceCall, bobCall } = await connectAliceAndBob(withCamera);
      const video = await waitForRemoteVideo(bobCall);
      const { remote } = bobCall.feature(sdk.Features.UserFacingDiagnostics);
      const receivedDiagnostics: RemoteDiagnostic[] = [];
      remote.on('diagnosticChanged', ({ diagnostics }) => receivedDiagnostics.push(...diagnostics));
      aliceCall.feature(sdk.Features.UserFacingDiagnostics).remote.startSendingDiagnostics();
      /** Ends the track of a stream, as the browser does when its device or its source disappears. */
      const endTrack = async (stream: LocalVideoStream | undefined) => {
        const track = (await stream?.getMediaStream())?.getTracks()[0];
        track?.stop();
        track?.dispatchEvent(new Event('ended'));
      };
      await endTrack(aliceCall.localVideoStreams[0]);
      await waitUntil(
        () =>
          !video.isAvailable &&
          !aliceCall.isLocalVideoStarted &&
          readMediaDiagnostic(aliceCall, 'cameraStoppedUnexpectedly'),
      );
      await waitUntil(() => receivedDiagnostics.length > 0);
      await aliceCall.startVideo(await api.createCameraStream(alice.client));
      await waitUntil(
        () => video.isAvailable && readMediaDiagnostic(aliceCall, 'cameraStoppedUnexpectedly') === false,
      );
      await aliceCall.startScreenSharing();
      const screen = await waitForRemoteVideo(bobCall, 'ScreenSharing');
      await endTrack(
        aliceCall.localVideoStreams.find(({ mediaStreamType }) => mediaStreamType === 'ScreenSharing'),
      );
      await waitUntil(
        () =>
          !screen.isAvailable &&
          !aliceCall.isScreenSharingOn &&
          readMediaDiagnostic(aliceCall, 'capturerStoppedUnexpectedly'),
      );
      await bobCall.startScreenSharing();
      await waitForRemoteVideo(aliceCall, 'ScreenSharing');
      await aliceCall.startScreenSharing();
      await waitUntil(() => !bobCall.isScreenSharingOn);
      const { diagnostic, value, valueType, remoteParticipant } = api.firstOf(receivedDiagnostics);
      return {
        firstDiagnostic: { diagnostic, value, valueType },
        isFromAlice: remoteParticipant === bobCall.remoteParticipants[0],
        isScreenMoving: await api.waitUntilMoving(await waitForRemoteVideo(bobCall, 'ScreenSharing')),
        latestCount: remote.getLatest().diagnostics.length,
      };
    },
  );
  expect(result).toMatchObject({
    firstDiagnostic: { diagnostic: 'cameraStoppedUnexpectedly', value: true, valueType: 'DiagnosticFlag' },
    isFromAlice: true,
    isScreenMoving: true,
  });
  expect(result.latestCount).toBeGreaterThan(0);
});
