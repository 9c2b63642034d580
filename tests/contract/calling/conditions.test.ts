import { afterEach, expect, test } from 'vitest';
import { objectIds } from '../../support/calling/harness.ts';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';

const { harness, run } = harnessOfFile();
afterEach(() => harness().conditions.reset());

/** A page in which Alice and Bob are in a call. Conditions that are set later reach it. */
async function connectedPage() {
  const page = await harness().openPage();
  return page.keep(({ connect }) => connect());
}

test('timing: creating an agent and the first device manager take as long as asked; the second manager is there at once', async () => {
  harness().conditions.set({ timing: { agentMs: 700, deviceManagerMs: 400 } });
  const tookMs = await run(async ({ sdk, agentOf }) => {
    const client = new sdk.CallClient();
    const measure = async (act: () => Promise<unknown>) => {
      const from = performance.now();
      await act();
      return performance.now() - from;
    };
    return {
      first: await measure(() => client.getDeviceManager()),
      second: await measure(() => client.getDeviceManager()),
      agent: await measure(() => agentOf('alice')),
    };
  });
  expect(tookMs.first).toBeGreaterThan(390);
  expect(tookMs.second).toBeLessThan(200);
  expect(tookMs.agent).toBeGreaterThan(690);
});

test('closedPageStays: when a page is closed in a call, the other participant stays connected until the time is over', async () => {
  const [alice, bob] = [await harness().openPage(), await harness().openPage()];
  await bob.run(async ({ agentOf, acceptCalls }) => {
    const { agent } = await agentOf('bob');
    acceptCalls(agent);
  });
  const calling = await alice.keep(async ({ agentOf, user, until }) => {
    const { agent } = await agentOf('alice');
    const call = agent.startCall(user('bob'));
    await until(() => call.state === 'Connected');
    return { call };
  });
  harness().conditions.set({ closedPageStays: { forMs: 3_000 } });
  const closedAt = Date.now();
  await bob.page.close({ runBeforeUnload: true });
  const seen = await calling.run(async ({ call, until }) => {
    const states: string[] = [call.state];
    call.on('stateChanged', () => states.push(call.state));
    await until(() => call.state === 'Disconnected');
    return { states, end: call.callEndReason?.subCode, endedAt: Date.now() };
  });
  expect(seen).toMatchObject({ states: ['Connected', 'Disconnected'], end: 4521 });
  expect(seen.endedAt - closedAt).toBeGreaterThan(2_900);
  await Promise.all([alice.close(), bob.close()]);
});

test('eventDelivery: events without a payload come twice and out of order, those with a payload once, and each finds the present state', async () => {
  const page = await connectedPage();
  harness().conditions.set({ eventDelivery: 'both' });
  const heard = await page.run(async ({ b, call, peer, until, pause }) => {
    const heard: string[] = [];
    const count = (event: string) => heard.filter((noted) => noted.startsWith(event)).length;
    peer.on('stateChanged', () => heard.push(`state ${peer.state}`));
    peer.on('remoteParticipantsUpdated', () => heard.push('participants'));
    call.on('isMutedChanged', () => heard.push(`muted ${call.isMuted}`));
    b.agent.on('callsUpdated', () => heard.push('calls'));
    // The page learns of the condition a moment later.
    await until(async () => {
      await call.mute();
      await call.unmute();
      await pause(120);
      return count('muted') >= 4;
    });
    await call.hold();
    await until(() => count('state RemoteHold') === 2);
    await call.hangUp();
    await until(() => count('calls') > 0 && count('state Disconnected') >= 2);
    await pause(120);
    return heard;
  });
  expect(heard.filter((event) => event === 'calls')).toHaveLength(1);
  expect(heard.filter((event) => event === 'participants')).toHaveLength(1);
  await page.close();
});

test('rendererFails: createView rejects with the code asked for, and draws again when the condition is over', async () => {
  const opened = await harness().openPage({ allow: ['camera'] });
  const page = await opened.keep(async ({ agentOf, camera }) => {
    const { client } = await agentOf('alice');
    return { stream: await camera(client) };
  });
  const draw = () =>
    page.run(({ caught, sdk, stream }) => caught(() => new sdk.VideoStreamRenderer(stream).createView()));
  harness().conditions.set({ rendererFails: { code: 408, subCode: 43203 } });
  await expect.poll(draw).toBe('408/43203');
  harness().conditions.reset();
  await expect.poll(draw).toBe('silent');
  await page.close();
});

test('holdFails, resumeFails: the promise rejects, and the call keeps its state', async () => {
  const page = await connectedPage();
  const holdAndResume = () =>
    page.run(async ({ call, caught }) => {
      const hold = await caught(() => call.hold());
      const held = call.state;
      const resume = await caught(() => call.resume());
      return { hold, held, resume, state: call.state };
    });
  harness().conditions.set({ holdFails: true });
  await expect
    .poll(holdAndResume)
    .toMatchObject({ hold: '500/41033', held: 'Connected', state: 'Connected' });
  harness().conditions.set({ holdFails: null, resumeFails: true });
  await expect
    .poll(holdAndResume)
    .toMatchObject({ held: 'LocalHold', resume: '500/41034', state: 'LocalHold' });
  harness().conditions.reset();
  await expect.poll(holdAndResume).toMatchObject({ held: 'LocalHold', state: 'Connected' });
  await page.close();
});

test('withheldCapabilities: capabilities change during a call, and what is taken away is refused', async () => {
  const opened = await connectedPage();
  const page = await opened.keep(({ sdk, call, log }) => {
    const feature = call.feature(sdk.Features.Capabilities);
    feature.on('capabilitiesChanged', (change) => log.push(change));
    return { feature };
  });
  harness().conditions.set({ withheldCapabilities: ['turnVideoOn', 'unmuteMic'] }, objectIds['alice'] ?? '');
  await expect.poll(() => page.run(({ log }) => log.length)).toBe(1);
  const seen = await page.run(async ({ call, peer, sdk, feature, caught, log }) => {
    const { turnVideoOn, shareScreen } = feature.capabilities;
    await call.mute();
    return {
      log,
      turnVideoOn,
      shareScreen,
      unmute: await caught(() => call.unmute()),
      ofBob: peer.feature(sdk.Features.Capabilities).capabilities.turnVideoOn.isPresent,
    };
  });
  const withheld = { isPresent: false, reason: 'UserPolicyRestricted' };
  expect(seen).toMatchObject({
    log: [{ reason: 'UserPolicyChanged', newValue: { turnVideoOn: withheld, unmuteMic: withheld } }],
    turnVideoOn: withheld,
    shareScreen: { isPresent: true },
    unmute: '403/0',
    ofBob: true,
  });
  harness().conditions.reset();
  await expect.poll(() => page.run(({ feature }) => feature.capabilities.turnVideoOn.isPresent)).toBe(true);
  await page.close();
});
