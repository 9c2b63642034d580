import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness();

const noOpenMedia = { peers: 0, tracks: 0, sounds: 0 };

test('a new call is listed in the state None, becomes Connecting, Ringing and Connected, and raises the events of its end in order', async () => {
  const result = await runInNewPage(async ({ signIn, identifierOf, log, waitUntil, firstOf, ...api }) => {
    const alice = await signIn('alice');
    const bob = await signIn('bob');
    alice.agent.on('callsUpdated', ({ added, removed }) =>
      log.push(`calls +${added.length} -${removed.length}`),
    );
    const nextIncomingCall = api.waitForIncomingCall(bob.agent);
    const call = alice.agent.startCall(identifierOf('bob'));
    log.push(`returned ${call.state} ${alice.agent.calls.includes(call)}`);
    call.on('stateChanged', () => log.push(call.state));
    call.on('remoteParticipantsUpdated', ({ removed }) => log.push(`participants -${removed.length}`));
    const callee = firstOf(call.remoteParticipants);
    callee.on('stateChanged', () => log.push(`callee: ${callee.state}`));
    const bobCall = await (await nextIncomingCall).accept();
    await waitUntil(() => call.state === 'Connected' && bobCall.state === 'Connected');
    const audioElement = document.querySelector('audio');
    const isSoundPlaying = audioElement && !audioElement.muted && !audioElement.paused;
    log.push('hang up');
    await bobCall.hangUp();
    await waitUntil(() => call.state === 'Disconnected');
    return {
      log,
      openMedia: await api.waitUntilMediaIsClosed(),
      isSoundPlaying,
      endReason: call.callEndReason,
      callCount: alice.agent.calls.length,
    };
  });
  expect(result.log).toEqual([
    'calls +1 -0',
    'returned None true',
    'Connecting',
    'callee: Ringing',
    'Ringing',
    'callee: Connected',
    'Connected',
    'hang up',
    'callee: Disconnected',
    'participants -1',
    'calls +0 -1',
    'Disconnected',
  ]);
  expect(result).toMatchObject({
    openMedia: noOpenMedia,
    callCount: 0,
    isSoundPlaying: true,
    endReason: { code: 0, subCode: 0 },
  });
});

test('a preview and a call share one camera, which stays open until both have ended', async () => {
  const result = await runInNewPage(
    async ({ connectAliceAndBob, sdk, firstOf, waitUntil, countLiveTracks, ...api }) => {
      const { alice, aliceCall, bobCall } = await connectAliceAndBob();
      const camera = firstOf(await (await alice.client.getDeviceManager()).getCameras());
      const stream = new sdk.LocalVideoStream(camera, { autoDisposeOnCallEnd: false });
      // Alice's and Bob's ends of the call run in this page, and each opens one microphone.
      await waitUntil(() => countLiveTracks() === 2);
      const renderer = new sdk.VideoStreamRenderer(stream);
      const view = await renderer.createView({ isMirrored: true, scalingMode: 'Fit' });
      await aliceCall.startVideo(stream);
      const cameraTracksInCall = countLiveTracks() - 2;
      await aliceCall.hangUp();
      await waitUntil(() => bobCall.state === 'Disconnected');
      const tracksAfterCall = countLiveTracks();
      const style = view.target.querySelector('video')?.style;
      const previewStyle = `${style?.objectFit} ${style?.transform}`;
      renderer.dispose();
      return {
        cameraTracksInCall,
        tracksAfterCall,
        previewStyle,
        openMedia: await api.waitUntilMediaIsClosed(),
      };
    },
  );
  expect(result).toEqual({
    cameraTracksInCall: 1,
    tracksAfterCall: 1,
    previewStyle: 'contain scaleX(-1)',
    openMedia: noOpenMedia,
  });
});

