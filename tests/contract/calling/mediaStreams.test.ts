import { expect, test } from 'vitest';
import { mediaHelpers } from './mediaHelpers.ts';
import { harnessOfFile } from './ofFile.ts';

const { play: run } = harnessOfFile(mediaHelpers);

test('devices come and go in a call: lists, the chosen microphone, and the diagnostics follow', async () => {
  const seen = await run(`
    const { a, call } = await connect(silent, silent);
    const devices = await a.client.getDeviceManager();
    await until(() => call.localAudioStreams.length > 0 && live() > 0);
    const own = (await call.localAudioStreams[0].getMediaStream()).getTracks()[0];
    const [, one] = await devices.getMicrophones();
    await devices.selectMicrophone(one);
    await until(() => call.localAudioStreams[0].source.id === one.id);
    const stopped = own.readyState;
    const native = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
    const events = []; for (const e of ['videoDevicesUpdated', 'audioDevicesUpdated', 'selectedMicrophoneChanged']) devices.on(e, (x) => events.push(e + (x ? ' -' + x.removed.length : '')));
    const plug = (keep) => { navigator.mediaDevices.enumerateDevices = async () => (await native()).filter(keep); navigator.mediaDevices.dispatchEvent(new Event('devicechange')); };
    plug((d) => 'microphone:' + d.deviceId !== one.id || d.kind !== 'audioinput');
    await until(() => call.localAudioStreams[0].source.id === devices.selectedMicrophone.id && devices.selectedMicrophone.id !== one.id);
    plug((d) => d.kind === 'videoinput');
    await until(() => flag(call, 'noMicrophoneDevicesEnumerated') && flag(call, 'noSpeakerDevicesEnumerated'));
    const cameras = (await devices.getCameras()).length, microphones = (await devices.getMicrophones()).length;
    plug(() => true);
    await until(() => flag(call, 'noMicrophoneDevicesEnumerated') === false && flag(call, 'noSpeakerDevicesEnumerated') === false);
    await until(() => live() === 2);
    return { stopped, first: events.slice(0, 2), none: [cameras > 0, microphones] };
  `);
  expect(seen).toEqual({
    stopped: 'ended',
    first: ['audioDevicesUpdated -1', 'selectedMicrophoneChanged'],
    none: [true, 0],
  });
});

test('an unplugged camera and a share stopped from the bar of the browser end on both sides, and can be started again', async () => {
  const seen = await run(`
    const { a, call, peer } = await connect(withCamera, silent);
    const stream = await shown(peer);
    peer.feature(sdk.Features.UserFacingDiagnostics); const heard = [];
    peer.feature(sdk.Features.UserFacingDiagnostics).remote.on('diagnosticChanged', ({ diagnostics }) => heard.push(...diagnostics));
    call.feature(sdk.Features.UserFacingDiagnostics).remote.startSendingDiagnostics();
    const unplug = async (s) => { const [track] = (await s.getMediaStream()).getTracks(); track.stop(); track.dispatchEvent(new Event('ended')); };
    await unplug(call.localVideoStreams[0]);
    await until(() => !stream.isAvailable && !call.isLocalVideoStarted && flag(call, 'cameraStoppedUnexpectedly'));
    await until(() => heard.length > 0);
    await call.startVideo(await camera(a.client));
    await until(() => stream.isAvailable && flag(call, 'cameraStoppedUnexpectedly') === false);
    await call.startScreenSharing();
    const screen = await shown(peer, 'ScreenSharing');
    await unplug(call.localVideoStreams.find((s) => s.mediaStreamType === 'ScreenSharing'));
    await until(() => !screen.isAvailable && !call.isScreenSharingOn && flag(call, 'capturerStoppedUnexpectedly'));
    await peer.startScreenSharing();
    await shown(call, 'ScreenSharing');
    await call.startScreenSharing();
    await until(() => !peer.isScreenSharingOn);
    const [{ diagnostic, value, valueType, remoteParticipant }] = heard;
    return { told: [diagnostic, value, valueType, remoteParticipant === peer.remoteParticipants[0]], moving: (await frames(await shown(peer, 'ScreenSharing'))).n > 3, latest: peer.feature(sdk.Features.UserFacingDiagnostics).remote.getLatest().diagnostics.length };
  `);
  expect(seen).toMatchObject({
    told: ['cameraStoppedUnexpectedly', true, 'DiagnosticFlag', true],
    moving: true,
  });
  expect(Number(seen.latest)).toBeGreaterThan(0);
});

