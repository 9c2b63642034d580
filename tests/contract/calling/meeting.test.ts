import { expect, test } from 'vitest';
import { harnessOfFile } from './ofFile.ts';

const { play: inPage } =
  harnessOfFile(`const openHouse = { meetingId: '201 000 000 001', passcode: 'open01' };
     const withLobby = { meetingId: '201000000002', passcode: 'lobby2' };
     const townHall = { meetingId: '201000000003', passcode: 'crowd3' };
     const link = (thread, oid) => 'https://teams.microsoft.com/l/meetup-join/' + encodeURIComponent(thread) + '/0?context=' + encodeURIComponent(JSON.stringify({ Tid: ids.alice, Oid: oid }));
`);

// "Join Teams meeting with meeting code", "with meeting URL": how-tos/cte-calling-sdk/manage-calls.
test('a meeting is joined alone, then by its link; one shares at a time; it goes on when one leaves', async () => {
  const seen = await inPage(
    `
    const a = await agentOf('alice'), b = await agentOf('bob');
    const cam = await camera(b.client);
    const call = a.agent.join(openHouse);
    const states = [call.state]; call.on('stateChanged', () => states.push(call.state));
    await until(() => call.state === 'Connected');
    const alone = { states, kind: call.kind, direction: call.direction, role: call.role, thread: call.info.threadId, lobby: call.lobby.participants.length };
    const bob = b.agent.join({ meetingLink: link(call.info.threadId, ids.alice) }, { videoOptions: { localVideoStreams: [cam] } });
    await until(() => bob.state === 'Connected' && call.remoteParticipants[0]?.state === 'Connected' && bob.remoteParticipants[0]?.state === 'Connected');
    const { n } = await frames(await until(() => call.remoteParticipants[0].videoStreams.find((s) => s.isAvailable)));
    const both = { moving: n > 1, roles: [bob.role, call.remoteParticipants[0].role, bob.remoteParticipants[0].role], ids: call.id !== bob.id, server: await call.info.getServerCallId() === await bob.info.getServerCallId() };
    const shares = (x) => x.remoteParticipants[0].videoStreams.some((s) => s.mediaStreamType === 'ScreenSharing' && s.isAvailable);
    await call.startScreenSharing(); await until(() => shares(bob));
    await bob.startScreenSharing(); await until(() => shares(call) && !shares(bob) && !call.isScreenSharingOn);
    await bob.hangUp();
    await until(() => call.remoteParticipants.length === 0);
    const after = [call.state, bob.callEndReason.code];
    await call.hangUp();
    return { alone, both, after, end: call.callEndReason.code + '/' + call.callEndReason.subCode, left: { peers: open().length, tracks: live() } };
  `,
  );
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
    left: { peers: 0, tracks: 0 },
  });
});

// "Organizer, Co-organizer and Presenter … admit", "NotInitialized": how-tos/calling-sdk/lobby, …/capabilities.
test('the lobby: whoever waits sees nobody; who may lets in one, all, or turns away; the rest of the call goes on', async () => {
  const seen = await inPage(`
    const [a, b, c, e] = await Promise.all(['alice', 'bob', 'carol', 'erin'].map((name) => agentOf(name)));
    const bob = b.agent.join(withLobby);
    const states = []; bob.on('stateChanged', () => states.push(bob.state));
    const changes = []; bob.feature(sdk.Features.Capabilities).on('capabilitiesChanged', (x) => changes.push(x));
    await until(() => bob.state === 'InLobby');
    const call = a.agent.join(withLobby);
    const news = []; call.lobby.on('lobbyParticipantsUpdated', ({ added, removed }) => news.push('+' + added.length + '-' + removed.length));
    await until(() => call.lobby.participants.length === 1);
    const waiting = { state: call.lobby.participants[0].state, sees: bob.remoteParticipants.length, role: bob.role, cap: bob.feature(sdk.Features.Capabilities).capabilities.shareScreen, early: await bob.lobby.admitAll().catch((x) => x.name + ' ' + x.code) };
    await call.lobby.admit(call.lobby.participants[0].identifier);
    await until(() => bob.state === 'Connected' && call.remoteParticipants[0].state === 'Connected');
    const let_in = { left: call.lobby.participants.length, role: bob.role, reason: changes[1].reason, now: changes[1].newValue.manageLobby, before: changes[1].oldValue.manageLobby, first: changes[0].oldValue.manageLobby };
    const [carol, erin] = [c, e].map((x) => x.agent.join(withLobby));
    await until(() => bob.lobby.participants.length === 2 && call.lobby.participants.length === 2);
    await bob.lobby.reject(user('carol'));
    await until(() => carol.state === 'Disconnected');
    const wrong = await call.lobby.admit(user('carol')).catch((x) => x.code);
    const all = await call.lobby.admitAll();
    await until(() => erin.state === 'Connected' && [call, bob, erin].every((x) => x.remoteParticipants.length === 2));
    const end = carol.callEndReason;
    await call.hangUp({ forEveryone: true });
    await until(() => bob.state === 'Disconnected' && erin.state === 'Disconnected');
    return { waiting, let_in, states: states.slice(0, 3), news, wrong, all, end: [end.code, end.subCode, carol.remoteParticipants.length], over: bob.callEndReason.subCode };
  `);
  expect(seen).toEqual({
    waiting: {
      state: 'InLobby',
      sees: 0,
      role: 'Unknown',
      cap: { isPresent: false, reason: 'NotInitialized' },
      early: 'CallingCommunicationError 403',
    },
    let_in: {
      left: 0,
      role: 'Presenter',
      reason: 'RoleChanged',
      now: { isPresent: true, reason: 'Capable' },
      before: { isPresent: false, reason: 'NotInitialized' },
      first: { isPresent: false, reason: 'FeatureNotSupported' },
    },
    states: ['Connecting', 'InLobby', 'Connected'],
    news: ['+1-0', '+0-1', '+1-0', '+1-0', '+0-1', '+0-1'],
    wrong: 400,
    all: { successCount: 1, failureCount: 0 },
    end: [0, 5854, 0],
    over: 4097,
  });
});

