import type { Call } from '@azure/communication-calling';
import { expect, test as vitestTest } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

// Users of Communication Services (ACS users). What the real SDK does without a network, `sameAsSdk` compares.

const { test, getHarness } = setUpHarness();

test('an ACS user calls another one by name, with video, mute, hold and a hang-up', async (api) => {
  const { waitUntil, expectEqual, acsUserOf, sdk } = api;
  const [ann, ben] = [await api.signInAcsUser('ann'), await api.signInAcsUser('ben')];
  const nextIncomingCall = api.waitForIncomingCallOfAcsUser(ben);
  const devices = await new sdk.CallClient().getDeviceManager();
  const video = new sdk.LocalVideoStream(api.firstOf(await devices.getCameras()));
  const call = ann.startCall([acsUserOf('ben')], { videoOptions: { localVideoStreams: [video] } });
  const incomingCall = await nextIncomingCall;
  expectEqual<unknown>(incomingCall.kind, 'IncomingCall');
  expectEqual<unknown>(incomingCall.callerInfo, {
    identifier: { kind: 'communicationUser', ...acsUserOf('ann') },
    displayName: 'ANN',
  });
  const benCall = await incomingCall.accept();
  await waitUntil(() => call.state === 'Connected' && benCall.state === 'Connected');
  expectEqual<unknown>([call.kind, benCall.kind, call.info.groupId], ['Call', 'Call', undefined]);
  const seen = api.firstOf(benCall.remoteParticipants);
  expectEqual<unknown>(
    [seen.displayName, seen.identifier],
    ['ANN', { kind: 'communicationUser', ...acsUserOf('ann') }],
  );
  await waitUntil(() => call.remoteParticipants[0]?.displayName === 'BEN');
  await waitUntil(() => seen.videoStreams.some(({ isAvailable }) => isAvailable));
  await call.mute();
  await waitUntil(() => seen.isMuted);
  await call.hold();
  await waitUntil(() => benCall.state === 'RemoteHold');
  await call.resume();
  await waitUntil(() => benCall.state === 'Connected');
  await benCall.hangUp();
  await waitUntil(() => call.state === 'Disconnected');
  expectEqual(api.endReasonOf(call), '0/0');
});

test('an ACS user calls a telephone by a number of the resource, a Teams user and a queue; other calls end with codes', async (api) => {
  const { waitUntil, expectEqual, acsUserOf, identifierOf, agentOf } = api;
  const ann = await api.signInAcsUser('ann');
  const bob = await api.signIn('bob');
  const phone = { phoneNumber: '+14255550100' };
  const alternateCallerId = { phoneNumber: '+14255550160' };
  const phoneCall = ann.startCall([phone], { alternateCallerId });
  await waitUntil(() => phoneCall.state === 'Connected');
  await phoneCall.hangUp();
  const queue = { teamsAppId: 'aa000000-0000-4000-8000-0000000000aa', cloud: 'public' } as const;
  const queueCall = ann.startCall([queue]);
  await waitUntil(() => queueCall.state === 'Connected');
  await queueCall.hangUp();
  const nextIncomingCall = api.waitForIncomingCall(bob.agent);
  const teamsCall = ann.startCall([identifierOf('bob')]);
  const incomingCall = await nextIncomingCall;
  expectEqual(incomingCall.callerInfo.displayName, 'ANN');
  const bobCall = await incomingCall.accept();
  await waitUntil(() => teamsCall.state === 'Connected' && bobCall.state === 'Connected');
  expectEqual<unknown>(
    [teamsCall.remoteParticipants[0]?.displayName, bobCall.remoteParticipants[0]?.displayName, bobCall.kind],
    ['Bob Baker', 'ANN', 'TeamsCall'],
  );
  await teamsCall.hangUp();
  const refused = [
    ann.startCall([phone]),
    ann.startCall([phone], { alternateCallerId: { phoneNumber: '+14255550199' } }),
    ann.startCall([agentOf('carol') as never]),
    ann.startCall([acsUserOf('nobody')]),
  ];
  await waitUntil(() => refused.every(({ state }) => state === 'Disconnected'));
  expectEqual(refused.map(api.endReasonOf), ['403/510403', '403/510403', '403/0', '480/10037']);
});

