import type { UserFacingDiagnosticsFeature } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import type { AgentsPage } from '../../support/calling/harness.ts';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';
import type { AgentsApi } from '../../support/calling/page/agentsApi.ts';

// Without answers to permission prompts, a permission that is not granted is refused.
const { harness } = harnessOfFile({ closedGraceMs: 2_000 }, { fakeUi: false });

const devices = ['camera', 'microphone'];

/** A page in which Bob accepts every call. */
async function openBob() {
  const page = await harness().openPage({ allow: devices });
  return page.keep(async ({ agentOf, acceptCalls, until }) => {
    const { agent } = await agentOf('bob');
    const accepted = acceptCalls(agent);
    return { peer: () => until(() => accepted[0]) };
  });
}

/** Alice and Bob in a call, each in a page. Alice notes how her connection and her network change. */
async function twoPages() {
  const [page, bob] = await Promise.all([harness().openPage({ allow: devices }), openBob()]);
  const alice = await page.keep(async ({ sdk, agentOf, user, log, until }) => {
    const a = await agentOf('alice');
    a.agent.on('connectionStateChanged', ({ newValue }) => log.push(newValue));
    const call = a.agent.startCall(user('bob'));
    const { network } = call.feature(sdk.Features.UserFacingDiagnostics);
    network.on('diagnosticChanged', ({ diagnostic, value }) => log.push(`${diagnostic} ${value}`));
    await until(() => call.state === 'Connected');
    const networkLog = () => (log as string[]).filter((line) => line.includes('etwork'));
    return { a, call, network, networkLog };
  });
  return [alice, bob] as const;
}

type Alice = Awaited<ReturnType<typeof twoPages>>[0];
type Bob = Awaited<ReturnType<typeof openBob>>;

const closeAll = (...pages: Pick<AgentsPage, 'close'>[]) => Promise.all(pages.map((page) => page.close()));
const bobMutes = (bob: Bob) => bob.run(async ({ peer }) => (await peer()).mute());
const aliceHearsOfMute = (alice: Alice) =>
  alice.run(({ call, until }) => until(() => call.remoteParticipants[0]?.isMuted));
const callEndsForBob = (bob: Bob) =>
  bob.run(async ({ peer, until, endOf }) => {
    const call = await peer();
    await until(() => call.state === 'Disconnected');
    return endOf(call);
  });
/** A retry may be five seconds away. */
const aliceReconnects = (alice: Alice) =>
  alice.run(({ a, until }) => until(() => a.agent.connectionState === 'Connected', 15_000));

/** Runs in a page. */
const networkWarns = ({
  network,
  until,
}: Pick<AgentsApi, 'until'> & Pick<UserFacingDiagnosticsFeature, 'network'>) =>
  until(() => Number(network.getLatest().networkReconnect?.value) > 1);

test.each([1006, 1011, 4401])(
  'when signalling is closed with %i it reconnects, the call stays, and events from the meantime arrive',
  async (code) => {
    const [alice, bob] = await twoPages();
    if (code === 1006) harness().signalling.dropSockets();
    else harness().signalling.dropSockets(code);
    await bobMutes(bob);
    await aliceHearsOfMute(alice);
    await aliceReconnects(alice);
    expect(await alice.run(({ call, log }) => [call.state, ...log])).toEqual([
      'Connected',
      'Disconnected',
      'Connected',
    ]);
    await alice.run(({ call }) => call.hangUp());
    await callEndsForBob(bob);
    await closeAll(alice, bob);
  },
);

test.each([
  ['stops answering', { silentSignalling: true }],
  ['is gone', { refuseSignalling: 1011 }],
])('C24: a call warns within 5 s when the emulator %s, and not when it is back', async (_, condition) => {
  const [alice, bob] = await twoPages();
  const ofBob = await bob.keep(async ({ sdk, peer }) => {
    const { network } = (await peer()).feature(sdk.Features.UserFacingDiagnostics);
    return { network };
  });
  harness().conditions.set(condition);
  if ('refuseSignalling' in condition) harness().signalling.dropSockets();
  const before = Date.now();
  await alice.run(networkWarns);
  await ofBob.run(networkWarns);
  expect(Date.now() - before).toBeLessThan(5_000);
  harness().conditions.set({ silentSignalling: null, refuseSignalling: null });
  await aliceReconnects(alice);
  expect(await alice.run(({ call, networkLog }) => [call.state, ...networkLog()])).toEqual([
    'Connected',
    'networkReconnect 2',
    'networkReconnect 1',
  ]);
  await closeAll(alice, bob);
});

