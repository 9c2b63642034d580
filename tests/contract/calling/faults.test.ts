import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { harnessOfFile } from './ofFile.ts';

// No fake permission prompt: a permission that is not granted is then refused.
const { harness } = harnessOfFile('', { closedGraceMs: 2_000 }, { fakeUi: false });

const devices = ['camera', 'microphone'];

/** Alice and Bob, each in a page, in a call: `call` in hers, `peer` in his. */
async function twoPages(): Promise<[alice: Page, bob: Page]> {
  const [alice, bob] = await Promise.all([
    harness().page({ allow: devices }),
    harness().page({ allow: devices }),
  ]);
  await bob.evaluate(`(async () => {
    globalThis.b = await agentOf('bob');
    b.agent.on('incomingCall', async ({ incomingCall }) => { globalThis.peer = await incomingCall.accept(); });
  })()`);
  await alice.evaluate(`(async () => {
    globalThis.a = await agentOf('alice');
    a.agent.on('connectionStateChanged', ({ newValue }) => log.push(newValue));
    globalThis.call = a.agent.startCall(user('bob'));
    call.feature(sdk.Features.UserFacingDiagnostics).network.on('diagnosticChanged', ({ diagnostic, value }) => log.push(diagnostic + ' ' + value));
    await until(() => call.state === 'Connected');
  })()`);
  return [alice, bob];
}

const leave = (...pages: Page[]) => Promise.all(pages.map((page) => page.context().close()));

test.each([1006, 1011, 4401])(
  'signalling closed with %i comes back, the call stays, and what happened meanwhile arrives',
  async (code) => {
    const [alice, bob] = await twoPages();
    if (code === 1006) harness().signalling.dropSockets();
    else harness().signalling.dropSockets(code);
    await bob.evaluate(`peer.mute()`);
    await alice.evaluate(`until(() => call.remoteParticipants[0]?.isMuted)`);
    await alice.evaluate(`until(() => a.agent.connectionState === 'Connected')`);
    expect(await alice.evaluate('[call.state, ...log]')).toEqual(['Connected', 'Disconnected', 'Connected']);
    await alice.evaluate(`call.hangUp()`);
    await bob.evaluate(`until(() => peer.state === 'Disconnected')`);
    await leave(alice, bob);
  },
);

test.each([
  ['stops answering', { silentSignalling: true }],
  ['is gone', { refuseSignalling: 1011 }],
])('C24: a call warns within 5 s when the emulator %s, and not when it is back', async (_, condition) => {
  const [alice, bob] = await twoPages();
  harness().conditions.set(condition);
  if ('refuseSignalling' in condition) harness().signalling.dropSockets();
  const before = Date.now();
  for (const page of [alice, bob]) {
    await page.evaluate(`(async () => {
      const one = globalThis.call ?? peer, { network } = one.feature(sdk.Features.UserFacingDiagnostics);
      await until(() => network.getLatest().networkReconnect?.value > 1);
    })()`);
  }
  expect(Date.now() - before).toBeLessThan(5_000);
  harness().conditions.set({ silentSignalling: null, refuseSignalling: null });
  // A retry may be five seconds away.
  await alice.evaluate(`until(() => a.agent.connectionState === 'Connected', 15000)`);
  expect(await alice.evaluate(`[call.state, ...log.filter((line) => line.includes('etwork'))]`)).toEqual([
    'Connected',
    'networkReconnect 2',
    'networkReconnect 1',
  ]);
  await leave(alice, bob);
});

test('a socket that is open but silent is noticed within 15 s and replaced', async () => {
  const [alice, bob] = await twoPages();
  await alice.context().setOffline(true);
  const before = Date.now();
  await alice.evaluate(`until(() => a.agent.connectionState === 'Disconnected', 15000)`);
  expect(Date.now() - before).toBeLessThan(15_000);
  await bob.evaluate(`peer.mute()`);
  await alice.context().setOffline(false);
  await alice.evaluate(`until(() => call.remoteParticipants[0].isMuted)`);
  expect(await alice.evaluate(`call.state + ' ' + a.agent.connectionState`)).toBe('Connected Connected');
  // noNetwork true and networkReconnect Bad while away, both well again after. Poor (2) is told only when the next
  // socket takes longer than half a second.
  const told = await alice.evaluate<string[]>(`log.filter((line) => line.includes('etwork'))`);
  expect(told.filter((line) => line !== 'networkReconnect 2')).toEqual([
    'noNetwork true',
    'networkReconnect 3',
    'noNetwork false',
    'networkReconnect 1',
  ]);
  await leave(alice, bob);
});