test('a Teams user calls an ACS user, as SDK 2.0.0 allows', async (api) => {
  const { waitUntil, expectEqual, acsUserOf } = api;
  const [alice, ann] = [await api.signIn('alice'), await api.signInAcsUser('ann')];
  const nextIncomingCall = api.waitForIncomingCallOfAcsUser(ann);
  const call = alice.agent.startCall({ id: acsUserOf('ann').communicationUserId });
  const incomingCall = await nextIncomingCall;
  expectEqual(incomingCall.callerInfo.displayName, 'Alice Archer');
  const annCall = await incomingCall.accept();
  await waitUntil(() => call.state === 'Connected' && annCall.state === 'Connected');
  expectEqual(call.remoteParticipants[0]?.displayName, 'ANN');
});

test('ACS users join a group call by its id, one of them late, add a telephone and leave; the next call is a new one', async (api) => {
  const { waitUntil, expectEqual } = api;
  const groupId = '5f1d0000-0000-4000-8000-0000000000f5';
  const agents = [
    await api.signInAcsUser('ann'),
    await api.signInAcsUser('ben'),
    await api.signInAcsUser('cid'),
  ] as const;
  const annCall = agents[0].join({ groupId });
  await waitUntil(() => annCall.state === 'Connected');
  expectEqual<unknown>([annCall.info.groupId, annCall.remoteParticipants.length], [groupId, 0]);
  const benCall = agents[1].join({ groupId });
  await waitUntil(() => annCall.remoteParticipants[0]?.state === 'Connected');
  const cidCall = agents[2].join({ groupId });
  await waitUntil(() => cidCall.remoteParticipants.filter(({ state }) => state === 'Connected').length === 2);
  const serverCallIds = await Promise.all(
    [annCall, benCall, cidCall].map(({ info }) => info.getServerCallId()),
  );
  expectEqual(new Set(serverCallIds).size, 1);
  const names = new Set(cidCall.remoteParticipants.map(({ displayName }) => displayName));
  expectEqual([names.has('ANN'), names.has('BEN')], [true, true]);
  const phone = annCall.addParticipant(
    { phoneNumber: '+14255550100' },
    { alternateCallerId: { phoneNumber: '+14255550160' } },
  );
  await waitUntil(() => phone.state === 'Connected' && benCall.remoteParticipants.length === 3);
  await annCall.removeParticipant({ phoneNumber: '+14255550100' });
  for (const call of [annCall, benCall]) await call.hangUp();
  await waitUntil(() => cidCall.remoteParticipants.length === 0);
  expectEqual(cidCall.state, 'Connected');
  await cidCall.hangUp();
  // Cid joins again, because the server handles the commands of one agent in their order.
  const nextCall = agents[2].join({ groupId });
  await waitUntil(() => nextCall.state === 'Connected');
  expectEqual(serverCallIds.includes(await nextCall.info.getServerCallId()), false);
});

test('ACS users add each other to a 1:1 call, and ring a group that they call together', async (api) => {
  const { waitUntil, expectEqual, acsUserOf } = api;
  const [ann, ben, cid] = [
    await api.signInAcsUser('ann'),
    await api.signInAcsUser('ben'),
    await api.signInAcsUser('cid'),
  ];
  for (const agent of [ben, cid]) agent.on('incomingCall', ({ incomingCall }) => void incomingCall.accept());
  const call = ann.startCall([acsUserOf('ben')]);
  await waitUntil(() => call.state === 'Connected');
  const added = call.addParticipant(acsUserOf('cid'));
  await waitUntil(() => added.state === 'Connected' && cid.calls[0]?.remoteParticipants.length === 2);
  await call.hangUp({ forEveryone: true });
  await waitUntil(() => cid.calls.length === 0);
  const groupCall = ann.startCall([acsUserOf('ben'), acsUserOf('cid')]);
  await waitUntil(() => groupCall.remoteParticipants.every(({ state }) => state === 'Connected'));
  expectEqual(groupCall.remoteParticipants.length, 2);
});