// "Actions available in the Teams meeting are defined by assigned role": concepts/interop/teams-user-calling.
test('an attendee is refused what the role forbids, and may do the rest', async () => {
  const seen = await inPage(`
    const [a, c] = await Promise.all(['alice', 'carol'].map((name) => agentOf(name)));
    const [call, carol] = [a, c].map((x) => x.agent.join(townHall));
    await until(() => call.state === 'Connected' && carol.state === 'Connected' && carol.remoteParticipants[0]?.state === 'Connected');
    const code = async (act) => { try { await act(); return 'done'; } catch (x) { return x.name === 'CallingCommunicationError' ? x.code : String(x); } };
    const them = carol.remoteParticipants[0];
    const refused = [];
    for (const act of [() => carol.removeParticipant(user('alice')), () => carol.muteAllRemoteParticipants(), () => them.mute(), () => carol.hangUp({ forEveryone: true }), () => carol.startScreenSharing(), () => carol.addParticipant(user('bob')), () => carol.addParticipant({ phoneNumber: '+14255550100' }), () => carol.lobby.admitAll(), () => carol.lobby.reject(user('bob'))]) refused.push(await code(act));
    const allowed = [await code(() => carol.mute()), await code(() => carol.feature(sdk.Features.RaiseHand).raiseHand())];
    const roles = [carol.role, them.role, call.remoteParticipants[0].role, call.state, carol.state];
    const muted = new Promise((done) => carol.on('mutedByOthers', () => done(carol.isMuted)));
    await carol.unmute(); await call.muteAllRemoteParticipants();
    const byOthers = await muted;
    await call.removeParticipant(user('carol'));
    const left = call.remoteParticipants.length;
    await until(() => carol.state === 'Disconnected');
    await call.hangUp();
    return { refused, allowed, roles, byOthers, left, end: carol.callEndReason.subCode };
  `);
  expect(seen).toEqual({
    refused: Array.from({ length: 9 }, () => 403),
    allowed: ['done', 'done'],
    roles: ['Attendee', 'Organizer', 'Attendee', 'Connected', 'Connected'],
    byOthers: true,
    left: 0,
    end: 5300,
  });
});

// 404 is "the call you're joining exists": troubleshooting-codes. What a malformed locator throws is the emulator's choice.
test('what names no meeting throws; a meeting that does not exist, or another passcode, ends the call', async () => {
  const seen = await inPage(`
    const a = await agentOf('alice');
    const thrown = [{ meetingLink: 'https://example.com/l/meetup-join/19%3ameeting_x%40thread.v2/0' }, { meetingLink: 'meeting' }, { meetingId: '12' }, {}, undefined, { threadId: '19:group@thread.v2', organizerId: '', tenantId: '', messageId: '0' }]
      .map((locator) => { try { a.agent.join(locator); return 'joined'; } catch (x) { return x.name + ' ' + x.code; } });
    const ends = [];
    for (const locator of [{ meetingId: '999999999999' }, { ...openHouse, passcode: 'wrong' }, { meetingLink: 'https://teams.microsoft.com/meet/201000000001?p=wrong' }]) {
      const call = a.agent.join(locator);
      await until(() => call.state === 'Disconnected');
      ends.push(call.callEndReason.code + '/' + call.callEndReason.subCode);
    }
    const short = a.agent.join({ meetingLink: 'https://teams.microsoft.com/meet/201000000001?p=open01' });
    await until(() => short.state === 'Connected');
    const twice = a.agent.join(openHouse);
    await until(() => twice.state === 'Disconnected');
    await short.hangUp();
    return { thrown, ends, calls: a.agent.calls.length };
  `);
  expect(seen).toEqual({
    thrown: Array.from({ length: 6 }, () => 'CallingCommunicationError 400'),
    ends: ['404/5751', '404/5751', '404/5751'],
    calls: 0,
  });
});
