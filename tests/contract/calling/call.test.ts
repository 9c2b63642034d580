import { expect, test } from 'vitest';
import { harnessOfFile } from './ofFile.ts';

const { play: inPage } = harnessOfFile('', { ringMs: 1_500, closedGraceMs: 500 });

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
    const sound = document.querySelector('audio');
    const heard = sound && !sound.muted && !sound.paused;
    log.push('hang up');
    await peer.hangUp();
    await until(() => call.state === 'Disconnected');
    ${clean}
    return { log, left, heard, end: call.callEndReason, calls: a.agent.calls.length, caller: inc.callerInfo };
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
  expect(seen).toMatchObject({ left: nothing, calls: 0, heard: true, end: { code: 0, subCode: 0 } });
});

test('declined, cancelled, hung up at once, no window: each ends with its code, on both sides', async () => {
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
    out.nobody = await end('carol');
    ${clean}
    return { ...out, left };
  `);
  expect(ends).toEqual({
    declined: '603/0',
    cancelled: '487 487/0',
    late: 'CallingCommunicationError 400/41006',
    early: '0/0',
    nobody: '480/10037',
    left: nothing,
  });
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

test('what is not emulated refuses by name, and a call refuses unknown events', async () => {
  const seen = await inPage(`${connect}
    const said = async (act) => { try { await act(); return 'silent'; } catch (e) { return e.name + ': ' + e.message; } };
    return {
      event: await said(() => call.on('nonsense', () => undefined)),
      agent: await said(() => new sdk.CallClient().createCallAgent({ getToken: async () => ({ token: 'e30.' + btoa(JSON.stringify({ skypeid: 'acs:x' })) + '.x' }), dispose() {} })),
      callee: await said(() => a.agent.startCall('bob')),
    };
  `);
  expect(seen.event).toMatch(/event of TeamsCall/);
  expect(seen.agent).toMatch(
    /^CallingCommunicationError: CallClient\.createCallAgent\(\): .*instead: .*createTeamsCallAgent/,
  );
  expect(seen.callee).toMatch(/not a valid identifier/);
});
