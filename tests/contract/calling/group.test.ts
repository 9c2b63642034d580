import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { test } = setUpHarness();

test('in a group call each of three participants sees the two others move, and a user who is named twice is called once', async (api) => {
  const { waitUntil, expectEqual, firstOf, identifierOf, withCamera } = api;
  const alice = await api.signIn('alice');
  const [bob, carol] = [await api.signIn('bob'), await api.signIn('carol')];
  const bobCalls = api.acceptEveryCall(bob.agent, () => withCamera(bob));
  const carolCalls = api.acceptEveryCall(carol.agent, () => withCamera(carol));
  const [bobId, carolId] = [identifierOf('bob'), identifierOf('carol')];
  const startWithoutThread = () => alice.agent.startCall([bobId, carolId], {});
  expectEqual(await api.catchErrorCode(startWithoutThread), '500/41001');
  const options = { threadId: '19:group@thread.v2', ...(await withCamera(alice)) };
  const aliceCall = alice.agent.startCall([bobId, carolId, bobId], options);
  await waitUntil(() => bobCalls.length > 0 && carolCalls.length > 0);
  const calls = [aliceCall, ...bobCalls, ...carolCalls];
  await waitUntil(() =>
    calls.every(
      ({ remoteParticipants }) =>
        remoteParticipants.length === 2 &&
        remoteParticipants.every(
          ({ state, videoStreams }) => state === 'Connected' && videoStreams[0]?.isAvailable,
        ),
    ),
  );
  const others = calls.flatMap(({ remoteParticipants }) => remoteParticipants);
  await Promise.all(others.map(({ videoStreams }) => api.waitUntilMoving(firstOf(videoStreams))));
  expectEqual([calls.length, ...calls.map(({ state }) => state)], [3, 'Connected', 'Connected', 'Connected']);
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