test('every object of the emulator’s Calling SDK works through a Proxy, because other libraries wrap its objects', async () => {
  const result = await runInNewPage(async ({ signIn, identifierOf, sdk, firstOf, waitUntil, ...api }) => {
    const proxies = new Map<object, object>();
    /** Creates a proxy whose methods run with the proxy as `this`, and not with the object itself. */
    const createProxy = <T extends object>(target: T): T =>
      new Proxy(target, {
        get(object, key) {
          const value: unknown = Reflect.get(object, key);
          if (typeof value !== 'function') return value;
          return (...args: unknown[]): unknown => Reflect.apply(value, proxies.get(object), args);
        },
      });
    const wrap = <T extends object>(target: T): T => {
      const proxy = createProxy(target);
      proxies.set(target, proxy);
      return proxy;
    };
    const alice = await signIn('alice', wrap);
    const bob = await signIn('bob', wrap);
    const nextIncomingCall = api.waitForIncomingCall(bob.agent);
    const devices = wrap(await alice.client.getDeviceManager());
    const stream = wrap(new sdk.LocalVideoStream(firstOf(await devices.getCameras())));
    const options = { videoOptions: { localVideoStreams: [stream] } };
    const call = wrap(alice.agent.startCall(identifierOf('bob'), options));
    const bobCall = wrap(await wrap(await nextIncomingCall).accept());
    await waitUntil(() => call.state === 'Connected' && bobCall.state === 'Connected');
    const caller = wrap(await waitUntil(() => bobCall.remoteParticipants[0]));
    // Alice may be connected before her camera is open.
    const video = await waitUntil(() => caller.videoStreams.find(({ isAvailable }) => isAvailable));
    const isMoving = await api.waitUntilMoving(wrap(video));
    await call.mute();
    await waitUntil(() => caller.isMuted);
    await call.hold();
    await call.resume();
    await call.stopVideo(stream);
    const capabilities = call.feature(sdk.Features.Capabilities);
    const isSameFeature = capabilities === call.feature(sdk.Features.Capabilities);
    await call.hangUp();
    await waitUntil(() => bobCall.state === 'Disconnected');
    await alice.agent.dispose();
    await bob.agent.dispose();
    return {
      isMoving,
      capabilityCount: Object.keys(capabilities.capabilities).length,
      isSameFeature,
      callCount: alice.agent.calls.length,
      openMedia: await api.waitUntilMediaIsClosed(),
    };
  });
  expect(result).toEqual({
    isMoving: true,
    capabilityCount: 25,
    isSameFeature: true,
    callCount: 0,
    openMedia: noOpenMedia,
  });
});

test('a call that is hung up at once ends with 0/0, and an incoming call that has ended can neither be accepted nor rejected', async () => {
  const result = await runInNewPage(async ({ signIn, identifierOf, endReasonOf, catchErrorCode, ...api }) => {
    const [alice, bob] = [await signIn('alice'), await signIn('bob')];
    const nextIncomingCall = api.waitForIncomingCall(bob.agent);
    const call = alice.agent.startCall(identifierOf('bob'));
    const incomingCall = await nextIncomingCall;
    const hasEnded = new Promise((resolve) => incomingCall.on('callEnded', resolve));
    await call.hangUp();
    await hasEnded;
    const shortCall = alice.agent.startCall(identifierOf('bob'));
    await shortCall.hangUp();
    return {
      lateErrors: [
        await catchErrorCode(() => incomingCall.accept()),
        await catchErrorCode(() => incomingCall.reject()),
      ],
      hungUpAtOnce: endReasonOf(shortCall),
      openMedia: await api.waitUntilMediaIsClosed(),
    };
  });
  expect(result).toEqual({
    lateErrors: ['400/41006', '400/41007'],
    hungUpAtOnce: '0/0',
    openMedia: noOpenMedia,
  });
});

test('a call sends a DTMF tone to a phone, which plays it back', async () => {
  await runInNewPage(async ({ signIn, waitUntil }) => {
    const { agent } = await signIn('alice');
    const call = agent.startCall({ phoneNumber: '+14255550100' });
    await waitUntil(() => call.state === 'Connected');
    const volume = await waitUntil(() => call.remoteAudioStreams[0]?.getVolume());
    // The phone plays a tone at first, and is silent until it gets a key.
    await waitUntil(() => volume.level > 0);
    await waitUntil(() => volume.level === 0);
    await call.sendDtmf('Num5');
    await waitUntil(() => volume.level > 0);
  });
});
