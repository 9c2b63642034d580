import { afterEach, expect, test } from 'vitest';
import { findPerson } from '../../../src/emulator/core/seed.ts';
import { mediaHelpers } from './mediaHelpers.ts';
import { harnessOfFile } from './ofFile.ts';

const { harness, play } = harnessOfFile(mediaHelpers);
const oidOf = (name: string) => findPerson(`${name}@fabrikam.example`)?.oid ?? '';
afterEach(() => harness().conditions.reset());

/** Two agents of one page are in a call, and the page knows the conditions that are set meanwhile. */
async function calling() {
  const page = await harness().page();
  await play(
    `const { a, b, call, peer } = await connect(silent, silent);
    Object.assign(globalThis, { a, b, call, peer });
    return {};`,
    page,
  );
  return page;
}

test('timing: an agent and the first device manager take as long as asked, and the second manager is there', async () => {
  harness().conditions.set({ timing: { agentMs: 700, deviceManagerMs: 400 } });
  const seen = await play(`
    const client = new sdk.CallClient();
    const took = async (run) => { const at = performance.now(); await run(); return performance.now() - at; };
    const first = await took(() => client.getDeviceManager());
    const second = await took(() => client.getDeviceManager());
    const agent = await took(() => agentOf('alice'));
    return { first, second, agent };
  `);
  expect(seen.first).toBeGreaterThan(390);
  expect(seen.second).toBeLessThan(200);
  expect(seen.agent).toBeGreaterThan(690);
});

test('closedPageStays: a page that is closed in a call leaves the other connected until the time is over', async () => {
  const [page, other] = [await harness().page(), await harness().page()];
  await play(
    `const b = await agentOf('bob');
    incoming(b.agent).then((ring) => ring.accept());
    return {};`,
    other,
  );
  await play(
    `const a = await agentOf('alice');
    globalThis.call = a.agent.startCall(user('bob'));
    await until(() => call.state === 'Connected');
    return {};`,
    page,
  );
  harness().conditions.set({ closedPageStays: { forMs: 3_000 } });
  const at = Date.now();
  await other.close({ runBeforeUnload: true });
  const seen = await play(
    `const states = [call.state];
    call.on('stateChanged', () => states.push(call.state));
    await until(() => call.state === 'Disconnected');
    return { states, end: call.callEndReason.subCode, at: Date.now() };`,
    page,
  );
  expect(seen).toMatchObject({ states: ['Connected', 'Disconnected'], end: 4521 });
  expect(Number(seen.at) - at).toBeGreaterThan(2_900);
  await Promise.all([page.context().close(), other.context().close()]);
});

test('eventDelivery: events come twice and out of order, those with a payload once, and each finds the present state', async () => {
  const page = await calling();
  harness().conditions.set({ eventDelivery: 'both' });
  const seen = await play(
    `const heard = [];
    peer.on('stateChanged', () => heard.push('state ' + peer.state));
    peer.on('remoteParticipantsUpdated', () => heard.push('participants'));
    call.on('isMutedChanged', () => heard.push('muted ' + call.isMuted));
    let other; b.agent.on('callsUpdated', () => heard.push('calls'));
    await until(async () => { await call.mute(); await call.unmute(); await new Promise((r) => setTimeout(r, 120)); return heard.filter((one) => one.startsWith('muted')).length >= 4; });
    await call.hold();
    await until(() => heard.filter((one) => one === 'state RemoteHold').length === 2);
    await call.hangUp();
    await until(() => heard.includes('calls') && heard.filter((one) => one === 'state Disconnected').length >= 2);
    await new Promise((r) => setTimeout(r, 120));
    return { heard };`,
    page,
  );
  const heard = seen.heard as string[];
  expect(heard.filter((one) => one === 'calls')).toHaveLength(1);
  expect(heard.filter((one) => one === 'participants')).toHaveLength(1);
  await page.context().close();
});

test('rendererFails: createView rejects with the code asked for, and draws again when it is over', async () => {
  const page = await harness().page({ allow: ['camera'] });
  await play(
    `const { client } = await agentOf('alice');
    globalThis.stream = await camera(client);
    return {};`,
    page,
  );
  const draw = () =>
    play(`return { drawn: await caught(() => new sdk.VideoStreamRenderer(stream).createView()) };`, page);
  harness().conditions.set({ rendererFails: { code: 408, subCode: 43203 } });
  await expect.poll(draw).toEqual({ drawn: '408/43203' });
  harness().conditions.reset();
  await expect.poll(draw).not.toEqual({ drawn: '408/43203' });
  await page.context().close();
});

test('holdFails, resumeFails: the promise rejects, and the call stays as it is', async () => {
  const page = await calling();
  const tried = () =>
    play(
      `const hold = await caught(() => call.hold()), held = call.state;
      const resume = await caught(() => call.resume());
      return { hold, held, resume, state: call.state };`,
      page,
    );
  harness().conditions.set({ holdFails: true });
  await expect.poll(tried).toMatchObject({ hold: '500/41033', held: 'Connected', state: 'Connected' });
  harness().conditions.set({ holdFails: null, resumeFails: true });
  await expect.poll(tried).toMatchObject({ held: 'LocalHold', resume: '500/41034', state: 'LocalHold' });
  harness().conditions.reset();
  await expect.poll(tried).toMatchObject({ held: 'LocalHold', state: 'Connected' });
  await page.context().close();
});

test('withheldCapabilities: capabilities change during a call, and what is taken away is refused', async () => {
  const page = await calling();
  await play(
    `globalThis.capabilities = call.feature(sdk.Features.Capabilities);
    capabilities.on('capabilitiesChanged', (args) => log.push(args));
    return {};`,
    page,
  );
  harness().conditions.set({ withheldCapabilities: ['turnVideoOn', 'unmuteMic'] }, oidOf('alice'));
  await expect.poll(() => page.evaluate('log.length')).toBe(1);
  const seen = await play(
    `const { turnVideoOn, shareScreen } = capabilities.capabilities;
    await call.mute();
    return { log, turnVideoOn, shareScreen, unmute: await caught(() => call.unmute()), other: peer.feature(sdk.Features.Capabilities).capabilities.turnVideoOn.isPresent };`,
    page,
  );
  const policy = { isPresent: false, reason: 'UserPolicyRestricted' };
  expect(seen).toMatchObject({
    log: [{ reason: 'UserPolicyChanged', newValue: { turnVideoOn: policy, unmuteMic: policy } }],
    turnVideoOn: policy,
    shareScreen: { isPresent: true },
    unmute: '403/0',
    other: true,
  });
  harness().conditions.reset();
  await expect.poll(() => page.evaluate('capabilities.capabilities.turnVideoOn.isPresent')).toBe(true);
  await page.context().close();
});
