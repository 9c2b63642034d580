import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness();

test('three participants of a group call see each other, a user who is named twice is called once, and the call ends when one participant is left', async () => {
  const result = await runInNewPage(
    async ({ signIn, identifierOf, userIdOf, sdk, objectIds, waitUntil, firstOf, withCamera, ...api }) => {
      const alice = await signIn('alice');
      const bob = await signIn('bob');
      const carol = await signIn('carol');
      const incomingCallOfBob = api.waitForIncomingCall(bob.agent);
      const incomingCallOfCarol = api.waitForIncomingCall(carol.agent);
      const [bobId, carolId] = [identifierOf('bob'), identifierOf('carol')];
      const errorWithoutThread = await api.catchErrorCode(() => alice.agent.startCall([bobId, carolId], {}));
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
      const streams = calls.flatMap(({ remoteParticipants }) =>
        remoteParticipants.map(({ videoStreams }) => firstOf(videoStreams)),
      );
      const movingStreams = await Promise.all(streams.map((stream) => api.waitUntilMoving(stream)));
      const isCarolMuted = new Promise((resolve) => {
        carolCall.on('mutedByOthers', () => resolve(carolCall.isMuted));
      });
      const carolAsSeenByBob = bobCall.remoteParticipants.find(
        ({ identifier }) => userIdOf(identifier) === objectIds['carol'],
      );
      await carolAsSeenByBob?.mute();
      const mutedByOthers = { carol: await isCarolMuted, bob: bobCall.isMuted };
      const speakers = aliceCall.feature(sdk.Features.DominantSpeakers);
      await waitUntil(() => userIdOf(speakers.dominantSpeakers.speakersList[0]) === objectIds['bob']);
      await bobCall.removeParticipant(carolId);
      await waitUntil(
        () =>
          carolCall.state === 'Disconnected' &&
          aliceCall.remoteParticipants.length === 1 &&
          bobCall.remoteParticipants.length === 1,
      );
      const carolEndSubCode = carolCall.callEndReason?.subCode;
      await aliceCall.hangUp();
      await waitUntil(() => bobCall.state === 'Disconnected');
      return {
        errorWithoutThread,
        movingStreams,
        mutedByOthers,
        carolEndSubCode,
        openMedia: await api.waitUntilMediaIsClosed(),
      };
    },
  );
  expect(result).toEqual({
    errorWithoutThread: '500/41001',
    // Each of the three participants receives two videos.
    movingStreams: Array.from({ length: 6 }, () => true),
    mutedByOthers: { carol: true, bob: false },
    carolEndSubCode: 5300,
    openMedia: { peers: 0, tracks: 0, sounds: 0 },
  });
});

// Documented at learn.microsoft.com, how-tos/cte-calling-sdk/manage-calls: "Promote a one-to-one call … with PSTN
// participants".
test('a 1:1 call becomes a group call when a phone is added: an event reports its thread, participants can mute others, and a hold affects only the participant who holds the call', async () => {
  const result = await runInNewPage(
    async ({ connectAliceAndBob, sdk, waitUntil, firstOf, endReasonOf, catchErrorCode }) => {
      const { aliceCall, bobCall } = await connectAliceAndBob();
      const capabilitiesOfBob = bobCall.feature(sdk.Features.Capabilities);
      const asOneToOneCall = {
        threadId: aliceCall.info.threadId,
        muteAllError: await catchErrorCode(() => aliceCall.muteAllRemoteParticipants()),
        muteOthersReason: capabilitiesOfBob.capabilities.muteOthers.reason,
        lobbyCount: aliceCall.lobby.participants.length,
        role: aliceCall.role,
      };
      const newThreadId = new Promise((resolve) => {
        bobCall.info.onCallInfoChanged('callInfoChanged', () => resolve(bobCall.info.threadId));
      });
      const canMuteOthers = new Promise((resolve) => {
        capabilitiesOfBob.on('capabilitiesChanged', ({ newValue }) =>
          resolve(newValue.muteOthers?.isPresent),
        );
      });
      // A phone number of the emulator that answers by itself.
      const phoneId = { phoneNumber: '+14255550100' };
      const phone = aliceCall.addParticipant(phoneId, { threadId: '19:promoted@thread.v2' });
      await waitUntil(
        () =>
          phone.state === 'Connected' &&
          bobCall.remoteParticipants.length === 2 &&
          bobCall.remoteParticipants.every(({ state }) => state === 'Connected'),
      );
      const asGroupCall = {
        threadIdForBob: await newThreadId,
        threadIdForAlice: aliceCall.info.threadId,
        canMuteOthers: await canMuteOthers,
        phoneNumber: (bobCall.remoteParticipants[1]?.identifier as { phoneNumber?: string } | undefined)
          ?.phoneNumber,
      };
      const volume = await waitUntil(() => bobCall.remoteAudioStreams[1]?.getVolume());
      await waitUntil(() => volume.level > 0);
      await aliceCall.removeParticipant(phoneId);
      const remainingParticipantCount = aliceCall.remoteParticipants.length;
      await aliceCall.hold();
      await waitUntil(() => firstOf(bobCall.remoteParticipants).state === 'Hold');
      const statesOnHold = { alice: aliceCall.state, bob: bobCall.state };
      // A phone number of the emulator that is always busy.
      const busyPhone = bobCall.addParticipant(
        { phoneNumber: '+14255550101' },
        { threadId: '19:promoted@thread.v2' },
      );
      await waitUntil(() => busyPhone.state === 'Disconnected');
      await bobCall.hangUp();
      await waitUntil(() => aliceCall.state === 'Disconnected');
      return {
        asOneToOneCall,
        asGroupCall,
        remainingParticipantCount,
        statesOnHold,
        endOfBusyPhone: endReasonOf(busyPhone),
      };
    },
  );
  expect(result).toEqual({
    asOneToOneCall: {
      threadId: null,
      muteAllError: '405/41093',
      lobbyCount: 0,
      muteOthersReason: 'CapabilityNotApplicableForTheCallType',
      role: 'Unknown',
    },
    asGroupCall: {
      threadIdForBob: '19:promoted@thread.v2',
      threadIdForAlice: '19:promoted@thread.v2',
      canMuteOthers: true,
      phoneNumber: '+14255550100',
    },
    remainingParticipantCount: 1,
    statesOnHold: { alice: 'LocalHold', bob: 'Connected' },
    endOfBusyPhone: '486/560486',
  });
});
