import type { LocalVideoStream, RemoteDiagnostic } from '@azure/communication-calling';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { test } = setUpHarness();

test('when devices disappear and come back in a call, the device lists, the selected microphone and the diagnostics are updated', async (api) => {
  const { waitUntil, expectEqual, firstOf, log } = api;
  const { alice, aliceCall } = await api.connectAliceAndBob();
  const devices = await alice.client.getDeviceManager();
  await waitUntil(() => aliceCall.localAudioStreams.length > 0 && api.countLiveTracks() > 0);
  const firstTrack = firstOf((await firstOf(aliceCall.localAudioStreams).getMediaStream()).getTracks());
  const [, secondMicrophone = firstOf([])] = await devices.getMicrophones();
  const waitUntilUsed = (microphoneId: string) =>
    waitUntil(() => aliceCall.localAudioStreams[0]?.source.id === microphoneId);
  await devices.selectMicrophone(secondMicrophone);
  await waitUntilUsed(secondMicrophone.id);
  expectEqual(firstTrack.readyState, 'ended');

  const deviceEvents = ['videoDevicesUpdated', 'audioDevicesUpdated', 'selectedMicrophoneChanged'];
  api.listenToEvents(devices, deviceEvents, (event, change) =>
    log.push(change?.removed ? `${event} -${change.removed.length}` : event),
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
  await waitUntil(() => devices.selectedMicrophone?.id !== secondMicrophone.id);
  await waitUntilUsed(devices.selectedMicrophone?.id ?? '');
  expectEqual(log.slice(0, 2), ['audioDevicesUpdated -1', 'selectedMicrophoneChanged']);

  const waitForDiagnostics = (isMissing: boolean) =>
    waitUntil(() =>
      ['noMicrophoneDevicesEnumerated', 'noSpeakerDevicesEnumerated'].every(
        (name) => api.readMediaDiagnostic(aliceCall, name) === isMissing,
      ),
    );
  showDevices(({ kind }) => kind === 'videoinput');
  await waitForDiagnostics(true);
  expectEqual((await devices.getCameras()).length > 0, true);
  expectEqual((await devices.getMicrophones()).length, 0);
  showDevices(() => true);
  await waitForDiagnostics(false);
  // The microphones of Alice and Bob are open again.
  await waitUntil(() => api.countLiveTracks() === 2);
});

test('a video ends on both sides when its camera is unplugged, or when the browser’s own bar stops the shared screen, and can start again', async (api) => {
  const { waitUntil, expectEqual } = api;
  const { UserFacingDiagnostics } = api.sdk.Features;
  const { alice, aliceCall, bobCall } = await api.connectAliceAndBob(api.withCamera);
  const readDiagnostic = (name: string) => api.readMediaDiagnostic(aliceCall, name);
  const video = await api.waitForRemoteVideo(bobCall);
  const { remote } = bobCall.feature(UserFacingDiagnostics);
  const received: RemoteDiagnostic[] = [];
  remote.on('diagnosticChanged', ({ diagnostics }) => received.push(...diagnostics));
  aliceCall.feature(UserFacingDiagnostics).remote.startSendingDiagnostics();
  /** Ends the track of a stream, as the browser does when its device or its source disappears. */
  const endTrack = async (stream: LocalVideoStream | undefined) => {
    const track = (await stream?.getMediaStream())?.getTracks()[0];
    track?.stop();
    track?.dispatchEvent(new Event('ended'));
  };
  await endTrack(aliceCall.localVideoStreams[0]);
  await waitUntil(() => !video.isAvailable && !aliceCall.isLocalVideoStarted);
  await waitUntil(() => readDiagnostic('cameraStoppedUnexpectedly'));
  const { diagnostic, value, valueType, remoteParticipant } = await waitUntil(() => received[0]);
  expectEqual([diagnostic, value, valueType], ['cameraStoppedUnexpectedly', true, 'DiagnosticFlag']);
  expectEqual(remoteParticipant === bobCall.remoteParticipants[0], true);
  expectEqual(remote.getLatest().diagnostics.length > 0, true);
  await aliceCall.startVideo(await api.createCameraStream(alice.client));
  await waitUntil(() => video.isAvailable && readDiagnostic('cameraStoppedUnexpectedly') === false);

  await aliceCall.startScreenSharing();
  const screen = await api.waitForRemoteVideo(bobCall, 'ScreenSharing');
  await endTrack(aliceCall.localVideoStreams[1]);
  await waitUntil(() => !screen.isAvailable && !aliceCall.isScreenSharingOn);
  await waitUntil(() => readDiagnostic('capturerStoppedUnexpectedly'));
  // Only one participant at a time can share a screen.
  await bobCall.startScreenSharing();
  await api.waitForRemoteVideo(aliceCall, 'ScreenSharing');
  await aliceCall.startScreenSharing();
  await waitUntil(() => !bobCall.isScreenSharingOn);
  await api.waitUntilMoving(await api.waitForRemoteVideo(bobCall, 'ScreenSharing'));
});

test('diagnostics report speech into a muted microphone until the user unmutes, and a microphone that the operating system mutes', async (api) => {
  const { waitUntil, firstOf } = api;
  const { aliceCall } = await api.connectAliceAndBob();
  await waitUntil(() => aliceCall.localAudioStreams.length > 0 && api.countLiveTracks() > 0);
  const readSpeaking = () => api.readMediaDiagnostic(aliceCall, 'speakingWhileMicrophoneIsMuted');
  const readMutedBySystem = () => api.readMediaDiagnostic(aliceCall, 'microphoneMuteUnexpectedly');
  api.expectEqual(readSpeaking(), undefined);
  await aliceCall.mute();
  await waitUntil(readSpeaking);
  await aliceCall.unmute();
  await waitUntil(() => readSpeaking() === false);
  const track = firstOf((await firstOf(aliceCall.localAudioStreams).getMediaStream()).getTracks());
  let isMutedBySystem = true;
  Object.defineProperty(track, 'muted', { get: () => isMutedBySystem });
  await waitUntil(readMutedBySystem);
  isMutedBySystem = false;
  await waitUntil(() => readMutedBySystem() === false);
});

test('a receiver can request a key frame, and a sender that is offline pauses its video only until media of the other side arrives', async (api) => {
  const { waitUntil, firstPeerOf } = api;
  const { aliceCall, bobCall } = await api.connectAliceAndBob(api.withCamera);
  await api.waitUntilMoving(await api.waitForRemoteVideo(bobCall));
  const countKeyFrames = async () => {
    const counts: number[] = [];
    const stats = await firstPeerOf(aliceCall).connection.getStats();
    stats.forEach(({ keyFramesEncoded = 0 }: { keyFramesEncoded?: number }) => counts.push(keyFramesEncoded));
    return Math.max(...counts);
  };
  const keyFramesBefore = await countKeyFrames();
  firstPeerOf(bobCall).requestKeyFrame();
  await waitUntil(async () => (await countKeyFrames()) > keyFramesBefore);
  dispatchEvent(new Event('offline'));
  // The second sender is the one for video.
  await waitUntil(() => api.readSentTrackKinds(aliceCall)[1] === undefined);
  await waitUntil(() => api.readSentTrackKinds(aliceCall)[1] === 'video');
  const { network } = aliceCall.feature(api.sdk.Features.UserFacingDiagnostics);
  const { networkReconnect, noNetwork } = network.getLatest();
  // 3 is DiagnosticQuality.Bad.
  api.expectEqual([networkReconnect?.value, noNetwork?.value], [3, true]);
  dispatchEvent(new Event('online'));
  await api.waitUntilMoving(await api.waitForRemoteVideo(bobCall));
});
