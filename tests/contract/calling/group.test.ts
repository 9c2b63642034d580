import { expect, test } from 'vitest';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';

const { run } = harnessOfFile();

test('three participants of a group call see each other; a user named twice is called once; one is removed, one leaves, and the call ends', async () => {
  const seen = await run(
    async ({ agentOf, nextIncomingCall, user, userIdOf, sdk, ids, until, caught, first, ...api }) => {
      const { withCamera, isMoving, leftOpen } = api;
      const a = await agentOf('alice');
      const b = await agentOf('bob');
      const c = await agentOf('carol');
      const ofBob = nextIncomingCall(b.agent);
      const ofCarol = nextIncomingCall(c.agent);
      const withoutThread = await caught(() => a.agent.startCall([user('bob'), user('carol')], {}));
      const call = a.agent.startCall([user('bob'), user('carol'), user('bob')], {
        threadId: '19:group@thread.v2',
        ...(await withCamera(a)),
      });
      const bob = await (await ofBob).accept(await withCamera(b));
      const carol = await (await ofCarol).accept(await withCamera(c));
      const calls = [call, bob, carol];
      await until(() =>
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
        remoteParticipants.map(({ videoStreams }) => first(videoStreams)),
      );
      const moving = await Promise.all(streams.map((stream) => isMoving(stream)));
      const muted = new Promise((resolve) => {
        carol.on('mutedByOthers', () => resolve(carol.isMuted));
      });
      const carolForBob = bob.remoteParticipants.find(
        ({ identifier }) => userIdOf(identifier) === ids['carol'],
      );
      await carolForBob?.mute();
      const byOthers = [await muted, bob.isMuted];
      const speakers = call.feature(sdk.Features.DominantSpeakers);
      await until(() => userIdOf(speakers.dominantSpeakers.speakersList[0]) === ids['bob']);
      await bob.removeParticipant(user('carol'));
      await until(
        () =>
          carol.state === 'Disconnected' &&
          call.remoteParticipants.length === 1 &&
          bob.remoteParticipants.length === 1,
      );
      const removed = carol.callEndReason?.subCode;
      await call.hangUp();
      await until(() => bob.state === 'Disconnected');
      return { withoutThread, moving, byOthers, removed, left: await leftOpen() };
    },
  );
  expect(seen).toEqual({
    withoutThread: '500/41001',
    moving: Array.from({ length: 6 }, () => true),
    byOthers: [true, false],
    removed: 5300,
    left: { peers: 0, tracks: 0, sounds: 0 },
  });
});

// "Promote a one-to-one call … with PSTN participants", `threadId`, `callInfoChanged`: how-tos/cte-calling-sdk/manage-calls.
test('a 1:1 call becomes a group call when a phone is added: its thread is reported, others can be muted, and hold affects only the holder', async () => {
  const seen = await run(async ({ connect, sdk, until, first, endOf, caught }) => {
    const { call, peer } = await connect();
    const feature = peer.feature(sdk.Features.Capabilities);
    const before = {
      thread: call.info.threadId,
      mute: await caught(() => call.muteAllRemoteParticipants()),
      capability: feature.capabilities.muteOthers.reason,
      lobby: call.lobby.participants.length,
      role: call.role,
    };
    const threadChanged = new Promise((resolve) => {
      peer.info.onCallInfoChanged('callInfoChanged', () => resolve(peer.info.threadId));
    });
    const capabilityChanged = new Promise((resolve) => {
      feature.on('capabilitiesChanged', ({ newValue }) => resolve(newValue.muteOthers?.isPresent));
    });
    const number = { phoneNumber: '+14255550100' };
    const phone = call.addParticipant(number, { threadId: '19:promoted@thread.v2' });
    await until(
      () =>
        phone.state === 'Connected' &&
        peer.remoteParticipants.length === 2 &&
        peer.remoteParticipants.every(({ state }) => state === 'Connected'),
    );
    const after = {
      thread: await threadChanged,
      own: call.info.threadId,
      capability: await capabilityChanged,
      phone: (peer.remoteParticipants[1]?.identifier as { phoneNumber?: string } | undefined)?.phoneNumber,
    };
    const volume = await until(() => peer.remoteAudioStreams[1]?.getVolume());
    await until(() => volume.level > 0);
    await call.removeParticipant(number);
    const left = call.remoteParticipants.length;
    await call.hold();
    await until(() => first(peer.remoteParticipants).state === 'Hold');
    const held = [call.state, peer.state];
    const busy = peer.addParticipant({ phoneNumber: '+14255550101' }, { threadId: '19:promoted@thread.v2' });
    await until(() => busy.state === 'Disconnected');
    await peer.hangUp();
    await until(() => call.state === 'Disconnected');
    return { before, after, left, held, busy: endOf(busy) };
  });
  expect(seen).toEqual({
    before: {
      thread: undefined,
      mute: '405/41093',
      lobby: 0,
      capability: 'CapabilityNotApplicableForTheCallType',
      role: 'Unknown',
    },
    after: {
      thread: '19:promoted@thread.v2',
      own: '19:promoted@thread.v2',
      capability: true,
      phone: '+14255550100',
    },
    left: 1,
    held: ['LocalHold', 'Connected'],
    busy: '486/560486',
  });
});