test('hanging up works without a network, and the other side hears of it when it is back', async () => {
  const [alice, bob] = await twoPages();
  await alice.context().setOffline(true);
  await alice.evaluate(`call.hangUp()`);
  expect(await alice.evaluate(`call.state + ' ' + open().length + ' ' + live()`)).toBe('Disconnected 0 0');
  await alice.context().setOffline(false);
  await bob.evaluate(`until(() => peer.state === 'Disconnected')`);
  await leave(alice, bob);
});

test('a page that reloads in a call ends it for the other within seconds', async () => {
  const [alice, bob] = await twoPages();
  const before = Date.now();
  await alice.reload();
  expect(
    await bob.evaluate(`until(() => peer.state === 'Disconnected').then(() => peer.callEndReason.code)`),
  ).toBe(0);
  expect(Date.now() - before).toBeLessThan(5_000);
  await leave(alice, bob);
});

test('both sides looking for another way through the network at once keep the call, and its media', async () => {
  const [alice, bob] = await twoPages();
  const fragments = `[open()[0].localDescription, open()[0].remoteDescription].map(({ sdp }) => /ice-ufrag:(.*)/.exec(sdp)[1])`;
  const before = await alice.evaluate(fragments);
  await Promise.all([alice, bob].map((page) => page.evaluate(`dispatchEvent(new Event('online'))`)));
  await expect.poll(() => alice.evaluate(fragments)).not.toEqual(before);
  await alice.evaluate(`(async () => { await call.startVideo(await camera(a.client)); })()`);
  const { n } = await bob.evaluate<{ n: number }>(`(async () => {
    const stream = await until(() => peer.remoteParticipants[0].videoStreams.find((s) => s.isAvailable));
    return frames(stream);
  })()`);
  expect(n).toBeGreaterThan(3);
  expect(await alice.evaluate(`open()[0].signalingState + ' ' + open()[0].connectionState`)).toBe(
    'stable connected',
  );
  await leave(alice, bob);
});

test('without a microphone and a camera the call goes on, muted, and the diagnostics say why', async () => {
  const [alice, bob] = await Promise.all([harness().page(), harness().page({ allow: devices })]);
  await bob.evaluate(`(async () => {
    const b = await agentOf('bob');
    b.agent.on('incomingCall', async ({ incomingCall }) => { globalThis.peer = await incomingCall.accept(); });
  })()`);
  const seen = await alice.evaluate(`(async () => {
    globalThis.a = await agentOf('alice');
    const access = await (await a.client.getDeviceManager()).askDevicePermission({ audio: true, video: true });
    globalThis.call = a.agent.startCall(user('bob'));
    await until(() => call.state === 'Connected' && call.isMuted);
    const refused = async (act) => { try { await act(); } catch (e) { return e.code + '/' + e.subCode; } };
    const out = { access, muted: call.isMuted, unmute: await refused(() => call.unmute()) };
    out.video = await refused(async () => call.startVideo(new sdk.LocalVideoStream({ id: 'camera:', name: 'any', deviceType: 'UsbCamera' })));
    const latest = call.feature(sdk.Features.UserFacingDiagnostics).media.getLatest();
    out.microphone = latest.microphonePermissionDenied?.value;
    out.camera = latest.cameraPermissionDenied?.value;
    return out;
  })()`);
  expect(seen).toEqual({
    access: { audio: false, video: false },
    muted: true,
    unmute: '400/41016',
    video: '403/43001',
    microphone: true,
    camera: true,
  });
  await bob.evaluate(`until(() => peer.remoteParticipants[0].isMuted)`);
  await leave(alice, bob);
});
