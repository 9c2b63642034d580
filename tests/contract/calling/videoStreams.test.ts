import type { LocalVideoStream, TeamsCall } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';

const { run } = harnessOfFile();

test('the source of a stream is switched in the call: what the app brought stays open, what the SDK opened is closed', async () => {
  const seen = await run(
    async ({ connect, withCamera, remoteVideo, isMoving, until, caught, liveTracks, first, sdk }) => {
      const { a, call, peer } = await connect(withCamera);
      const stream = await remoteVideo(peer);
      await isMoving(stream);
      const mine = first<LocalVideoStream>(call.localVideoStreams);
      const changes: string[] = [];
      mine.on('videoSourceChanged', ({ source }) => changes.push(source.source.deviceType));
      const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
      const drawing = setInterval(() => {
        const context = canvas.getContext('2d');
        if (!context) return;
        context.fillStyle = `rgb(${Date.now() % 256},0,0)`;
        context.fillRect(0, 0, 320, 240);
      }, 40);
      const brought = canvas.captureStream(15);
      await mine.setMediaStream(brought);
      await until(() => stream.size.width === 320);
      const type = mine.mediaStreamType;
      const closed = liveTracks();
      const camera = first(await (await a.client.getDeviceManager()).getCameras());
      await mine.switchSource(camera);
      await until(() => stream.size.width === 640);
      const kept = first(brought.getTracks()).readyState;
      const again = await caught(() => mine.switchSource(camera));
      const gone = await caught(() =>
        mine.switchSource({ id: 'camera:none', name: '', deviceType: 'UsbCamera' }),
      );
      const still = await isMoving(stream);

      const audio = new AudioContext();
      const output = audio.createMediaStreamDestination();
      const tone = audio.createOscillator();
      tone.connect(output);
      tone.start();
      await call.startAudio(new sdk.LocalAudioStream(output.stream));
      const volume = await first(call.localAudioStreams).getVolume();
      await until(() => volume.level > 50);
      const custom = first(call.localAudioStreams).source.deviceType;
      call.stopAudio();
      await until(() => call.localAudioStreams[0]?.source.deviceType === 'Microphone');
      await call.hangUp();
      await until(() => peer.state === 'Disconnected');
      clearInterval(drawing);
      const after = [first(output.stream.getTracks()).readyState, liveTracks()];
      return { changes, type, closed, kept, again, gone, still, custom, after };
    },
  );
  expect(seen).toEqual({
    changes: ['Virtual', 'UsbCamera'],
    type: 'RawMedia',
    // The microphones of both sides.
    closed: 2,
    kept: 'live',
    again: '400/43005',
    gone: '412/43013',
    still: true,
    custom: 'Virtual',
    after: ['live', 0],
  });
});

test('one stream is rendered several times, each view in its own way; a view that cannot be created says why', async () => {
  const seen = await run(async ({ connect, withCamera, remoteVideo, sdk, until, caught, first }) => {
    const { call, peer } = await connect(withCamera);
    const stream = await remoteVideo(peer);
    const renderer = new sdk.VideoStreamRenderer(stream);
    const [one, two] = await Promise.all([
      renderer.createView({ scalingMode: 'Fit' }),
      renderer.createView({ isMirrored: true }),
    ]);
    document.body.append(one.target, two.target);
    const videos = [one, two].map(({ target }) => first([...target.querySelectorAll('video')]));
    await until(() => videos.every(({ currentTime, videoWidth }) => currentTime > 0 && videoWidth > 0));
    await one.updateScalingMode('Crop');
    const styles = videos.map(({ style }) => `${style.objectFit} ${style.transform}`);
    const { size } = renderer;
    const wrongMode = await caught(() => two.updateScalingMode('Zoom' as never));
    one.dispose();
    const twice = [await caught(() => one.dispose())];
    const left = document.querySelectorAll('video').length;
    renderer.dispose();
    twice.push(await caught(() => renderer.dispose()));
    const after = await caught(() => renderer.createView());
    await call.stopVideo(first(call.localVideoStreams));
    await until(() => !stream.isAvailable);
    const unavailable = await caught(() => new sdk.VideoStreamRenderer(stream).createView());
    const early = new sdk.VideoStreamRenderer(
      new sdk.LocalVideoStream({ id: 'camera:', name: '', deviceType: 'UsbCamera' }),
    );
    const creating = caught(() => early.createView());
    early.dispose();
    return {
      styles,
      size,
      wrongMode,
      twice,
      left,
      after,
      unavailable,
      creating: await creating,
      receiving: stream.isReceiving,
      videos: document.querySelectorAll('video').length,
    };
  });
  expect(seen).toEqual({
    styles: ['cover ', 'fill scaleX(-1)'],
    size: { width: 640, height: 360 },
    wrongMode: '400/43216',
    twice: ['400/43213', '400/43222'],
    left: 1,
    after: '400/43219',
    unavailable: '412/43200',
    creating: '405/43209',
    receiving: false,
    videos: 0,
  });
});

