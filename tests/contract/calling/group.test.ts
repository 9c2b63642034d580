import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { test } = setUpHarness();

test('in a group call each of three participants sees the two others move, a user who is named twice is called once, and the speaker is known', async (api) => {
  const { waitUntil, expectEqual, firstOf, identifierOf, withCamera } = api;
  const alice = await api.signIn('alice');
  const bob = await api.signIn('bob');
  const carol = await api.signIn('carol');
  const incomingCallOfBob = api.waitForIncomingCall(bob.agent);
  const incomingCallOfCarol = api.waitForIncomingCall(carol.agent);
  const [bobId, carolId] = [identifierOf('bob'), identifierOf('carol')];
  const startWithoutThread = () => alice.agent.startCall([bobId, carolId], {});
  expectEqual(await api.catchErrorCode(startWithoutThread), '500/41001');
  const aliceCall = alice.agent.startCall([bobId, carolId, bobId], {
    threadId: '19:group@thread.v2',
    ...(await withCamera(alice)),
  });
  const bobCall = await (await incomingCallOfBob).accept(await withCamera(bob));
  const carolCall = await (await incomingCallOfCarol).accept(await withCamera(carol));
  const calls = [aliceCall, bobCall, carolCall];
  await waitUntil(() =>
    calls.every(
      ({ state, remoteParticipants }) =>
        state === 'Connected' &&
        remoteParticipants.length === 2 &&
        remoteParticipants.every(
          ({ state, videoStreams }) => state === 'Connected' && videoStreams[0]?.isAvailable,
        ),
    ),
  );
  const others = calls.flatMap(({ remoteParticipants }) => remoteParticipants);
  await Promise.all(others.map(({ videoStreams }) => api.waitUntilMoving(firstOf(videoStreams))));
  await carolCall.mute();
  const speakers = aliceCall.feature(api.sdk.Features.DominantSpeakers);
  const readSpeaker = () => api.firstNamesOf([{ identifier: speakers.dominantSpeakers.speakersList[0] }])[0];
  await waitUntil(() => readSpeaker() === 'bob');
  // The call ends when only one participant is left.
  await Promise.all([aliceCall.hangUp(), carolCall.hangUp()]);
  await waitUntil(() => bobCall.state === 'Disconnected');
  await api.waitUntilMediaIsClosed();
});

// Documented at learn.microsoft.com, how-tos/cte-calling-sdk/manage-calls: "Promote a one-to-one call … with PSTN
// participants".
test('a 1:1 call becomes a group call when a phone is added: an event reports its thread, participants can mute others, and a hold affects only the participant who holds the call', async (api) => {
  const { waitUntil, expectEqual, firstOf } = api;
  const { aliceCall, bobCall } = await api.connectAliceAndBob();
  const feature = bobCall.feature(api.sdk.Features.Capabilities);
  expectEqual(await api.catchErrorCode(() => aliceCall.muteAllRemoteParticipants()), '405/41093');
  expectEqual(feature.capabilities.muteOthers.reason, 'CapabilityNotApplicableForTheCallType');
  const newThreadId = new Promise((resolve) => {
    bobCall.info.onCallInfoChanged('callInfoChanged', () => resolve(bobCall.info.threadId));
  });
  const canMuteOthers = new Promise((resolve) => {
    feature.on('capabilitiesChanged', ({ newValue }) => resolve(newValue.muteOthers?.isPresent));
  });
  // A phone number of the emulator that answers by itself.
  const phoneId = { phoneNumber: '+14255550100' };
  const threadId = '19:promoted@thread.v2';
  const phone = aliceCall.addParticipant(phoneId, { threadId });
  await waitUntil(
    () =>
      phone.state === 'Connected' &&
      bobCall.remoteParticipants.length === 2 &&
      bobCall.remoteParticipants.every(({ state }) => state === 'Connected'),
  );
  expectEqual([await newThreadId, aliceCall.info.threadId], [threadId, threadId]);
  expectEqual(await canMuteOthers, true);
  const identifier = bobCall.remoteParticipants[1]?.identifier as { phoneNumber?: string } | undefined;
  expectEqual(identifier?.phoneNumber, phoneId.phoneNumber);
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
