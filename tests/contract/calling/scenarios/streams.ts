import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { connect } from './steps.ts';

/** Local and remote streams: their sources, switching, volume and size. */
export const streams: readonly Scenario[] = [
  {
    title: 'a local video stream switches to what the app drew and raises an event; its track is available',
    docs: docs.rawMedia,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connect(alice, bob, 'bob');
      const mine = await alice.run(async (here) => {
        const { log } = here;
        const stream = await here.camera();
        const [camera] = await here.devices.getCameras();
        const before = [stream.mediaStreamType, stream.source.id === camera?.id];
        const listener = ({ source }: { source: typeof stream }) => log.push(source.mediaStreamType);
        stream.on('videoSourceChanged', listener);
        await here.call.startVideo(stream);
        const canvas = document.createElement('canvas');
        const draw = () => canvas.getContext('2d')?.fillRect(Math.random() * 300, 0, 9, 9);
        const timer = setInterval(draw, 40);
        const drawn = canvas.captureStream(15);
        Object.assign(here.stored, { stream, timer, drawn });
        await stream.setMediaStream(drawn);
        const tracks = (await stream.getMediaStream()).getVideoTracks();
        stream.off('videoSourceChanged', listener);
        return { before, tracks: tracks.map(({ readyState }) => readyState), log };
      });
      const theirs = await bob.run(async (here) => {
        const stream = await here.remoteVideo();
        const changed = () => here.log.push('changed');
        stream.on('sizeChanged', changed);
        stream.off('sizeChanged', changed);
        // The camera's picture is wider; a browser with too much to do may send less than it is given.
        const isDrawn = ({ width }: { width: number }) => width > 0 && width <= 300;
        await here.until(() => isDrawn(stream.size));
        const [track] = (await stream.getMediaStream()).getVideoTracks();
        const renderer = new here.sdk.VideoStreamRenderer(stream);
        const view = await renderer.createView();
        document.body.append(view.target);
        await here.until(() => isDrawn(renderer.size));
        renderer.dispose();
        return [typeof stream.id, track?.readyState, ...here.log];
      });
      const back = await alice.run(async (here) => {
        const { stream, timer, drawn } = here.stored as {
          stream: Awaited<ReturnType<typeof here.camera>>;
          timer: number;
          drawn: MediaStream;
        };
        const [camera] = await here.devices.getCameras();
        if (camera) await stream.switchSource(camera);
        await here.call.stopVideo(stream);
        clearInterval(timer);
        stream.dispose();
        return [stream.mediaStreamType, drawn.getTracks()[0]?.readyState];
      });
      return { mine, theirs, back };
    },
    expected: {
      mine: { before: ['Video', true], tracks: ['live'], log: ['RawMedia'] },
      theirs: ['number', 'live'],
      back: ['Video', 'live'],
    },
  },
  {
    title: 'a call sends audio that the app made instead of the microphone, and returns to the microphone',
    docs: docs.rawMedia,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connect(alice, bob, 'bob');
      const mine = await alice.run(async (here) => {
        const { call, sdk, until, log } = here;
        const context = new AudioContext();
        const out = context.createMediaStreamDestination();
        const tone = context.createOscillator();
        tone.connect(out);
        tone.start();
        const stream = new sdk.LocalAudioStream(out.stream);
        await call.startAudio(stream);
        const sent = await until(() => call.localAudioStreams[0]);
        const kind = [sent.mediaStreamType, sent.source.deviceType];
        const volume = await sent.getVolume();
        const louder = () => log.push('louder');
        volume.on('levelChanged', louder);
        await until(() => volume.level > 0 && log.length > 0);
        volume.off('levelChanged', louder);
        const [track] = (await sent.getMediaStream()).getAudioTracks();
        const state = track?.readyState;
        call.stopAudio();
        await until(() => call.localAudioStreams[0]?.source.deviceType === 'Microphone');
        stream.dispose();
        tone.stop();
        await context.close();
        return [...kind, state];
      });
      const theirs = await bob.run(async (here) => {
        const heard = await here.until(() => here.call.remoteAudioStreams[0]);
        return (await heard.getMediaStream()).getAudioTracks().length;
      });
      return { mine, theirs };
    },
    expected: { mine: ['Audio', 'Virtual', 'live'], theirs: 1 },
  },
  {
    title: 'a local audio stream switches between microphones and audio that the app made, and raises events',
    docs: docs.rawMedia,
    pages: ['alice'],
    async run({ alice }) {
      return alice.run(async ({ devices, sdk, log }) => {
        const [one, other] = await devices.getMicrophones();
        if (!one || !other) throw new Error('There is one microphone at most.');
        const stream = new sdk.LocalAudioStream(one);
        const listener = () => log.push(stream.source.deviceType);
        stream.on('audioSourceChanged', listener);
        await stream.switchSource(other);
        const context = new AudioContext();
        await stream.setMediaStream(context.createMediaStreamDestination().stream);
        stream.off('audioSourceChanged', listener);
        await stream.switchSource(one);
        stream.dispose();
        await context.close();
        return log;
      });
    },
    expected: ['Microphone', 'Virtual'],
  },
  {
    title: 'a video stream without a call has its own track and can be switched',
    docs: docs.rawMedia,
    pages: ['alice'],
    async run({ alice }) {
      return alice.run(async ({ devices, sdk, log, until }) => {
        const [camera] = await devices.getCameras();
        if (!camera) throw new Error('There is no camera.');
        const stream = new sdk.WbLocalVideoStream(camera);
        const listener = () => log.push('switched');
        stream.on('sourceChanged', listener);
        const first = await stream.getVideoTrack();
        const canvas = document.createElement('canvas');
        canvas.getContext('2d');
        await stream.switchSource(canvas.captureStream());
        await until(() => log.length === 1);
        stream.off('sourceChanged', listener);
        const second = await stream.getVideoTrack();
        stream.dispose();
        return [first.kind, first.readyState, second === first, log];
      });
    },
    expected: ['video', 'ended', false, ['switched']],
  },
];
