import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness({ ringTimeoutMs: 1_500, lostSocketGraceMs: 500 });

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

test('a call ends with the right code when it is declined, cancelled or hung up at once, or when the callee has no endpoint', async () => {
  const result = await runInNewPage(async ({ signIn, identifierOf, waitUntil, endReasonOf, ...api }) => {
    const alice = await signIn('alice');
    const bob = await signIn('bob');
    const callAndWaitForEnd = async (name: string) => {
      const call = alice.agent.startCall(identifierOf(name));
      await waitUntil(() => call.state === 'Disconnected');
      return endReasonOf(call);
    };
    let nextIncomingCall = api.waitForIncomingCall(bob.agent);
    const declinedCallEnd = callAndWaitForEnd('bob');
    await (await nextIncomingCall).reject();
    const declined = await declinedCallEnd;

    nextIncomingCall = api.waitForIncomingCall(bob.agent);
    const cancelledCall = alice.agent.startCall(identifierOf('bob'));
    const incomingCall = await nextIncomingCall;
    const calleeEnd = new Promise<string>((resolve) => {
      incomingCall.on('callEnded', (endedCall) => resolve(endReasonOf(endedCall)));
    });
    await waitUntil(() => cancelledCall.state === 'Ringing');
    await cancelledCall.hangUp();
    const cancelled = { caller: cancelledCall.callEndReason?.code, callee: await calleeEnd };
    const lateAcceptError = await api.catchErrorCode(() => incomingCall.accept());

    const shortCall = alice.agent.startCall(identifierOf('bob'));
    await shortCall.hangUp();
    const hungUpAtOnce = endReasonOf(shortCall);
    // Carol is not signed in.
    const withoutEndpoint = await callAndWaitForEnd('carol');
    const openMedia = await api.waitUntilMediaIsClosed();
    return { declined, cancelled, lateAcceptError, hungUpAtOnce, withoutEndpoint, openMedia };
  });
  expect(result).toEqual({
    declined: '603/0',
    cancelled: { caller: 487, callee: '487/0' },
    lateAcceptError: '400/41006',
    hungUpAtOnce: '0/0',
    withoutEndpoint: '480/10037',
    openMedia: noOpenMedia,
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

test('an unsupported SDK method throws an error that names the method, on() refuses an unknown event, and startCall refuses an invalid identifier', async () => {
  const result = await runInNewPage(async ({ connectAliceAndBob, sdk }) => {
    const { alice, aliceCall } = await connectAliceAndBob();
    const catchMessage = async (action: () => unknown) => {
      try {
        await action();
        return 'no error';
      } catch (error) {
        return String(error);
      }
    };
    const credential = {
      getToken: async () => ({
        token: `e30.${btoa(JSON.stringify({ skypeid: 'acs:x' }))}.x`,
        expiresOnTimestamp: 0,
      }),
      dispose: () => undefined,
    };
    return {
      unknownEvent: await catchMessage(() => aliceCall.on('nonsense' as never, () => undefined)),
      createCallAgent: await catchMessage(() => new sdk.CallClient().createCallAgent(credential)),
      invalidCallee: await catchMessage(() => alice.agent.startCall('bob' as never)),
    };
  });
  expect(result.unknownEvent).toMatch(/event of TeamsCall/);
  expect(result.createCallAgent).toMatch(
    /^CallingCommunicationError: CallClient\.createCallAgent\(\): .*instead: .*createTeamsCallAgent/,
  );
  expect(result.invalidCallee).toMatch(/not a valid identifier/);
});

test('on() throws a TypeError if it gets no listener', async () => {
  const error = await runInNewPage(({ sdk, catchErrorCode }) => {
    const debugInfo = new sdk.CallClient().feature(sdk.Features.DebugInfo);
    return catchErrorCode(() => debugInfo.on('isCallClientActiveInAnotherTabChanged', undefined as never));
  });
  expect(error).toContain('TypeError');
});
