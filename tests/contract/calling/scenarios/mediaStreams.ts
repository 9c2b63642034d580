import type { Scenario } from './scenario.ts';
import { connectCall } from './steps.ts';

/**
 * Scenarios of local and remote streams: their sources, switching, volume, size and effects.
 * @see https://learn.microsoft.com/azure/communication-services/quickstarts/voice-video-calling/get-started-raw-media-access
 * @see https://learn.microsoft.com/azure/communication-services/tutorials/audio-quality-enhancements/add-noise-supression
 */
export const mediaStreams: readonly Scenario[] = [
  {
    title: 'a local video stream switches from a camera to a canvas and back, and raises events',
    async run({ alice, bob }) {
      await connectCall(alice, bob);
      const canvasTrackStates = await alice.run(async ({ call, stored, log, createCameraStream }) => {
        const stream = await createCameraStream();
        log.push(stream.mediaStreamType);
        const logType = ({ source }: { source: typeof stream }) => log.push(source.mediaStreamType);
        stream.on('videoSourceChanged', logType);
        await call.startVideo(stream);
        const canvas = document.createElement('canvas');
        const draw = () => canvas.getContext('2d')?.fillRect(Math.random() * 300, 0, 9, 9);
        const canvasStream = canvas.captureStream(15);
        Object.assign(stored, { stream, canvasStream, timer: setInterval(draw, 40) });
        await stream.setMediaStream(canvasStream);
        stream.off('videoSourceChanged', logType);
        return (await stream.getMediaStream()).getVideoTracks().map(({ readyState }) => readyState);
      });
      const atBob = await bob.run(async ({ sdk, waitUntil, waitForRemoteVideo }) => {
        const stream = await waitForRemoteVideo();
        // The canvas is 300 pixels wide, and the camera wider. A busy browser may send a smaller video than it gets.
        const isSizeOfCanvas = ({ width }: { width: number }) => width > 0 && width <= 300;
        await waitUntil(() => isSizeOfCanvas(stream.size));
        const [track] = (await stream.getMediaStream()).getVideoTracks();
        const renderer = new sdk.VideoStreamRenderer(stream);
        document.body.append((await renderer.createView()).target);
        await waitUntil(() => isSizeOfCanvas(renderer.size));
        renderer.dispose();
        return [typeof stream.id, track?.readyState];
      });
      const log = await alice.run(async ({ call, devices, stored, log, waitUntil }) => {
        const stream = await waitUntil(() => stored.stream);
        const [camera = stream.source] = await devices.getCameras();
        await stream.switchSource(camera);
        await call.stopVideo(stream);
        clearInterval(stored.timer);
        stream.dispose();
        // The SDK does not stop the app's own track.
        const [canvasTrack] = stored.canvasStream?.getTracks() ?? [];
        return [...log, stream.mediaStreamType, canvasTrack?.readyState];
      });
      return { canvasTrackStates, atBob, log };
    },
    expected: {
      canvasTrackStates: ['live'],
      atBob: ['number', 'live'],
      log: ['Video', 'RawMedia', 'Video', 'live'],
    },
  },
  {
    title: 'a call sends audio of the app instead of the microphone, and returns to the microphone',
    async run({ alice, bob }) {
      await connectCall(alice, bob);
      const localStream = await alice.run(async ({ call, sdk, waitUntil, log }) => {
        const context = new AudioContext();
        const output = context.createMediaStreamDestination();
        const tone = context.createOscillator();
        tone.connect(output);
        tone.start();
        const stream = new sdk.LocalAudioStream(output.stream);
        await call.startAudio(stream);
        const sentStream = await waitUntil(() => call.localAudioStreams[0]);
        const { deviceType } = sentStream.source;
        const volume = await sentStream.getVolume();
        volume.on('levelChanged', () => log.push('level changed'));
        await waitUntil(() => volume.level > 0 && log.length > 0);
        const [track] = (await sentStream.getMediaStream()).getAudioTracks();
        const trackState = track?.readyState;
        call.stopAudio();
        await waitUntil(() => call.localAudioStreams[0]?.source.deviceType === 'Microphone');
        stream.dispose();
        await context.close();
        return [sentStream.mediaStreamType, deviceType, trackState];
      });
      const remoteTrackCount = await bob.run(async ({ call, waitUntil }) => {
        const remoteStream = await waitUntil(() => call.remoteAudioStreams[0]);
        return (await remoteStream.getMediaStream()).getAudioTracks().length;
      });
      return [...localStream, remoteTrackCount];
    },
    expected: ['Audio', 'Virtual', 'live', 1],
  },
  {
    title: 'without a call, a LocalAudioStream and a WbLocalVideoStream switch their sources',
    async run({ alice }) {
      return alice.run(async ({ devices, sdk, log, waitUntil }) => {
        const [firstMicrophone, secondMicrophone] = await devices.getMicrophones();
        const [camera] = await devices.getCameras();
        if (!firstMicrophone || !secondMicrophone || !camera) throw new Error('Too few devices.');
        const audio = new sdk.LocalAudioStream(firstMicrophone);
        audio.on('audioSourceChanged', () => log.push(audio.source.deviceType));
        await audio.switchSource(secondMicrophone);
        const context = new AudioContext();
        await audio.setMediaStream(context.createMediaStreamDestination().stream);
        audio.dispose();
        await context.close();
        const video = new sdk.WbLocalVideoStream(camera);
        video.on('sourceChanged', () => log.push('video'));
        const cameraTrack = await video.getVideoTrack();
        const canvas = document.createElement('canvas');
        canvas.getContext('2d');
        await video.switchSource(canvas.captureStream());
        await waitUntil(() => log.length === 3);
        const isNewTrack = (await video.getVideoTrack()) !== cameraTrack;
        video.dispose();
        return [...log, cameraTrack.kind, cameraTrack.readyState, isNewTrack];
      });
    },
    expected: ['Microphone', 'Virtual', 'video', 'video', 'ended', true],
  },
  {
    title: 'an audio effect of the browser starts and stops',
    async run({ alice }) {
      return alice.run(async ({ devices, sdk, log }) => {
        const [microphone] = await devices.getMicrophones();
        if (!microphone) throw new Error('There is no microphone.');
        const stream = new sdk.LocalAudioStream(microphone);
        await stream.getMediaStream();
        const effects = stream.feature(sdk.Features.AudioEffects);
        effects.on('effectsStarted', () => log.push('started'));
        const isSupported = await effects.isSupported('BrowserNoiseSuppression');
        await effects.startEffects({ noiseSuppression: 'BrowserNoiseSuppression' });
        const { noiseSuppression: started } = effects.activeEffects;
        await effects.stopEffects({ noiseSuppression: true });
        const { noiseSuppression: stopped } = effects.activeEffects;
        effects.dispose();
        stream.dispose();
        return { isSupported, started, stopped, log };
      });
    },
    expected: { isSupported: true, started: ['BrowserNoiseSuppression'], stopped: [], log: ['started'] },
  },
];
