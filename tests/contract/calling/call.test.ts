import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { test } = setUpHarness();

test('a new call is listed in the state None, becomes Connecting, Ringing and Connected, and raises the events of its end in order', async (api) => {
  const { waitUntil, expectEqual, log } = api;
  const { agent } = await api.signIn('alice');
  const bob = await api.signIn('bob');
  agent.on('callsUpdated', ({ added, removed }) => log.push(`calls +${added.length} -${removed.length}`));
  const nextIncomingCall = api.waitForIncomingCall(bob.agent);
  const call = agent.startCall(api.identifierOf('bob'));
  log.push(`returned ${call.state} ${agent.calls.includes(call)}`);
  call.on('stateChanged', () => log.push(call.state));
  call.on('remoteParticipantsUpdated', ({ removed }) => log.push(`participants -${removed.length}`));
  const callee = api.firstOf(call.remoteParticipants);
  callee.on('stateChanged', () => log.push(`callee: ${callee.state}`));
  callee.on('videoStreamsUpdated', ({ removed }) => log.push(`streams -${removed.length}`));
  const bobCall = await (await nextIncomingCall).accept();
  await waitUntil(() => call.state === 'Connected' && bobCall.state === 'Connected');
  const sound = await waitUntil(() => document.querySelector('audio'));
  expectEqual([sound.muted, sound.paused], [false, false]);
  await bobCall.hangUp();
  await waitUntil(() => call.state === 'Disconnected');
  expectEqual(log, [
    'calls +1 -0',
    'returned None true',
    'Connecting',
    'callee: Ringing',
    'Ringing',
    'callee: Connected',
    'Connected',
    'callee: Disconnected',
    'participants -1',
    'streams -2',
    'calls +0 -1',
    'Disconnected',
  ]);
  expectEqual(api.endReasonOf(call), '0/0');
  await api.waitUntilMediaIsClosed();
});

test('a preview and a call share one camera, which stays open until both have ended', async (api) => {
  const { sdk, waitUntil, expectEqual, countLiveTracks } = api;
  const { alice, aliceCall, bobCall } = await api.connectAliceAndBob();
  const camera = api.firstOf(await (await alice.client.getDeviceManager()).getCameras());
  const stream = new sdk.LocalVideoStream(camera, { autoDisposeOnCallEnd: false });
  // Alice's and Bob's ends of the call run in this page, and each opens one microphone.
  await waitUntil(() => countLiveTracks() === 2);
  const renderer = new sdk.VideoStreamRenderer(stream);
  const view = await renderer.createView({ isMirrored: true, scalingMode: 'Fit' });
  await aliceCall.startVideo(stream);
  expectEqual(countLiveTracks(), 3);
  await aliceCall.hangUp();
  await waitUntil(() => bobCall.state === 'Disconnected');
  expectEqual(countLiveTracks(), 1);
  const style = view.target.querySelector('video')?.style;
  expectEqual([style?.objectFit, style?.transform], ['contain', 'scaleX(-1)']);
  renderer.dispose();
  await api.waitUntilMediaIsClosed();
});

test('every object of the emulator’s Calling SDK works through a Proxy, because other libraries wrap its objects', async (api) => {
  const { sdk, waitUntil, expectEqual } = api;
  /** Creates a proxy whose methods run with the proxy as `this`, and not with the object itself. */
  const wrap = <T extends object>(target: T): T => {
    const proxy = new Proxy(target, {
      get(object, key) {
        const value: unknown = Reflect.get(object, key);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => Reflect.apply(value, proxy, args);
      },
    });
    return proxy;
  };
  const alice = await api.signIn('alice', wrap);
  const bob = await api.signIn('bob', wrap);
  const nextIncomingCall = api.waitForIncomingCall(bob.agent);
  const devices = wrap(await alice.client.getDeviceManager());
  const stream = wrap(new sdk.LocalVideoStream(api.firstOf(await devices.getCameras())));
  const options = { videoOptions: { localVideoStreams: [stream] } };
  const call = wrap(alice.agent.startCall(api.identifierOf('bob'), options));
  const bobCall = wrap(await wrap(await nextIncomingCall).accept());
  await waitUntil(() => call.state === 'Connected' && bobCall.state === 'Connected');
  await api.waitUntilMoving(wrap(await api.waitForRemoteVideo(bobCall)));
  await call.mute();
  const caller = wrap(api.firstOf(bobCall.remoteParticipants));
  await waitUntil(() => caller.isMuted);
  await call.hold();
  await call.resume();
  await call.stopVideo(stream);
  const feature = call.feature(sdk.Features.Capabilities);
  expectEqual(feature === call.feature(sdk.Features.Capabilities), true);
  expectEqual(Object.keys(feature.capabilities).length, 25);
  await call.hangUp();
  await waitUntil(() => bobCall.state === 'Disconnected');
  await alice.agent.dispose();
  await bob.agent.dispose();
  expectEqual(alice.agent.calls.length, 0);
  await api.waitUntilMediaIsClosed();
});

