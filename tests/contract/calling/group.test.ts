import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { inPage as runInPage, startHarness, type Harness } from './harness.ts';

// Real browsers on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
}, 60_000);
afterAll(() => harness.close());

const inPage = (body: string) => runInPage(harness, body);

test('three people in one call see each other; one is removed, one leaves, and the call ends', async () => {
  const seen = await inPage(`
    const a = await agentOf('alice'), b = await agentOf('bob'), c = await agentOf('carol');
    const [cams, rings] = [await Promise.all([a, b, c].map((x) => camera(x.client))), [incoming(b.agent), incoming(c.agent)]];
    const missing = (() => { try { a.agent.startCall([user('bob'), user('carol')]); } catch (e) { return e.code + '/' + e.subCode; } })();
    const call = a.agent.startCall([user('bob'), user('carol')], { threadId: '19:group@thread.v2', videoOptions: { localVideoStreams: [cams[0]] } });
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

test('somebody added to a call rings and joins everyone; a second one who declines leaves the call as it is', async () => {
  const seen = await inPage(`
    const a = await agentOf('alice'), b = await agentOf('bob'), c = await agentOf('carol'), e = await agentOf('erin');
    const ring = incoming(b.agent);
    const call = a.agent.startCall(user('bob'));
    const bob = await (await ring).accept();
    await until(() => call.state === 'Connected');
    const rings = [incoming(c.agent), incoming(e.agent)];
    const added = bob.addParticipant(user('carol'), { threadId: '19:group@thread.v2' });
    const carol = await (await rings[0]).accept();
    await until(() => added.state === 'Connected' && carol.remoteParticipants.length === 2 && carol.remoteParticipants.every((p) => p.state === 'Connected'));
    const erin = call.addParticipant(user('erin'));
    await (await rings[1]).reject();
    await until(() => erin.state === 'Disconnected' && [call, bob, carol].every((x) => x.remoteParticipants.length === 2));
    const malformed = (() => { try { call.addParticipant(user('erin'), { threadId: 'x' }); } catch (e) { return e.name; } })();
    const out = { erin: erin.callEndReason.code, states: [call, bob, carol].map((x) => x.state + x.remoteParticipants.length), malformed };
    await call.hangUp({ forEveryone: true });
    await until(() => bob.state === 'Disconnected' && carol.state === 'Disconnected');
    return { ...out, ends: [bob, carol].map((x) => x.callEndReason.code + '/' + x.callEndReason.subCode) };
  `);
  expect(seen).toEqual({
    erin: 603,
    states: ['Connected2', 'Connected2', 'Connected2'],
    malformed: 'CallingCommunicationError',
    ends: ['0/4097', '0/4097'],
  });
});

test('a second call waits while the first is held, and each is resumed by itself', async () => {
  const seen = await inPage(`
    const a = await agentOf('alice'), b = await agentOf('bob'), c = await agentOf('carol');
    const ring = incoming(b.agent);
    const first = a.agent.startCall(user('bob'));
    const bob = await (await ring).accept();
    await until(() => first.state === 'Connected');
    const second = incoming(a.agent);
    const carol = c.agent.startCall(user('alice'));
    const inc = await second;
    await first.hold();
    const other = await inc.accept();
    await until(() => other.state === 'Connected' && bob.state === 'RemoteHold');
    const during = [first.state, other.state, a.agent.calls.length];
    await other.hold(); await first.resume();
    await until(() => bob.state === 'Connected' && carol.state === 'RemoteHold');
    await other.hangUp();
    await until(() => carol.state === 'Disconnected');
    return { during, after: [first.state, a.agent.calls.length] };
  `);
  expect(seen).toEqual({ during: ['LocalHold', 'Connected', 2], after: ['Connected', 1] });
});

test('two who call each other at once each get the other as a second call, and end both', async () => {
  const seen = await inPage(`
    const a = await agentOf('alice'), b = await agentOf('bob');
    const rings = [incoming(a.agent), incoming(b.agent)];
    const calls = [a.agent.startCall(user('bob')), b.agent.startCall(user('alice'))];
    const [toAlice, toBob] = await Promise.all(rings);
    const [other] = await Promise.all([toAlice.accept(), toBob.reject()]);
    await until(() => calls[0].state === 'Disconnected' && calls[1].state === 'Connected' && other.state === 'Connected');
    await Promise.all([other.hangUp(), calls[1].hangUp()]);
    return [calls[0].callEndReason.code, a.agent.calls.length, b.agent.calls.length];
  `);
  expect(seen).toEqual([603, 0, 0]);
});
