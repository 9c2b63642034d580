import { expect, test } from 'vitest';
import { harnessOfFile } from './ofFile.ts';

const { play: inPage } = harnessOfFile();

test('three people in one call see each other, the one who was named twice once; one is removed, one leaves, and the call ends', async () => {
  const seen = await inPage(`
    const a = await agentOf('alice'), b = await agentOf('bob'), c = await agentOf('carol');
    const [cams, rings] = [await Promise.all([a, b, c].map((x) => camera(x.client))), [incoming(b.agent), incoming(c.agent)]];
    const missing = (() => { try { a.agent.startCall([user('bob'), user('carol')]); } catch (e) { return e.code + '/' + e.subCode; } })();
    const call = a.agent.startCall([user('bob'), user('carol'), user('bob')], { threadId: '19:group@thread.v2', videoOptions: { localVideoStreams: [cams[0]] } });
    const peers = await Promise.all(rings.map(async (ring, i) => (await ring).accept({ videoOptions: { localVideoStreams: [cams[i + 1]] } })));
    const all = [call, ...peers];
    const connected = () => all.every((x) => x.state === 'Connected' && x.remoteParticipants.length === 2 && x.remoteParticipants.every((p) => p.state === 'Connected' && p.videoStreams[0]?.isAvailable));
    await until(connected);
    const streams = all.flatMap((x) => x.remoteParticipants.map((p) => p.videoStreams[0]));
    const moving = (await Promise.all(streams.map((stream) => frames(stream)))).map(({ n }) => n > 1);
    const carol = peers[1], bob = peers[0];
    const muted = new Promise((done) => carol.on('mutedByOthers', () => done(carol.isMuted)));
    await bob.remoteParticipants.find((p) => p.identifier.microsoftTeamsUserId === ids.carol).mute();
    const byOthers = [await muted, bob.isMuted];
    const speakers = call.feature(sdk.Features.DominantSpeakers);
    await until(() => speakers.dominantSpeakers.speakersList[0]?.microsoftTeamsUserId === ids.bob);
    await bob.removeParticipant(user('carol'));
    await until(() => carol.state === 'Disconnected' && call.remoteParticipants.length === 1 && bob.remoteParticipants.length === 1);
    const removed = carol.callEndReason.subCode;
    await call.hangUp();
    await until(() => bob.state === 'Disconnected');
    await new Promise((r) => setTimeout(r, 200));
    return { missing, moving, byOthers, removed, left: { peers: open().length, tracks: live() } };
  `);
  expect(seen).toEqual({
    missing: '500/41001',
    moving: Array.from({ length: 6 }, () => true),
    byOthers: [true, false],
    removed: 5300,
    left: { peers: 0, tracks: 0 },
  });
});

// "Promote a one-to-one call … with PSTN participants", `threadId`, `callInfoChanged`: how-tos/cte-calling-sdk/manage-calls.
test('a 1:1 call becomes a group call when a phone is added: its chat is told, others can be muted, a hold is one’s own', async () => {
  const seen = await inPage(`
    const a = await agentOf('alice'), b = await agentOf('bob');
    const ring = incoming(b.agent);
    const call = a.agent.startCall(user('bob'));
    const bob = await (await ring).accept();
    await until(() => call.state === 'Connected' && bob.state === 'Connected');
    const caps = bob.feature(sdk.Features.Capabilities);
    const before = { thread: call.info.threadId, mute: await call.muteAllRemoteParticipants().catch((x) => x.code), cap: caps.capabilities.muteOthers.reason, lobby: call.lobby.participants.length, role: call.role };
    const changed = new Promise((done) => bob.info.onCallInfoChanged('callInfoChanged', () => done(bob.info.threadId)));
    const cap = new Promise((done) => caps.on('capabilitiesChanged', ({ newValue }) => done(newValue.muteOthers.isPresent)));
    const phone = call.addParticipant({ phoneNumber: '+14255550100' }, { threadId: '19:promoted@thread.v2' });
    await until(() => phone.state === 'Connected' && bob.remoteParticipants.length === 2 && bob.remoteParticipants.every((p) => p.state === 'Connected'));
    const after = { thread: await changed, own: call.info.threadId, cap: await cap, phone: bob.remoteParticipants[1].identifier.phoneNumber };
    const sound = await bob.remoteAudioStreams[1].getVolume();
    await until(() => sound.level > 0);
    await call.removeParticipant({ phoneNumber: '+14255550100' });
    const left = call.remoteParticipants.length;
    await call.hold();
    await until(() => bob.remoteParticipants[0].state === 'Hold');
    const hold = [call.state, bob.state];
    const busy = bob.addParticipant({ phoneNumber: '+14255550101' });
    await until(() => busy.state === 'Disconnected');
    await bob.hangUp();
    await until(() => call.state === 'Disconnected');
    return { before, after, left, hold, busy: busy.callEndReason.code + '/' + busy.callEndReason.subCode };
  `);
  expect(seen).toEqual({
    before: { mute: 405, lobby: 0, cap: 'CapabilityNotApplicableForTheCallType', role: 'Unknown' },
    after: {
      thread: '19:promoted@thread.v2',
      own: '19:promoted@thread.v2',
      cap: true,
      phone: '+14255550100',
    },
    left: 1,
    hold: ['LocalHold', 'Connected'],
    busy: '486/560486',
  });
});
