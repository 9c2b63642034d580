import type { LocalVideoStream } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';

const { run } = harnessOfFile();

test('a call that ends drops everything it sent and reports it before Disconnected, and reports nothing afterwards', async () => {
  const seen = await run(
    async ({ connect, withCamera, until, log, onEach, caught, camera, liveTracks, first }) => {
      const { a, call } = await connect(withCamera);
      await until(() => call.isLocalVideoStarted && call.localAudioStreams.length > 0);
      await call.startScreenSharing();
      const events = [
        'isMutedChanged',
        'isLocalVideoStartedChanged',
        'isScreenSharingOnChanged',
        'localVideoStreamsUpdated',
        'localAudioStreamsUpdated',
        'stateChanged',
      ];
      onEach(call, events, (event, change) =>
        log.push(change ? `${event} -${change.removed.length}` : event),
      );
      const stream = first(call.localVideoStreams);
      await call.hangUp();
      const flags = [
        call.isLocalVideoStarted,
        call.isScreenSharingOn,
        call.localVideoStreams.length,
        call.localAudioStreams.length,
      ];
      const heard = [...log];
      const codes = [
        await caught(() => call.mute()),
        await caught(() => call.unmute()),
        await caught(() => call.stopVideo(stream)),
        await caught(async () => call.startVideo(await camera(a.client))),
        await caught(() => call.muteIncomingAudio()),
      ];
      await until(() => liveTracks() === 0);
      return { flags, heard, codes, late: log.length - heard.length };
    },
  );
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

test('commands of features are refused after the call has ended, and their promises do not stay pending', async () => {
  const codes = await run(async ({ connect, sdk, caught }) => {
    const { call } = await connect();
    const hand = call.feature(sdk.Features.RaiseHand);
    const { captions } = call.feature(sdk.Features.Captions);
    const text = call.feature(sdk.Features.RealTimeText);
    const recording = call.feature(sdk.Features.Recording);
    await call.hangUp();
    return [
      await caught(() => hand.raiseHand()),
      await caught(() => captions.startCaptions()),
      await caught(() => text.sendRealTimeText('x', true)),
      await caught(() => recording.grantTeamsConsent()),
    ];
  });
  expect(codes).toEqual(['400/0', '400/0', '400/0', '400/0']);
});

test('the caller sends the audio stream that the app gave while the call was ringing', async () => {
  const isMine = await run(async ({ agentOf, nextIncomingCall, user, sdk, until, first, sentSound }) => {
    const a = await agentOf('alice');
    const b = await agentOf('bob');
    const ringing = nextIncomingCall(b.agent);
    const call = a.agent.startCall(user('bob'));
    const incoming = await ringing;
    const mine = new sdk.LocalAudioStream(first(await (await a.client.getDeviceManager()).getMicrophones()));
    await call.startAudio(mine);
    await incoming.accept();
    await until(() => call.state === 'Connected' && sentSound(call));
    return call.localAudioStreams.map((stream) => stream === mine);
  });
  expect(isMine).toEqual([true]);
});

test('a call that is refused for its options leaves nothing behind, and the incoming call can still be accepted', async () => {
  const seen = await run(
    async ({ agentOf, nextIncomingCall, incomingCallCount, user, until, caught, leftOpen }) => {
      const a = await agentOf('alice');
      const b = await agentOf('bob');
      const refused = [
        { videoOptions: { localVideoStreams: [{} as never] } },
        { audioOptions: { localAudioStreams: [{} as never] } },
        { videoOptions: { constraints: { send: { bitrate: { max: -1 } } } } },
      ];
      const codes: string[] = [];
      for (const options of refused) {
        codes.push(await caught(() => a.agent.startCall(user('bob'), options)));
      }
      const ringing = nextIncomingCall(b.agent);
      const call = a.agent.startCall(user('bob'), { audioOptions: { muted: true } });
      const incoming = await ringing;
      for (const options of refused) codes.push(await caught(() => incoming.accept(options)));
      const still = [a.agent.calls.length, b.agent.calls.length, incomingCallCount(b.agent)];
      const peer = await incoming.accept();
      await until(() => call.state === 'Connected' && peer.state === 'Connected');
      await call.hangUp();
      await until(() => peer.state === 'Disconnected');
      return { codes, still, left: await leftOpen() };
    },
  );
  expect(seen).toEqual({
    codes: ['400/41026', '400/41083', '400/0', '400/41026', '400/41083', '400/0'],
    still: [1, 0, 1],
    left: { peers: 0, tracks: 0, sounds: 0 },
  });
});

test('a video stream that is disposed of, or ends with one of two calls, no longer counts as sent in the other', async () => {
  const seen = await run(
    async ({ connect, withCamera, until, log, agentOf, nextIncomingCall, user, camera, first }) => {
      const { a, call, peer } = await connect(withCamera);
      await until(() => call.isLocalVideoStarted);
      const stream = first<LocalVideoStream>(call.localVideoStreams);
      call.on('isLocalVideoStartedChanged', () => log.push(call.isLocalVideoStarted));
      const c = await agentOf('carol');
      const ringing = nextIncomingCall(c.agent);
      const second = a.agent.startCall(user('carol'), { videoOptions: { localVideoStreams: [stream] } });
      await (await ringing).accept();
      await until(() => second.isLocalVideoStarted);
      await second.hangUp();
      await until(() => log.length === 1);
      await until(() => !first(peer.remoteParticipants).videoStreams.some(({ isAvailable }) => isAvailable));
      const own = await camera(a.client);
      await call.startVideo(own);
      own.dispose();
      return { log, sent: call.localVideoStreams.length };
    },
  );
  expect(seen).toEqual({ log: [false, true, false], sent: 0 });
});