test('a guest waits in the lobby of a Teams meeting until the organizer admits them; a wrong passcode ends the call', async (api) => {
  const { waitUntil, expectEqual, acsUserOf } = api;
  const guest = await api.signInAcsUser('guest');
  const alice = await api.signIn('alice');
  const aliceCall = alice.agent.join(api.meetings.withLobby);
  await waitUntil(() => aliceCall.state === 'Connected');
  const call = guest.join(api.meetings.withLobby);
  const captions = call.feature(api.sdk.Features.Captions);
  captions.on('CaptionsKindChanged', () => api.log.push(captions.captions.kind));
  await waitUntil(() => call.state === 'InLobby');
  await waitUntil(() => aliceCall.lobby.participants.length === 1);
  const waiting = api.firstOf(aliceCall.lobby.participants);
  expectEqual<unknown>(
    [waiting.displayName, waiting.identifier],
    ['GUEST', { kind: 'communicationUser', ...acsUserOf('guest') }],
  );
  await aliceCall.lobby.admit(acsUserOf('guest'));
  await waitUntil(() => call.state === 'Connected' && call.remoteParticipants.length === 1);
  expectEqual([call.role, call.remoteParticipants[0]?.displayName], ['Presenter', 'Alice Archer']);
  // The kind changes before the app hears that the call is connected.
  expectEqual(api.log, ['TeamsCaptions']);
  await call.hangUp();
  const wrong = guest.join({ ...api.meetings.withLobby, passcode: 'wrong' });
  const meetingLink = 'https://teams.microsoft.com/l/meetup-join/19%3Ameeting_Guests%40thread.v2/0';
  const byLink = guest.join({ meetingLink });
  await waitUntil(() => wrong.state === 'Disconnected' && byLink.state === 'Connected');
  expectEqual(api.endReasonOf(wrong), '404/5751');
});

test('a room is refused with the date and the alternative, and a Teams user cannot join a group call', async (api) => {
  const { expectEqual } = api;
  const ann = await api.signInAcsUser('ann');
  const room = ann.join({ roomId: '99445276259151407' });
  await api.waitUntil(() => room.state === 'Disconnected');
  expectEqual(api.endReasonOf(room), '501/0');
  const { message = '' } = room.callEndReason as { message?: string };
  expectEqual([message.includes('30 September 2028'), message.includes('Teams meeting')], [true, true]);
  const alice = await api.signIn('alice');
  const joinGroup = () => alice.agent.join({ groupId: 'x' } as never);
  expectEqual(await api.catchErrorCode(joinGroup), '400/40209');
});

test('an incoming call of an ACS user has every member that the SDK declares', async (api) => {
  const { expectEqual, acsUserOf } = api;
  const [ann, ben] = [await api.signInAcsUser('ann'), await api.signInAcsUser('ben')];
  const nextIncomingCall = api.waitForIncomingCallOfAcsUser(ben);
  ann.startCall([acsUserOf('ben')]);
  const incomingCall = await nextIncomingCall;
  // The types of the SDK do not exist in a page, so the names are written out. The compiler compares them with the SDK.
  const members: readonly (keyof typeof incomingCall)[] = [
    'kind',
    'id',
    'callerInfo',
    'transferorInfo',
    'callEndReason',
    'customContext',
    'info',
    'accept',
    'reject',
    'on',
    'off',
  ];
  expectEqual(
    members.filter((name) => !(name in incomingCall)),
    [],
  );
  expectEqual(
    await api.catchErrorCode(() => incomingCall.on('mistyped' as never, () => undefined)),
    'no error',
  );
  await incomingCall.reject();
  expectEqual(await api.catchErrorCode(() => incomingCall.accept()), '400/41006');
});

vitestTest(
  'a call rings at all devices of an ACS user, and stops at the others when one answers',
  async () => {
    const [caller, phone, laptop] = await Promise.all([0, 1, 2].map(() => getHarness().openPage()));
    if (!caller || !phone || !laptop) throw new Error('A page is missing.');
    for (const device of [phone, laptop]) {
      await device.run(async (api) => {
        const ben = await api.signInAcsUser('ben');
        ben.on('incomingCall', ({ incomingCall }) => {
          api.log.push('rings');
          incomingCall.on('callEnded', ({ callEndReason }) =>
            api.log.push(`${callEndReason.code}/${callEndReason.subCode}`),
          );
          Object.assign(globalThis, { incomingCall });
        });
      });
    }
    await caller.run(async (api) => {
      const ann = await api.signInAcsUser('ann');
      Object.assign(globalThis, { annCall: ann.startCall([api.acsUserOf('ben')]) });
    });
    for (const device of [phone, laptop])
      await device.run((api) => api.waitUntil(() => api.log.length === 1));
    await phone.run(async () => {
      await (globalThis as unknown as { incomingCall: { accept(): Promise<unknown> } }).incomingCall.accept();
    });
    await laptop.run((api) => api.waitUntil(() => api.log.length === 2));
    expect(await laptop.run(({ log }) => log)).toEqual(['rings', '487/10003']);
    await caller.run((api) =>
      api.waitUntil(() => (globalThis as unknown as { annCall: Call }).annCall.state === 'Connected'),
    );
    for (const page of [caller, phone, laptop]) await page.close();
  },
);