test('C17: a disposed stream is refused everywhere and opens no camera, also when it is disposed of while it opens', async () => {
  const seen = await run(async ({ connect, camera, sdk, user, until, caught, liveTracks, first, ...api }) => {
    const { call, a } = await connect();
    // Both microphones are listed before they are open.
    await until(() => liveTracks() === 2);
    const idle = liveTracks();
    const devices = await a.client.getDeviceManager();
    const stream = await camera(a.client);
    await call.startVideo(stream);
    stream.dispose();
    await until(() => !call.isLocalVideoStarted && liveTracks() === idle);
    const other = (await devices.getCameras()).find(({ id }) => id !== stream.source.id);
    const videoOptions = { localVideoStreams: [stream] };
    const codes = [
      await caught(() => call.startVideo(stream)),
      await caught(() => new sdk.VideoStreamRenderer(stream).createView()),
      await caught(() => stream.getMediaStream()),
      await caught(() => other && stream.switchSource(other)),
      await caught(() => stream.setMediaStream(document.createElement('canvas').captureStream())),
      await caught(() => call.startScreenSharing(stream)),
      await caught(() => a.agent.startCall(user('carol'), { videoOptions })),
    ];
    const audio = new sdk.LocalAudioStream(first(await devices.getMicrophones()));
    audio.dispose();
    const audioCode = await caught(() => call.startAudio(audio));
    const sent = await camera(a.client);
    const starting = caught(() => call.startVideo(sent));
    sent.dispose();
    const whileStarting = await starting;
    const rendered = await camera(a.client);
    const rendering = caught(() => new sdk.VideoStreamRenderer(rendered).createView());
    rendered.dispose();
    const whileRendering = await rendering;
    await until(() => liveTracks() === idle);
    return {
      codes,
      audio: audioCode,
      whileStarting,
      whileRendering,
      failed: Boolean(api.mediaDiagnostic(call, 'cameraStartFailed')),
      started: call.isLocalVideoStarted,
      calls: a.agent.calls.length,
    };
  });
  const refused = '400/41025';
  expect(seen).toEqual({
    codes: [refused, refused, '501/0', refused, refused, refused, refused],
    audio: '400/0',
    whileStarting: refused,
    whileRendering: refused,
    failed: false,
    started: false,
    calls: 1,
  });
});

test('M2: a call lists the streams that it starts with as soon as startCall returns, and drops a camera that does not open', async () => {
  const seen = await run(
    async ({ agentOf, nextIncomingCall, user, camera, withCamera, remoteVideo, sdk, log, ...api }) => {
      const { until, onEach, first } = api;
      const a = await agentOf('alice');
      const b = await agentOf('bob');
      const ringing = nextIncomingCall(b.agent);
      const mine = await camera(a.client);
      const call = a.agent.startCall(user('bob'), { videoOptions: { localVideoStreams: [mine] } });
      onEach(call, ['localVideoStreamsUpdated', 'localAudioStreamsUpdated'], (event, change) =>
        log.push(`${event} +${change?.added.length} -${change?.removed.length}`),
      );
      call.on('isLocalVideoStartedChanged', () => log.push(`started ${call.isLocalVideoStarted}`));
      const streamsOf = (call: TeamsCall) => ({
        video: call.localVideoStreams.length,
        started: call.isLocalVideoStarted,
        audio: call.localAudioStreams.map(({ source }) => (source as { name: string }).name),
      });
      const atOnce = { ...streamsOf(call), same: call.localVideoStreams[0] === mine };
      const peer = await (await ringing).accept(await withCamera(b));
      const accepted = streamsOf(peer);
      await until(() => call.state === 'Connected');
      await remoteVideo(peer);
      const later = { ...streamsOf(call), log: log.splice(0) };
      await call.hangUp();

      const gone = new sdk.LocalVideoStream({
        id: 'camera:gone',
        name: 'Gone',
        deviceType: 'UsbCamera',
      });
      const failing = a.agent.startCall(user('bob'), { videoOptions: { localVideoStreams: [gone] } });
      const startedAtFirst = failing.isLocalVideoStarted;
      failing.on('localVideoStreamsUpdated', ({ removed }) => log.push(`-${removed.length}`));
      failing.on('isLocalVideoStartedChanged', () => log.push(`started ${failing.isLocalVideoStarted}`));
      await until(() => !failing.isLocalVideoStarted);
      const failed = streamsOf(failing);
      const stopping = a.agent.startCall(user('bob'), await withCamera(a));
      await stopping.stopVideo(first(stopping.localVideoStreams));
      const ended = log.splice(0, 3);
      return { atOnce, accepted, later, ended, startedAtFirst, failed, log, stopped: streamsOf(stopping) };
    },
  );
  const microphone = 'Fake Default Audio Input';
  const withVideo = { video: 1, started: true, audio: [microphone] };
  const withoutVideo = { video: 0, started: false, audio: [microphone] };
  expect(seen).toEqual({
    atOnce: { ...withVideo, same: true },
    accepted: withVideo,
    later: { ...withVideo, log: [] },
    ended: ['localVideoStreamsUpdated +0 -1', 'localAudioStreamsUpdated +0 -1', 'started false'],
    startedAtFirst: true,
    failed: withoutVideo,
    log: ['-1', 'started false'],
    stopped: withoutVideo,
  });
});