test('the agent notices within 15 s that a socket is open but silent, and replaces it', async () => {
  const [alice, bob] = await twoPages();
  await alice.page.context().setOffline(true);
  const before = Date.now();
  await alice.run(({ a, until }) => until(() => a.agent.connectionState === 'Disconnected', 15_000));
  expect(Date.now() - before).toBeLessThan(15_000);
  await bobMutes(bob);
  await alice.page.context().setOffline(false);
  await aliceHearsOfMute(alice);
  expect(await alice.run(({ a, call }) => [call.state, a.agent.connectionState])).toEqual([
    'Connected',
    'Connected',
  ]);
  // While offline, noNetwork is true and networkReconnect is Bad (3); afterwards both are well again. Poor (2) is
  // reported only when the next socket takes longer than half a second.
  const network = await alice.run(({ networkLog }) => networkLog());
  expect(network.filter((line) => line !== 'networkReconnect 2')).toEqual([
    'noNetwork true',
    'networkReconnect 3',
    'noNetwork false',
    'networkReconnect 1',
  ]);
  await closeAll(alice, bob);
});

test('the caller can hang up without a network, and the callee hears of it when the network is back', async () => {
  const [alice, bob] = await twoPages();
  await alice.page.context().setOffline(true);
  await alice.run(({ call }) => call.hangUp());
  expect(
    await alice.run(({ call, openConnections, liveTracks }) => [
      call.state,
      openConnections().length,
      liveTracks(),
    ]),
  ).toEqual(['Disconnected', 0, 0]);
  await alice.page.context().setOffline(false);
  await callEndsForBob(bob);
  await closeAll(alice, bob);
});

test('a page that reloads in a call ends it for the other participant within seconds', async () => {
  const [alice, bob] = await twoPages();
  const before = Date.now();
  await alice.page.reload();
  expect(await callEndsForBob(bob)).toMatch(/^0\//);
  expect(Date.now() - before).toBeLessThan(5_000);
  await closeAll(alice, bob);
});

test('when both sides restart ICE at the same time they keep the call and its media', async () => {
  const [alice, bob] = await twoPages();
  const iceFragments = () =>
    alice.run(({ openConnections, first }) => {
      const { localDescription, remoteDescription } = first(openConnections());
      return [localDescription, remoteDescription].map((one) => /ice-ufrag:(.*)/.exec(one?.sdp ?? '')?.[1]);
    });
  const before = await iceFragments();
  await Promise.all([alice, bob].map(({ page }) => page.evaluate(() => dispatchEvent(new Event('online')))));
  await expect.poll(iceFragments).not.toEqual(before);
  await alice.run(async ({ a, call, camera }) => call.startVideo(await camera(a.client)));
  await bob.run(async ({ peer, remoteVideo, isMoving }) => isMoving(await remoteVideo(await peer())));
  expect(
    await alice.run(({ openConnections, first }) => {
      const { signalingState, connectionState } = first(openConnections());
      return [signalingState, connectionState];
    }),
  ).toEqual(['stable', 'connected']);
  await closeAll(alice, bob);
});

test('without permission for microphone and camera the caller stays in the call, muted, and the diagnostics say why', async () => {
  const [alice, bob] = await Promise.all([harness().openPage(), openBob()]);
  const seen = await alice.run(async ({ agentOf, user, until, caught, sdk, mediaDiagnostic }) => {
    const { client, agent } = await agentOf('alice');
    const devices = await client.getDeviceManager();
    const access = await devices.askDevicePermission({ audio: true, video: true });
    const call = agent.startCall(user('bob'));
    await until(() => call.state === 'Connected' && call.isMuted);
    const camera = { id: 'camera:', name: 'any', deviceType: 'UsbCamera' } as const;
    return {
      access,
      muted: call.isMuted,
      unmute: await caught(() => call.unmute()),
      video: await caught(() => call.startVideo(new sdk.LocalVideoStream(camera))),
      microphone: mediaDiagnostic(call, 'microphonePermissionDenied'),
      camera: mediaDiagnostic(call, 'cameraPermissionDenied'),
    };
  });
  expect(seen).toEqual({
    access: { audio: false, video: false },
    muted: true,
    unmute: '400/41016',
    video: '403/43001',
    microphone: true,
    camera: true,
  });
  await bob.run(async ({ peer, until }) => {
    const call = await peer();
    await until(() => call.remoteParticipants[0]?.isMuted);
  });
  await closeAll(alice, bob);
});
