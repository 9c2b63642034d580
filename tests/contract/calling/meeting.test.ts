import type { CapabilitiesChangeInfo, TeamsCall } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';

const { run } = harnessOfFile();

// "Join Teams meeting with meeting code", "with meeting URL": how-tos/cte-calling-sdk/manage-calls.
test('a participant joins a meeting alone and another by its link; one shares a screen at a time; the meeting goes on when one leaves', async () => {
  const seen = await run(async ({ agentOf, ids, meetings, until, first, isMoving, endOf, ...api }) => {
    const { withCamera, leftOpen } = api;
    const linkTo = (thread: string, organizer: string) => {
      const context = encodeURIComponent(JSON.stringify({ Tid: ids['alice'], Oid: organizer }));
      return `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent(thread)}/0?context=${context}`;
    };
    const a = await agentOf('alice');
    const b = await agentOf('bob');
    const call = a.agent.join(meetings.openHouse);
    const states: string[] = [call.state];
    call.on('stateChanged', () => states.push(call.state));
    await until(() => call.state === 'Connected');
    const thread = call.info.threadId ?? '';
    const alone = {
      states,
      kind: call.kind,
      direction: call.direction,
      role: call.role,
      thread,
      lobby: call.lobby.participants.length,
    };
    const bob = b.agent.join({ meetingLink: linkTo(thread, ids['alice'] ?? '') }, await withCamera(b));
    await until(
      () =>
        bob.state === 'Connected' &&
        call.remoteParticipants[0]?.state === 'Connected' &&
        bob.remoteParticipants[0]?.state === 'Connected',
    );
    const bobForAlice = first(call.remoteParticipants);
    const aliceForBob = first(bob.remoteParticipants);
    const video = await until(() => bobForAlice.videoStreams.find(({ isAvailable }) => isAvailable));
    const both = {
      moving: await isMoving(video),
      roles: [bob.role, bobForAlice.role, aliceForBob.role],
      ids: call.id !== bob.id,
      server: (await call.info.getServerCallId()) === (await bob.info.getServerCallId()),
    };
    const seesScreen = (viewer: TeamsCall) =>
      first(viewer.remoteParticipants).videoStreams.some(
        ({ mediaStreamType, isAvailable }) => mediaStreamType === 'ScreenSharing' && isAvailable,
      );
    await call.startScreenSharing();
    await until(() => seesScreen(bob));
    await bob.startScreenSharing();
    await until(() => seesScreen(call) && !seesScreen(bob) && !call.isScreenSharingOn);
    await bob.hangUp();
    await until(() => call.remoteParticipants.length === 0);
    const after = [call.state, bob.callEndReason?.code];
    await call.hangUp();
    return { alone, both, after, end: endOf(call), left: await leftOpen() };
  });
  expect(seen).toEqual({
    alone: {
      states: ['None', 'Connecting', 'Connected', 'Disconnecting', 'Disconnected'],
      kind: 'TeamsCall',
      direction: 'Outgoing',
      role: 'Organizer',
      thread: '19:meeting_OpenHouse@thread.v2',
      lobby: 0,
    },
    both: { moving: true, roles: ['Presenter', 'Presenter', 'Organizer'], ids: true, server: true },
    after: ['Connected', 0],
    end: '0/0',
    left: { peers: 0, tracks: 0, sounds: 0 },
  });
});

// "Organizer, Co-organizer and Presenter … admit", "NotInitialized": how-tos/calling-sdk/lobby, …/capabilities.
test('the lobby: a waiting participant sees nobody; organizer and presenter admit one or all, or reject; the call goes on meanwhile', async () => {
  const seen = await run(async ({ agentOf, meetings, sdk, user, until, caught, first, mapAll, endOf }) => {
    const [a, b, c, e] = await Promise.all(
      mapAll(['alice', 'bob', 'carol', 'erin'], (name) => agentOf(name)),
    );
    const bob = b.agent.join(meetings.withLobby);
    const states: string[] = [];
    bob.on('stateChanged', () => states.push(bob.state));
    const changes: CapabilitiesChangeInfo[] = [];
    const ofBob = bob.feature(sdk.Features.Capabilities);
    ofBob.on('capabilitiesChanged', (change) => changes.push(change));
    await until(() => bob.state === 'InLobby');
    const call = a.agent.join(meetings.withLobby);
    const events: string[] = [];
    call.lobby.on('lobbyParticipantsUpdated', ({ added, removed }) =>
      events.push(`+${added.length}-${removed.length}`),
    );
    const waitingBob = await until(() => call.lobby.participants[0]);
    const waiting = {
      state: waitingBob.state,
      sees: bob.remoteParticipants.length,
      role: bob.role,
      capability: ofBob.capabilities.shareScreen,
      early: await caught(() => bob.lobby.admitAll()),
    };
    await call.lobby.admit(waitingBob.identifier);
    await until(() => bob.state === 'Connected' && first(call.remoteParticipants).state === 'Connected');
    const admitted = {
      left: call.lobby.participants.length,
      role: bob.role,
      reason: changes[1]?.reason,
      now: changes[1]?.newValue.manageLobby,
      before: changes[1]?.oldValue.manageLobby,
      first: changes[0]?.oldValue.manageLobby,
    };
    const carol = c.agent.join(meetings.withLobby);
    const erin = e.agent.join(meetings.withLobby);
    await until(() => bob.lobby.participants.length === 2 && call.lobby.participants.length === 2);
    await bob.lobby.reject(user('carol'));
    await until(() => carol.state === 'Disconnected');
    const gone = await caught(() => call.lobby.admit(user('carol')));
    const all = await call.lobby.admitAll();
    const everybodySeesTwo = () =>
      [call, bob, erin].every(({ remoteParticipants }) => remoteParticipants.length === 2);
    await until(() => erin.state === 'Connected' && everybodySeesTwo());
    const rejected = [endOf(carol), carol.remoteParticipants.length];
    await call.hangUp({ forEveryone: true });
    await until(() => bob.state === 'Disconnected' && erin.state === 'Disconnected');
    return { waiting, admitted, states: states.slice(0, 3), events, gone, all, rejected, end: endOf(bob) };
  });
  expect(seen).toEqual({
    waiting: {
      state: 'InLobby',
      sees: 0,
      role: 'Unknown',
      capability: { isPresent: false, reason: 'NotInitialized' },
      early: '403/0',
    },
    admitted: {
      left: 0,
      role: 'Presenter',
      reason: 'RoleChanged',
      now: { isPresent: true, reason: 'Capable' },
      before: { isPresent: false, reason: 'NotInitialized' },
      first: { isPresent: false, reason: 'FeatureNotSupported' },
    },
    states: ['Connecting', 'InLobby', 'Connected'],
    events: ['+1-0', '+0-1', '+1-0', '+1-0', '+0-1', '+0-1'],
    gone: '400/0',
    all: { successCount: 1, failureCount: 0 },
    rejected: ['0/5854', 0],
    end: '0/4097',
  });
});