test('the source of a stream is switched in the call: what the app brought stays its own, what was opened is closed', async () => {
  const seen = await run(`
    const { a, call, peer } = await connect(withCamera, silent);
    const stream = await shown(peer); await frames(stream);
    const mine = call.localVideoStreams[0];
    const changes = []; mine.on('videoSourceChanged', ({ source }) => changes.push(source.source.deviceType));
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
    const draw = setInterval(() => { const c = canvas.getContext('2d'); c.fillStyle = 'rgb(' + (Date.now() % 256) + ',0,0)'; c.fillRect(0, 0, 320, 240); }, 40);
    const brought = canvas.captureStream(15);
    await mine.setMediaStream(brought);
    await until(() => stream.size.width === 320);
    const type = mine.mediaStreamType, closed = live();
    const cameras = await (await a.client.getDeviceManager()).getCameras();
    await mine.switchSource(cameras[0]);
    await until(() => stream.size.width === 640);
    const kept = brought.getTracks()[0].readyState, again = await caught(() => mine.switchSource(cameras[0]));
    const gone = await caught(() => mine.switchSource({ id: 'camera:none', name: '', deviceType: 'UsbCamera' }));
    const still = (await frames(stream)).n > 3;
    const sound = new AudioContext(), out = sound.createMediaStreamDestination(), tone = sound.createOscillator(); tone.connect(out); tone.start();
    await call.startAudio(new sdk.LocalAudioStream(out.stream));
    const level = await call.localAudioStreams[0].getVolume(); await until(() => level.level > 50);
    const custom = call.localAudioStreams[0].source.deviceType;
    call.stopAudio();
    await until(() => call.localAudioStreams[0].source.deviceType === 'Microphone');
    await call.hangUp(); await until(() => peer.state === 'Disconnected');
    clearInterval(draw);
    return { changes, type, closed, kept, again, gone, still, custom, after: [out.stream.getTracks()[0].readyState, live()] };
  `);
  expect(seen).toEqual({
    changes: ['Virtual', 'UsbCamera'],
    type: 'RawMedia',
    // The two microphones.
    closed: 2,
    kept: 'live',
    again: '400/43005',
    gone: '412/43013',
    still: true,
    custom: 'Virtual',
    after: ['live', 0],
  });
});

test('one stream is drawn several times, each in its own way; a view that cannot be made says why', async () => {
  const seen = await run(`
    const { call, peer } = await connect(withCamera, silent);
    const stream = await shown(peer);
    const renderer = new sdk.VideoStreamRenderer(stream);
    const [one, two] = await Promise.all([renderer.createView({ scalingMode: 'Fit' }), renderer.createView({ isMirrored: true })]);
    document.body.append(one.target, two.target);
    const videos = [one, two].map((view) => view.target.querySelector('video'));
    await until(() => videos.every((v) => v.currentTime > 0 && v.videoWidth > 0));
    await one.updateScalingMode('Crop');
    const styles = videos.map((v) => v.style.objectFit + ' ' + v.style.transform), size = renderer.size;
    const bad = await caught(() => two.updateScalingMode('Zoom'));
    one.dispose(); const twice = [await caught(() => one.dispose())];
    const left = document.querySelectorAll('video').length;
    renderer.dispose(); twice.push(await caught(() => renderer.dispose()));
    const after = await caught(() => renderer.createView());
    await call.stopVideo(call.localVideoStreams[0]); await until(() => !stream.isAvailable);
    const unavailable = await caught(() => new sdk.VideoStreamRenderer(stream).createView());
    const early = new sdk.VideoStreamRenderer(new sdk.LocalVideoStream({ id: 'camera:', name: '', deviceType: 'UsbCamera' }));
    const making = caught(() => early.createView()); early.dispose();
    return { styles, size, bad, twice, left, after, unavailable, making: await making, receiving: stream.isReceiving, videos: document.querySelectorAll('video').length };
  `);
  expect(seen).toEqual({
    styles: ['cover ', 'fill scaleX(-1)'],
    size: { width: 640, height: 360 },
    bad: '400/43216',
    twice: ['400/43213', '400/43222'],
    left: 1,
    after: '400/43219',
    unavailable: '412/43200',
    making: '405/43209',
    receiving: false,
    videos: 0,
  });
});

