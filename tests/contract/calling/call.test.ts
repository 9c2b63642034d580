import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Page } from 'playwright';
import { inPage as runInPage, startHarness, type Harness } from './harness.ts';

// Real browsers on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ ring: 1_500, graceClosed: 500 });
}, 60_000);
afterAll(() => harness.close());

const inPage = (body: string, page?: Page) => runInPage(harness, body, page);

/** Alice calls Bob, who accepts: `a`, `b`, `call`, `peer`. */
const connect = `
  const a = await agentOf('alice'), b = await agentOf('bob');
  const ring = incoming(b.agent);
  const call = a.agent.startCall(user('bob'));
  const peer = await (await ring).accept();
  await until(() => call.state === 'Connected' && peer.state === 'Connected');
`;
/** Nothing stays open after a call. */
const clean = `await new Promise((r) => setTimeout(r, 200));
  const left = { peers: open().length, tracks: live(), sounds: document.querySelectorAll('audio').length };`;
const nothing = { peers: 0, tracks: 0, sounds: 0 };

test('a call is None and listed when startCall returns, then Connecting, Ringing, Connected; events end in order', async () => {
  const seen = await inPage(`
    const a = await agentOf('alice'), b = await agentOf('bob');
    a.agent.on('callsUpdated', ({ added, removed }) => log.push('calls +' + added.length + ' -' + removed.length));
    const ring = incoming(b.agent);
    const call = a.agent.startCall(user('bob'));
    log.push('returned ' + call.state + ' ' + a.agent.calls.includes(call));
    call.on('stateChanged', () => log.push(call.state));
    call.on('remoteParticipantsUpdated', ({ removed }) => log.push('participants -' + removed.length));
    const them = call.remoteParticipants[0];
    them.on('stateChanged', () => log.push('they: ' + them.state));
    const inc = await ring;
    const peer = await inc.accept();
    await until(() => call.state === 'Connected' && peer.state === 'Connected');
    log.push('hang up');
    await peer.hangUp();
    await until(() => call.state === 'Disconnected');
    ${clean}
    return { log, left, end: call.callEndReason, calls: a.agent.calls.length, caller: inc.callerInfo };
  `);
  expect(seen.log).toEqual([
    'calls +1 -0',
    'returned None true',
    'Connecting',
    'they: Ringing',
    'Ringing',
    'they: Connected',
    'Connected',
    'hang up',
    'they: Disconnected',
    'participants -1',
    'calls +0 -1',
    'Disconnected',
  ]);
  expect(seen).toMatchObject({ left: nothing, calls: 0, end: { code: 0, subCode: 0 } });
});

test('two pages exchange moving pictures and sound, and give everything back', async () => {
  const [alice, bob] = await Promise.all([harness.page(), harness.page()]);
  await bob.evaluate(`(async () => {
    globalThis.b = await agentOf('bob');
    b.agent.on('incomingCall', async ({ incomingCall }) => {
      globalThis.peer = await incomingCall.accept({ videoOptions: { localVideoStreams: [await camera(b.client)] } });
    });
  })()`);
  const here = await inPage(
    `const a = await agentOf('alice');
    globalThis.call = a.agent.startCall(user('bob'), { videoOptions: { localVideoStreams: [await camera(a.client)] } });
    await until(() => call.state === 'Connected');
    const stream = await until(() => call.remoteParticipants[0].videoStreams.find((s) => s.isAvailable));
    await until(() => stream.isReceiving && stream.size.width > 0);
    const volume = await call.remoteAudioStreams[0].getVolume();
    await until(() => volume.level > 0);
    const sound = document.querySelector('audio');
    return { frames: await frames(stream), size: stream.size, muted: sound.muted, paused: sound.paused };`,
    alice,
  );
  expect(here).toMatchObject({ size: { width: 640, height: 360 }, muted: false, paused: false });
  expect((here.frames as { n: number }).n).toBeGreaterThan(3);
  const there = await inPage(
    `const stream = await until(() => peer.remoteParticipants[0].videoStreams[0]);
    const seen = await frames(stream);
    await peer.hangUp();
    ${clean}
    return { seen, left };`,
    bob,
  );
  expect((there.seen as { n: number }).n).toBeGreaterThan(3);
  expect(there.left).toEqual(nothing);
  expect(
    await inPage(`await until(() => call.state === 'Disconnected'); ${clean} return left;`, alice),
  ).toEqual(nothing);
  await Promise.all([alice.context().close(), bob.context().close()]);
});

