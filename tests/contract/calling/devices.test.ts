import type { RemoteDiagnostic, LocalVideoStream } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';

const { run } = harnessOfFile();

test('when devices come and go in a call, the lists, the chosen microphone and the diagnostics follow', async () => {
  const seen = await run(async ({ connect, until, liveTracks, onEach, mediaDiagnostic, first }) => {
    const { a, call } = await connect();
    const devices = await a.client.getDeviceManager();
    await until(() => call.localAudioStreams.length > 0 && liveTracks() > 0);
    const track = first((await first(call.localAudioStreams).getMediaStream()).getTracks());
    const [, second] = await devices.getMicrophones();
    if (!second) throw new Error('There is only one microphone.');
    const used = () => call.localAudioStreams[0]?.source.id;
    await devices.selectMicrophone(second);
    await until(() => used() === second.id);
    const stopped = track.readyState;

    const events: string[] = [];
    onEach(
      devices,
      ['videoDevicesUpdated', 'audioDevicesUpdated', 'selectedMicrophoneChanged'],
      (event, change) => events.push(change?.removed ? `${event} -${change.removed.length}` : event),
    );
    const { mediaDevices } = navigator;
    const enumerate = mediaDevices.enumerateDevices.bind(mediaDevices);
    const keepDevices = (isKept: (device: MediaDeviceInfo) => boolean) => {
      mediaDevices.enumerateDevices = async () => (await enumerate()).filter(isKept);
      mediaDevices.dispatchEvent(new Event('devicechange'));
    };
    keepDevices(({ kind, deviceId }) => kind !== 'audioinput' || `microphone:${deviceId}` !== second.id);
    await until(
      () => used() === devices.selectedMicrophone?.id && devices.selectedMicrophone?.id !== second.id,
    );
    keepDevices(({ kind }) => kind === 'videoinput');
    const missing = () => [
      mediaDiagnostic(call, 'noMicrophoneDevicesEnumerated'),
      mediaDiagnostic(call, 'noSpeakerDevicesEnumerated'),
    ];
    await until(() => missing().every(Boolean));
    const cameras = (await devices.getCameras()).length;
    const microphones = (await devices.getMicrophones()).length;
    keepDevices(() => true);
    await until(() => missing().every((value) => value === false));
    await until(() => liveTracks() === 2);
    return { stopped, first: events.slice(0, 2), none: [cameras > 0, microphones] };
  });
  expect(seen).toEqual({
    stopped: 'ended',
    first: ['audioDevicesUpdated -1', 'selectedMicrophoneChanged'],
    none: [true, 0],
  });
});

test('an unplugged camera and a share stopped from the browser’s bar end on both sides, and can be started again', async () => {
  const seen = await run(async ({ connect, withCamera, remoteVideo, isMoving, mediaDiagnostic, ...api }) => {
    const { sdk, until, first, camera } = api;
    const { a, call, peer } = await connect(withCamera);
    const video = await remoteVideo(peer);
    const { remote } = peer.feature(sdk.Features.UserFacingDiagnostics);
    const heard: RemoteDiagnostic[] = [];
    remote.on('diagnosticChanged', ({ diagnostics }) => heard.push(...diagnostics));
    call.feature(sdk.Features.UserFacingDiagnostics).remote.startSendingDiagnostics();
    const unplug = async (stream: LocalVideoStream | undefined) => {
      const track = (await stream?.getMediaStream())?.getTracks()[0];
      track?.stop();
      track?.dispatchEvent(new Event('ended'));
    };
    await unplug(call.localVideoStreams[0]);
    await until(
      () =>
        !video.isAvailable && !call.isLocalVideoStarted && mediaDiagnostic(call, 'cameraStoppedUnexpectedly'),
    );
    await until(() => heard.length > 0);
    await call.startVideo(await camera(a.client));
    await until(() => video.isAvailable && mediaDiagnostic(call, 'cameraStoppedUnexpectedly') === false);
    await call.startScreenSharing();
    const screen = await remoteVideo(peer, 'ScreenSharing');
    await unplug(call.localVideoStreams.find(({ mediaStreamType }) => mediaStreamType === 'ScreenSharing'));
    await until(
      () =>
        !screen.isAvailable &&
        !call.isScreenSharingOn &&
        mediaDiagnostic(call, 'capturerStoppedUnexpectedly'),
    );
    await peer.startScreenSharing();
    await remoteVideo(call, 'ScreenSharing');
    await call.startScreenSharing();
    await until(() => !peer.isScreenSharingOn);
    const { diagnostic, value, valueType, remoteParticipant } = first(heard);
    return {
      reported: [diagnostic, value, valueType, remoteParticipant === peer.remoteParticipants[0]],
      moving: await isMoving(await remoteVideo(peer, 'ScreenSharing')),
      latest: remote.getLatest().diagnostics.length,
    };
  });
  expect(seen).toMatchObject({
    reported: ['cameraStoppedUnexpectedly', true, 'DiagnosticFlag', true],
    moving: true,
  });
  expect(seen.latest).toBeGreaterThan(0);
});
