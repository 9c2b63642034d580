import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { connectCall } from './steps.ts';

/** Scenarios of local and remote streams: their sources, switching, volume, size and effects. */
export const mediaStreams: readonly Scenario[] = [
  {
    title:
      'a local video stream switches from a camera to a canvas and back, raises an event, and gives access to its track',
    docs: docs.rawMedia,
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      const canvasResult = await alice.run(async ({ call, devices, stored, log, ...api }) => {
        const stream = await api.createCameraStream();
        const [camera] = await devices.getCameras();
        const typeOfCamera = stream.mediaStreamType;
        const isSourceCamera = stream.source.id === camera?.id;
        const listener = ({ source }: { source: typeof stream }) => log.push(source.mediaStreamType);
        stream.on('videoSourceChanged', listener);
        await call.startVideo(stream);
        const canvas = document.createElement('canvas');
        const draw = () => canvas.getContext('2d')?.fillRect(Math.random() * 300, 0, 9, 9);
        stored.timer = setInterval(draw, 40);
        const canvasStream = canvas.captureStream(15);
        Object.assign(stored, { stream, canvasStream });
        await stream.setMediaStream(canvasStream);
        const tracks = (await stream.getMediaStream()).getVideoTracks();
        stream.off('videoSourceChanged', listener);
        const trackStates = tracks.map(({ readyState }) => readyState);
        return { typeOfCamera, isSourceCamera, trackStates, log };
      });
      const remoteResult = await bob.run(async ({ sdk, waitUntil, log, ...api }) => {
        const stream = await api.waitForRemoteVideo();
        const listener = () => log.push('size changed');
        stream.on('sizeChanged', listener);
        stream.off('sizeChanged', listener);
        // The canvas is 300 pixels wide, and the camera wider. A busy browser may send a smaller video than it gets.
        const isSizeOfCanvas = ({ width }: { width: number }) => width > 0 && width <= 300;
        await waitUntil(() => isSizeOfCanvas(stream.size));
        const [track] = (await stream.getMediaStream()).getVideoTracks();
        const renderer = new sdk.VideoStreamRenderer(stream);
        document.body.append((await renderer.createView()).target);
        await waitUntil(() => isSizeOfCanvas(renderer.size));
        renderer.dispose();
        return { idType: typeof stream.id, trackState: track?.readyState, log };
      });
      const cameraResult = await alice.run(async ({ call, devices, stored, waitUntil }) => {
        const stream = await waitUntil(() => stored.stream);
        const [camera] = await devices.getCameras();
        if (camera) await stream.switchSource(camera);
        await call.stopVideo(stream);
        clearInterval(stored.timer);
        stream.dispose();
        return {
          type: stream.mediaStreamType,
          canvasTrackState: stored.canvasStream?.getTracks()[0]?.readyState,
        };
      });
      return { canvasResult, remoteResult, cameraResult };
    },
    expected: {
      canvasResult: {
        typeOfCamera: 'Video',
        isSourceCamera: true,
        trackStates: ['live'],
        log: ['RawMedia'],
      },
      remoteResult: { idType: 'number', trackState: 'live', log: [] },
      cameraResult: { type: 'Video', canvasTrackState: 'live' },
    },
  },
  {
    title: 'a call sends audio of the app instead of the microphone, and returns to the microphone',
    docs: docs.rawMedia,
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      const localStream = await alice.run(async (api) => {
        const { call, sdk, waitUntil, log } = api;
        const context = new AudioContext();
        const output = context.createMediaStreamDestination();
        const tone = context.createOscillator();
        tone.connect(output);
        tone.start();
        const stream = new sdk.LocalAudioStream(output.stream);
        await call.startAudio(stream);
        const sentStream = await waitUntil(() => call.localAudioStreams[0]);
        const { mediaStreamType } = sentStream;
        const { deviceType } = sentStream.source;
        const volume = await sentStream.getVolume();
        const listener = () => log.push('level changed');
        volume.on('levelChanged', listener);
        await waitUntil(() => volume.level > 0 && log.length > 0);
        volume.off('levelChanged', listener);
        const [track] = (await sentStream.getMediaStream()).getAudioTracks();
        const trackState = track?.readyState;
        call.stopAudio();
        await waitUntil(() => call.localAudioStreams[0]?.source.deviceType === 'Microphone');
        stream.dispose();
        tone.stop();
        await context.close();
        return { mediaStreamType, deviceType, trackState };
      });
      const remoteTrackCount = await bob.run(async (api) => {
        const remoteStream = await api.waitUntil(() => api.call.remoteAudioStreams[0]);
        return (await remoteStream.getMediaStream()).getAudioTracks().length;
      });
      return { localStream, remoteTrackCount };
    },
    expected: {
      localStream: { mediaStreamType: 'Audio', deviceType: 'Virtual', trackState: 'live' },
      remoteTrackCount: 1,
    },
  },
  {
    title:
      'a local audio stream switches between microphones and audio of the app, and raises an event each time',
    docs: docs.rawMedia,
    pages: ['alice'],
    async run({ alice }) {
      return alice.run(async ({ devices, sdk, log }) => {
        const [firstMicrophone, secondMicrophone] = await devices.getMicrophones();
        if (!firstMicrophone || !secondMicrophone) throw new Error('There are fewer than two microphones.');
        const stream = new sdk.LocalAudioStream(firstMicrophone);
        const listener = () => log.push(stream.source.deviceType);
        stream.on('audioSourceChanged', listener);
        await stream.switchSource(secondMicrophone);
        const context = new AudioContext();
        await stream.setMediaStream(context.createMediaStreamDestination().stream);
        stream.off('audioSourceChanged', listener);
        await stream.switchSource(firstMicrophone);
        stream.dispose();
        await context.close();
        return log;
      });
    },
    expected: ['Microphone', 'Virtual'],
  },
  {
    title: 'a WbLocalVideoStream gives its track without a call, and switches to another source',
    docs: docs.rawMedia,
    pages: ['alice'],
    async run({ alice }) {
      return alice.run(async ({ devices, sdk, log, waitUntil }) => {
        const [camera] = await devices.getCameras();
        if (!camera) throw new Error('There is no camera.');
        const stream = new sdk.WbLocalVideoStream(camera);
        const listener = () => log.push('switched');
        stream.on('sourceChanged', listener);
        const cameraTrack = await stream.getVideoTrack();
        const canvas = document.createElement('canvas');
        canvas.getContext('2d');
        await stream.switchSource(canvas.captureStream());
        await waitUntil(() => log.length === 1);
        stream.off('sourceChanged', listener);
        const canvasTrack = await stream.getVideoTrack();
        stream.dispose();
        return {
          kind: cameraTrack.kind,
          cameraTrackState: cameraTrack.readyState,
          isNewTrack: canvasTrack !== cameraTrack,
          log,
        };
      });
    },
    expected: { kind: 'video', cameraTrackState: 'ended', isNewTrack: true, log: ['switched'] },
  },
  {
    title: 'an audio effect of the browser starts and stops',
    docs: docs.audioEffects,
    pages: ['alice'],
    async run({ alice }) {
      return alice.run(async ({ devices, sdk, log }) => {
        const [microphone] = await devices.getMicrophones();
        if (!microphone) throw new Error('There is no microphone.');
        const audioStream = new sdk.LocalAudioStream(microphone);
        await audioStream.getMediaStream();
        const audioEffects = audioStream.feature(sdk.Features.AudioEffects);
        const startListener = () => log.push('started');
        audioEffects.on('effectsStarted', startListener);
        const isSupported = await audioEffects.isSupported('BrowserNoiseSuppression');
        await audioEffects.startEffects({ noiseSuppression: 'BrowserNoiseSuppression' });
        const activeEffects = audioEffects.activeEffects.noiseSuppression;
        await audioEffects.stopEffects({ noiseSuppression: true });
        audioEffects.off('effectsStarted', startListener);
        const activeCountAfterStop = audioEffects.activeEffects.noiseSuppression?.length;
        audioEffects.dispose();
        audioStream.dispose();
        return { isSupported, activeEffects, activeCountAfterStop, log };
      });
    },
    expected: {
      isSupported: true,
      activeEffects: ['BrowserNoiseSuppression'],
      activeCountAfterStop: 0,
      log: ['started'],
    },
  },
];