test('declined, cancelled, busy, unknown, no window, no answer: each ends with its code, on both sides', async () => {
  const ends = await inPage(`
    const a = await agentOf('alice'), b = await agentOf('bob');
    const end = async (who) => { const c = a.agent.startCall(user(who)); await until(() => c.state === 'Disconnected'); return c.callEndReason.code + '/' + c.callEndReason.subCode; };
    const out = {};
    let ring = incoming(b.agent);
    const one = end('bob');
    await (await ring).reject();
    out.declined = await one;
    ring = incoming(b.agent);
    const cancelled = a.agent.startCall(user('bob'));
    const inc = await ring;
    const heard = new Promise((done) => inc.on('callEnded', ({ callEndReason }) => done(callEndReason)));
    await until(() => cancelled.state === 'Ringing');
    await cancelled.hangUp();
    const reason = await heard;
    out.cancelled = cancelled.callEndReason.code + ' ' + reason.code + '/' + reason.subCode;
    out.late = await inc.accept().catch((e) => e.name + ' ' + e.code + '/' + e.subCode);
    const early = a.agent.startCall(user('bob'));
    await early.hangUp();
    out.early = early.callEndReason.code + '/' + early.callEndReason.subCode;
    out.busy = await end('busy');
    out.unknown = await end('99999999-9999-4999-8999-999999999999');
    out.nobody = await end('carol');
    out.noanswer = await end('noanswer');
    ${clean}
    return { ...out, left };
  `);
  expect(ends).toEqual({
    declined: '603/0',
    cancelled: '487 487/0',
    late: 'CallingCommunicationError 400/41006',
    early: '0/0',
    busy: '486/0',
    unknown: '404/0',
    nobody: '480/10037',
    noanswer: '487/10004',
    left: nothing,
  });
});

test('both windows of a person ring; answering in one ends the other with 487/10003', async () => {
  const [one, two, caller] = await Promise.all([harness.page(), harness.page(), harness.page()]);
  for (const page of [one, two]) {
    await page.evaluate(
      `(async () => { const b = await agentOf('bob'); globalThis.ring = incoming(b.agent); })()`,
    );
  }
  await caller.evaluate(
    `(async () => { const a = await agentOf('alice'); globalThis.call = a.agent.startCall(user('bob')); })()`,
  );
  const elsewhere = two.evaluate(
    `ring.then((inc) => new Promise((done) => inc.on('callEnded', ({ callEndReason }) => done(callEndReason.code + '/' + callEndReason.subCode))))`,
  );
  await two.evaluate(`ring.then(() => true)`);
  await one.evaluate(`ring.then(async (inc) => { globalThis.peer = await inc.accept(); })`);
  expect(await elsewhere).toBe('487/10003');
  await caller.evaluate(`until(() => call.state === 'Connected')`);
  await Promise.all([one, two, caller].map((page) => page.context().close()));
});

test('hold silences this side, tells the other, and everyone who held must resume', async () => {
  const seen = await inPage(`${connect}
    const out = [];
    const both = () => out.push(call.state + ' ' + peer.state + ' ' + peer.remoteParticipants[0].state);
    await call.hold(); await until(() => peer.state === 'RemoteHold'); both();
    await peer.hold(); await until(() => call.remoteParticipants[0].state === 'Hold'); both();
    await call.resume(); await until(() => peer.remoteParticipants[0].state === 'Connected'); both();
    await peer.resume(); await until(() => call.state === 'Connected'); both();
    const refused = await call.hangUp().then(() => call.hold()).catch((e) => e.subCode);
    return { out, refused };
  `);
  expect(seen).toEqual({
    out: [
      'LocalHold RemoteHold Hold',
      'LocalHold LocalHold Hold',
      'RemoteHold LocalHold Connected',
      'Connected Connected Connected',
    ],
    refused: 41033,
  });
});

test('cameras turned on by both at once in a running call arrive on both sides, and off again', async () => {
  const seen = await inPage(`${connect}
    const mine = await camera(a.client), theirs = await camera(b.client);
    await Promise.all([call.startVideo(mine), peer.startVideo(theirs)]);
    const [here, there] = await Promise.all([call, peer].map((c) => until(() => c.remoteParticipants[0].videoStreams.find((s) => s.isAvailable))));
    const counted = await Promise.all([frames(here), frames(there)]);
    const twice = await call.startVideo(mine).catch((e) => e.subCode);
    await call.stopVideo(mine);
    await until(() => !there.isAvailable);
    const again = await call.stopVideo(mine).catch((e) => e.subCode);
    return { moving: counted.every(({ n }) => n > 3), on: call.isLocalVideoStarted, twice, again, streams: call.localVideoStreams.length };
  `);
  expect(seen).toEqual({ moving: true, on: false, twice: 41027, again: 41030, streams: 0 });
});