test('C17: a disposed stream is refused everywhere and opens no camera, also when it is disposed of while it opens', async () => {
  const seen = await run(`
    const { call, peer, a } = await connect(silent, silent);
    // Both microphones are listed before they are open.
    await until(() => live() === 2);
    const idle = live(), fresh = () => camera(a.client), out = {};
    const stream = await fresh();
    await call.startVideo(stream);
    stream.dispose();
    await until(() => !call.isLocalVideoStarted && live() === idle);
    const [one, other] = await (await a.client.getDeviceManager()).getCameras();
    out.codes = [
      await caught(() => call.startVideo(stream)),
      await caught(() => new sdk.VideoStreamRenderer(stream).createView()),
      await caught(() => stream.getMediaStream()),
      await caught(() => stream.switchSource(stream.source.id === one.id ? other : one)),
      await caught(() => stream.setMediaStream(document.createElement('canvas').captureStream())),
      await caught(() => call.startScreenSharing(stream)),
      await caught(() => a.agent.startCall(user('carol'), { videoOptions: { localVideoStreams: [stream] } })),
    ];
    const sound = new sdk.LocalAudioStream((await (await a.client.getDeviceManager()).getMicrophones())[0]);
    sound.dispose();
    out.sound = await caught(() => call.startAudio(sound));
    const hurried = await fresh(), starting = caught(() => call.startVideo(hurried));
    hurried.dispose();
    out.hurried = await starting;
    const view = await fresh(), drawing = caught(() => new sdk.VideoStreamRenderer(view).createView());
    view.dispose();
    out.drawn = await drawing;
    await until(() => live() === idle);
    return { ...out, failed: flag(call, 'cameraStartFailed'), started: call.isLocalVideoStarted, calls: a.agent.calls.length };
  `);
  const refused = '400/41025';
  expect(seen).toMatchObject({
    codes: [refused, refused, '501/0', refused, refused, refused, refused],
    sound: '400/0',
    hurried: refused,
    drawn: refused,
    started: false,
    calls: 1,
  });
  expect(seen.failed).toBeFalsy();
});

test('M2: a call lists the streams that it starts with as soon as startCall returns, and drops a camera that does not open', async () => {
  const seen = await run(`
    const a = await agentOf('alice'); const b = await agentOf('bob');
    const mine = await camera(a.client);
    const call = a.agent.startCall(user('bob'), { videoOptions: { localVideoStreams: [mine] } });
    for (const e of ['localVideoStreamsUpdated', 'localAudioStreamsUpdated']) call.on(e, ({ added, removed }) => log.push(e + ' +' + added.length + ' -' + removed.length));
    call.on('isLocalVideoStartedChanged', () => log.push('started ' + call.isLocalVideoStarted));
    const at = (call) => ({ video: call.localVideoStreams.length, started: call.isLocalVideoStarted, audio: call.localAudioStreams.map(({ source }) => source.name) });
    const first = { ...at(call), same: call.localVideoStreams[0] === mine };
    const peer = await (await new Promise((done) => b.agent.on('incomingCall', ({ incomingCall }) => done(incomingCall)))).accept({ videoOptions: { localVideoStreams: [await camera(b.client)] } });
    const accepted = at(peer);
    await until(() => call.state === 'Connected'); await shown(peer);
    const later = { ...at(call), log: log.splice(0) };
    await call.hangUp();
    const gone = new sdk.LocalVideoStream({ id: 'camera:gone', name: 'Gone', deviceType: 'UsbCamera' });
    const failing = a.agent.startCall(user('bob'), { videoOptions: { localVideoStreams: [gone] } });
    const hoped = at(failing);
    failing.on('localVideoStreamsUpdated', ({ removed }) => log.push('-' + removed.length));
    failing.on('isLocalVideoStartedChanged', () => log.push('started ' + failing.isLocalVideoStarted));
    await until(() => !failing.isLocalVideoStarted);
    const failed = at(failing);
    const stopping = a.agent.startCall(user('bob'), { videoOptions: { localVideoStreams: [await camera(a.client)] } });
    await stopping.stopVideo(stopping.localVideoStreams[0]);
    return { first, accepted, later, ended: log.splice(0, 3), hoped: hoped.started, failed, log, stopped: at(stopping) };
  `);
  const microphone = 'Fake Default Audio Input';
  const withVideo = { video: 1, started: true, audio: [microphone] };
  expect(seen).toEqual({
    first: { ...withVideo, same: true },
    accepted: withVideo,
    later: { ...withVideo, log: [] },
    ended: ['localVideoStreamsUpdated +0 -1', 'localAudioStreamsUpdated +0 -1', 'started false'],
    hoped: true,
    failed: { video: 0, started: false, audio: [microphone] },
    log: ['-1', 'started false'],
    stopped: { video: 0, started: false, audio: [microphone] },
  });
});