test('a call that is hung up at once ends with 0/0, and an incoming call that has ended can neither be accepted nor rejected', async (api) => {
  const { expectEqual, catchErrorCode } = api;
  const { alice, aliceCall, incomingCall } = await api.ringBob();
  const hasEnded = new Promise((resolve) => incomingCall.on('callEnded', resolve));
  await aliceCall.hangUp();
  await hasEnded;
  expectEqual(await catchErrorCode(() => incomingCall.accept()), '400/41006');
  expectEqual(await catchErrorCode(() => incomingCall.reject()), '400/41007');
  const shortCall = alice.agent.startCall(api.identifierOf('bob'));
  await shortCall.hangUp();
  expectEqual(api.endReasonOf(shortCall), '0/0');
  await api.waitUntilMediaIsClosed();
});

test('a call sends a DTMF tone to a phone, which plays it back', async (api) => {
  const { waitUntil } = api;
  const call = (await api.signIn('alice')).agent.startCall({ phoneNumber: '+14255550100' });
  await waitUntil(() => call.state === 'Connected');
  const volume = await waitUntil(() => call.remoteAudioStreams[0]?.getVolume());
  // The phone plays a tone at first, and is silent until it gets a key.
  await waitUntil(() => volume.level > 0);
  await waitUntil(() => volume.level === 0);
  await call.sendDtmf('Num5');
  await waitUntil(() => volume.level > 0);
});

test('in a group call each of three participants sees the two others move, and a user who is named twice is called once', async (api) => {
  const { waitUntil, expectEqual, firstOf, identifierOf, withCamera } = api;
  const [alice, bob] = [await api.signIn('alice'), await api.signIn('bob')];
  const carol = await api.signIn('carol');
  const bobCalls = api.acceptEveryCall(bob.agent, () => withCamera(bob));
  const carolCalls = api.acceptEveryCall(carol.agent, () => withCamera(carol));
  const [bobId, carolId] = [identifierOf('bob'), identifierOf('carol')];
  const startWithoutThread = () => alice.agent.startCall([bobId, carolId], {});
  expectEqual(await api.catchErrorCode(startWithoutThread), '500/41001');
  const options = { threadId: '19:group@thread.v2', ...(await withCamera(alice)) };
  const aliceCall = alice.agent.startCall([bobId, carolId, bobId], options);
  await waitUntil(() => bobCalls.length > 0 && carolCalls.length > 0);
  const calls = [aliceCall, ...bobCalls, ...carolCalls];
  const listOthers = () => calls.flatMap(({ remoteParticipants }) => remoteParticipants);
  await waitUntil(() => listOthers().filter(({ videoStreams }) => videoStreams[0]?.isAvailable).length === 6);
  await Promise.all(listOthers().map(({ videoStreams }) => api.waitUntilMoving(firstOf(videoStreams))));
  expectEqual(
    calls.map(({ state }) => state),
    ['Connected', 'Connected', 'Connected'],
  );
  // The call ends when only one participant is left.
  await Promise.all([aliceCall.hangUp(), firstOf(carolCalls).hangUp()]);
  await waitUntil(() => firstOf(bobCalls).state === 'Disconnected');
  await api.waitUntilMediaIsClosed();
});

// Documented at learn.microsoft.com, how-tos/cte-calling-sdk/manage-calls: "Promote a one-to-one call … with PSTN
// participants".
test('a 1:1 call becomes a group call when a phone is added: an event reports its thread, participants can mute others, and a hold affects only the participant who holds the call', async (api) => {
  const { waitUntil, expectEqual, firstOf, log } = api;
  const { aliceCall, bobCall } = await api.connectAliceAndBob();
  const feature = bobCall.feature(api.sdk.Features.Capabilities);
  expectEqual(await api.catchErrorCode(() => aliceCall.muteAllRemoteParticipants()), '405/41093');
  expectEqual(feature.capabilities.muteOthers.reason, 'CapabilityNotApplicableForTheCallType');
  bobCall.info.onCallInfoChanged('callInfoChanged', () => log.push(bobCall.info.threadId));
  feature.on('capabilitiesChanged', ({ newValue }) => log.push(newValue.muteOthers?.isPresent));
  // A phone number of the emulator that answers by itself.
  const phoneId = { phoneNumber: '+14255550100' };
  const threadId = '19:promoted@thread.v2';
  const phone = aliceCall.addParticipant(phoneId, { threadId });
  await waitUntil(() => phone.state === 'Connected' && bobCall.remoteParticipants[1]?.state === 'Connected');
  expectEqual([...log, aliceCall.info.threadId], [threadId, true, threadId]);
  expectEqual(bobCall.remoteParticipants[1]?.identifier, { ...phone.identifier });
  const volume = await waitUntil(() => bobCall.remoteAudioStreams[1]?.getVolume());
  await waitUntil(() => volume.level > 0);
  await aliceCall.removeParticipant(phoneId);
  expectEqual(aliceCall.remoteParticipants.length, 1);
  await aliceCall.hold();
  await waitUntil(() => firstOf(bobCall.remoteParticipants).state === 'Hold');
  expectEqual([aliceCall.state, bobCall.state], ['LocalHold', 'Connected']);
  // A phone number of the emulator that is always busy.
  const busyPhone = bobCall.addParticipant({ phoneNumber: '+14255550101' }, { threadId });
  await waitUntil(() => busyPhone.state === 'Disconnected');
  expectEqual(api.endReasonOf(busyPhone), '486/560486');
});