test('a preview and a call share one camera, which stays open until the last of them is gone', async () => {
  const seen = await inPage(`${connect}
    const stream = new sdk.LocalVideoStream((await (await a.client.getDeviceManager()).getCameras())[0], { autoDisposeOnCallEnd: false });
    await until(() => live() === 2);
    const before = live();
    const renderer = new sdk.VideoStreamRenderer(stream);
    const view = await renderer.createView({ isMirrored: true, scalingMode: 'Fit' });
    await call.startVideo(stream);
    const shared = live() - before;
    await call.hangUp();
    await until(() => peer.state === 'Disconnected');
    const previewed = live();
    const style = view.target.querySelector('video').style;
    const drawn = style.objectFit + ' ' + style.transform;
    renderer.dispose();
    ${clean}
    return { shared, previewed, drawn, left };
  `);
  expect(seen).toEqual({ shared: 1, previewed: 1, drawn: 'contain scaleX(-1)', left: nothing });
});

test('mute is told to the other side, and a screen share is a stream of its own', async () => {
  const seen = await inPage(`${connect}
    await call.mute();
    await until(() => peer.remoteParticipants[0].isMuted);
    await call.unmute();
    await until(() => !peer.remoteParticipants[0].isMuted);
    await call.startScreenSharing();
    const screen = await until(() => peer.remoteParticipants[0].videoStreams.find((s) => s.isAvailable));
    const shown = await frames(screen);
    const twice = await call.startScreenSharing().catch((e) => e.subCode);
    const on = call.isScreenSharingOn;
    await call.stopScreenSharing();
    await until(() => !screen.isAvailable);
    return { type: screen.mediaStreamType, moving: shown.n > 0, twice, on, off: call.isScreenSharingOn };
  `);
  expect(seen).toEqual({ type: 'ScreenSharing', moving: true, twice: 41035, on: true, off: false });
});

test('every object works through a Proxy', async () => {
  const seen = await inPage(`
    const proxy = (target) => new Proxy(target, { get(t, p) { const v = Reflect.get(t, p); return typeof v === 'function' ? (...args) => { const r = v.apply(proxied.get(t), args); return r; } : v; } });
    const proxied = new Map();
    const wrap = (target) => { const p = proxy(target); proxied.set(target, p); return p; };
    const a = await agentOf('alice', wrap), b = await agentOf('bob', wrap);
    const ring = incoming(b.agent);
    const devices = wrap(await a.client.getDeviceManager());
    const stream = wrap(new sdk.LocalVideoStream((await devices.getCameras())[0]));
    const call = wrap(a.agent.startCall(user('bob'), { videoOptions: { localVideoStreams: [stream] } }));
    const peer = wrap(await wrap(await ring).accept());
    await until(() => call.state === 'Connected' && peer.state === 'Connected');
    const them = wrap(await until(() => peer.remoteParticipants[0]));
    const { n } = await frames(wrap(await until(() => them.videoStreams[0])));
    await call.mute(); await until(() => them.isMuted);
    await call.hold(); await call.resume();
    await call.stopVideo(stream);
    const names = Object.keys(call.feature(sdk.Features.Capabilities).capabilities).length;
    const same = call.feature(sdk.Features.Capabilities) === call.feature(sdk.Features.Capabilities);
    await call.hangUp();
    await until(() => peer.state === 'Disconnected');
    await a.agent.dispose(); await b.agent.dispose();
    ${clean}
    return { moving: n > 3, names, same, calls: a.agent.calls.length, left };
  `);
  expect(seen).toEqual({ moving: true, names: 25, same: true, calls: 0, left: nothing });
});

test('what is not emulated refuses by name, and unknown events do too', async () => {
  const seen = await inPage(`${connect}
    const said = async (act) => { try { await act(); return 'silent'; } catch (e) { return e.name + ': ' + e.message; } };
    return {
      feature: await said(() => call.feature(sdk.Features.TogetherMode)),
      event: await said(() => call.on('nonsense', () => undefined)),
      agent: await said(() => a.client.createCallAgent()),
      callee: await said(() => a.agent.startCall('bob')),
    };
  `);
  expect(seen.feature).toMatch(/^CallingCommunicationError: Features\.TogetherMode/);
  expect(seen.event).toMatch(/nonsense/);
  expect(seen.agent).toMatch(/createTeamsCallAgent/);
  expect(seen.callee).toMatch(/not a valid identifier/);
});
