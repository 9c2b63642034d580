import { expect, test } from 'vitest';
import { harnessOfFile } from './ofFile.ts';
import { mediaHelpers } from './mediaHelpers.ts';

const { play } = harnessOfFile(mediaHelpers);

test('what a call sent is gone with the call, and is told of before Disconnected; nothing is told afterwards', async () => {
  const seen = await play(`
    const { a, call } = await connect(withCamera, silent);
    await until(() => call.isLocalVideoStarted && call.localAudioStreams.length > 0);
    await call.startScreenSharing();
    for (const e of ['isMutedChanged', 'isLocalVideoStartedChanged', 'isScreenSharingOnChanged', 'localVideoStreamsUpdated', 'localAudioStreamsUpdated', 'stateChanged'])
      call.on(e, (x) => log.push(e + (x ? ' -' + x.removed.length : '')));
    const [stream] = call.localVideoStreams;
    await call.hangUp();
    const flags = [call.isLocalVideoStarted, call.isScreenSharingOn, call.localVideoStreams.length, call.localAudioStreams.length];
    const heard = [...log];
    const codes = [];
    for (const late of [() => call.mute(), () => call.unmute(), () => call.stopVideo(stream), async () => call.startVideo(await camera(a.client)), () => call.muteIncomingAudio()]) codes.push(await caught(late));
    await until(() => live() === 0);
    return { flags, heard, codes, late: log.length - heard.length };
  `);
  expect(seen).toEqual({
    flags: [false, false, 0, 0],
    heard: [
      'stateChanged',
      'localVideoStreamsUpdated -2',
      'localAudioStreamsUpdated -1',
      'isLocalVideoStartedChanged',
      'isScreenSharingOnChanged',
      'stateChanged',
    ],
    codes: ['500/41015', '400/41016', '400/41030', '400/0', '400/0'],
    late: 0,
  });
});

test('what is asked of a call that has ended is refused, and not left waiting', async () => {
  const seen = await play(`
    const { call } = await connect(silent, silent);
    const [hand, captions, text, recording] = ['RaiseHand', 'Captions', 'RealTimeText', 'Recording'].map((name) => call.feature(sdk.Features[name]));
    await call.hangUp();
    return { codes: [await caught(() => hand.raiseHand()), await caught(() => captions.captions.startCaptions()), await caught(() => text.sendRealTimeText('x', true)), await caught(() => recording.grantTeamsConsent())] };
  `);
  expect(seen.codes).toEqual(['400/0', '400/0', '400/0', '400/0']);
});

test('a stream given while it rings is the one that is sent', async () => {
  const seen = await play(`
    const a = await agentOf('alice'), b = await agentOf('bob');
    const ring = incoming(b.agent);
    const call = a.agent.startCall(user('bob'));
    const inc = await ring;
    const [microphone] = await (await a.client.getDeviceManager()).getMicrophones();
    const mine = new sdk.LocalAudioStream(microphone);
    await call.startAudio(mine);
    await inc.accept();
    await until(() => call.state === 'Connected');
    await new Promise((done) => setTimeout(done, 600));
    return { mine: call.localAudioStreams.map((stream) => stream === mine) };
  `);
  expect(seen).toEqual({ mine: [true] });
});

test('a call that is refused for what it should start with leaves nothing behind, and a ring can still be answered', async () => {
  const seen = await play(`
    const a = await agentOf('alice'), b = await agentOf('bob');
    const bad = [{ videoOptions: { localVideoStreams: [{}] } }, { audioOptions: { localAudioStreams: [{}] } }, { videoOptions: { constraints: { send: { bitrate: { max: -1 } } } } }];
    const codes = [];
    for (const options of bad) codes.push(await caught(async () => a.agent.startCall(user('bob'), options)));
    const ring = incoming(b.agent);
    const call = a.agent.startCall(user('bob'), { audioOptions: { muted: true } });
    const inc = await ring;
    for (const options of bad) codes.push(await caught(() => inc.accept(options)));
    const still = [a.agent.calls.length, b.agent.calls.length, b.agent.incomingCalls.length];
    const peer = await inc.accept();
    await until(() => call.state === 'Connected' && peer.state === 'Connected');
    await call.hangUp();
    await until(() => peer.state === 'Disconnected');
    await new Promise((done) => setTimeout(done, 600));
    return { codes, still, live: live() };
  `);
  expect(seen).toEqual({
    codes: ['400/41026', '400/41083', '400/0', '400/41026', '400/41083', '400/0'],
    still: [1, 0, 1],
    live: 0,
  });
});

test('a stream that is disposed of, or ends with one of two calls, is not shown as sent by the other', async () => {
  const seen = await play(`
    const { a, call, peer } = await connect(withCamera, silent);
    await until(() => call.isLocalVideoStarted);
    const [stream] = call.localVideoStreams;
    call.on('isLocalVideoStartedChanged', () => log.push(call.isLocalVideoStarted));
    const c = await agentOf('carol');
    const ring = incoming(c.agent);
    const second = a.agent.startCall(user('carol'), { videoOptions: { localVideoStreams: [stream] } });
    await (await ring).accept();
    await until(() => second.isLocalVideoStarted);
    await second.hangUp();
    await until(() => log.length === 1);
    await until(() => !peer.remoteParticipants[0].videoStreams.some((s) => s.isAvailable));
    const own = await camera(a.client);
    await call.startVideo(own);
    own.dispose();
    return { log, sent: call.localVideoStreams.length };
  `);
  expect(seen).toEqual({ log: [false, true, false], sent: 0 });
});