// "Actions available in the Teams meeting are defined by assigned role": concepts/interop/teams-user-calling.
test('an attendee is refused what the role forbids, and may do the rest', async () => {
  const seen = await run(async ({ meet, sdk, user, until, caught, first }) => {
    const [call, carol] = await meet('alice', 'carol');
    await until(() => carol.remoteParticipants[0]?.state === 'Connected');
    const alice = first(carol.remoteParticipants);
    const refused = [
      await caught(() => carol.removeParticipant(user('alice'))),
      await caught(() => carol.muteAllRemoteParticipants()),
      await caught(() => alice.mute()),
      await caught(() => carol.hangUp({ forEveryone: true })),
      await caught(() => carol.startScreenSharing()),
      await caught(() => carol.addParticipant(user('bob'))),
      await caught(() => carol.addParticipant({ phoneNumber: '+14255550100' })),
      await caught(() => carol.lobby.admitAll()),
      await caught(() => carol.lobby.reject(user('bob'))),
    ];
    const allowed = [
      await caught(() => carol.mute()),
      await caught(() => carol.feature(sdk.Features.RaiseHand).raiseHand()),
    ];
    const roles = [carol.role, alice.role, first(call.remoteParticipants).role, call.state, carol.state];
    const muted = new Promise((resolve) => {
      carol.on('mutedByOthers', () => resolve(carol.isMuted));
    });
    await carol.unmute();
    await call.muteAllRemoteParticipants();
    const byOthers = await muted;
    await call.removeParticipant(user('carol'));
    const left = call.remoteParticipants.length;
    await until(() => carol.state === 'Disconnected');
    await call.hangUp();
    return { refused, allowed, roles, byOthers, left, end: carol.callEndReason?.subCode };
  });
  expect({ ...seen, refused: seen.refused.map((code) => code.split('/')[0]) }).toEqual({
    refused: Array.from({ length: 9 }, () => '403'),
    allowed: ['silent', 'silent'],
    roles: ['Attendee', 'Organizer', 'Attendee', 'Connected', 'Connected'],
    byOthers: true,
    left: 0,
    end: 5300,
  });
});

// 404 is "the call you're joining exists": troubleshooting-codes. What a malformed locator throws is the emulator's choice.
test('a locator that names no meeting throws; an unknown meeting, or a wrong passcode, ends the call', async () => {
  const seen = await run(async ({ agentOf, meetings, until, caught, endOf }) => {
    const { agent } = await agentOf('alice');
    const malformed = [
      { meetingLink: 'https://example.com/l/meetup-join/19%3ameeting_x%40thread.v2/0' },
      { meetingLink: 'meeting' },
      { meetingId: '12' },
      {},
      undefined,
      { threadId: '19:group@thread.v2', organizerId: '', tenantId: '', messageId: '0' },
    ];
    const thrown = await Promise.all(malformed.map((locator) => caught(() => agent.join(locator as never))));
    const link = 'https://teams.microsoft.com/meet/201000000001';
    const ends: string[] = [];
    for (const locator of [
      { meetingId: '999999999999' },
      { ...meetings.openHouse, passcode: 'wrong' },
      { meetingLink: `${link}?p=wrong` },
    ]) {
      const call = agent.join(locator as { meetingLink: string });
      await until(() => call.state === 'Disconnected');
      ends.push(endOf(call));
    }
    const joined = agent.join({ meetingLink: `${link}?p=open01` });
    await until(() => joined.state === 'Connected');
    const twice = agent.join(meetings.openHouse);
    await until(() => twice.state === 'Disconnected');
    await joined.hangUp();
    return { thrown, ends, calls: agent.calls.length };
  });
  expect({ ...seen, thrown: seen.thrown.map((code) => code.split('/')[0]) }).toEqual({
    thrown: Array.from({ length: 6 }, () => '400'),
    ends: ['404/5751', '404/5751', '404/5751'],
    calls: 0,
  });
});
