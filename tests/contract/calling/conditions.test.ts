import { afterEach, expect, test } from 'vitest';
import { objectIds } from '../../support/calling/harness.ts';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

/** A condition is a fault or a delay that a control of the emulator switches on. Each test is named after its condition. */
const { getHarness, runInNewPage } = setUpHarness();
afterEach(() => getHarness().conditions.reset());

/** Opens a page in which Alice and Bob are in a call. Conditions that a test sets later also affect this call. */
async function openPageWithCall() {
  const page = await getHarness().openPage();
  return page.extendApi(({ connectAliceAndBob }) => connectAliceAndBob());
}

test('timing: creating an agent or the first device manager takes as long as the condition says, and a second manager is created at once', async () => {
  getHarness().conditions.set({ timing: { agentMs: 700, deviceManagerMs: 400 } });
  const durationsMs = await runInNewPage(async ({ sdk, signIn }) => {
    const client = new sdk.CallClient();
    const measure = async (action: () => Promise<unknown>) => {
      const startedAt = performance.now();
      await action();
      return performance.now() - startedAt;
    };
    return {
      firstManager: await measure(() => client.getDeviceManager()),
      secondManager: await measure(() => client.getDeviceManager()),
      agent: await measure(() => signIn('alice')),
    };
  });
  expect(durationsMs.firstManager).toBeGreaterThan(390);
  expect(durationsMs.secondManager).toBeLessThan(200);
  expect(durationsMs.agent).toBeGreaterThan(690);
});

test('eventDelivery: events without a payload come twice and out of order, events with a payload come once, and every listener reads the present state', async () => {
  const page = await openPageWithCall();
  // The value `both` makes events come twice and out of order.
  getHarness().conditions.set({ eventDelivery: 'both' });
  const events = await page.run(async ({ bob, aliceCall, bobCall, waitUntil, pause }) => {
    const events: string[] = [];
    const count = (event: string) => events.filter((line) => line.startsWith(event)).length;
    bobCall.on('stateChanged', () => events.push(`state ${bobCall.state}`));
    bobCall.on('remoteParticipantsUpdated', () => events.push('participants'));
    aliceCall.on('isMutedChanged', () => events.push(`muted ${aliceCall.isMuted}`));
    bob.agent.on('callsUpdated', () => events.push('calls'));
    // The condition reaches the page a moment later.
    await waitUntil(async () => {
      await aliceCall.mute();
      await aliceCall.unmute();
      await pause(120);
      return count('muted') >= 4;
    });
    await aliceCall.hold();
    await waitUntil(() => count('state RemoteHold') === 2);
    await aliceCall.hangUp();
    await waitUntil(() => count('calls') > 0 && count('state Disconnected') >= 2);
    await pause(120);
    return events;
  });
  expect(events.filter((event) => event === 'calls')).toHaveLength(1);
  expect(events.filter((event) => event === 'participants')).toHaveLength(1);
  await page.close();
});

test('rendererFails: createView rejects with the code that the condition names, and works again when the condition is switched off', async () => {
  const emptyPage = await getHarness().openPage({ permissions: ['camera'] });
  const page = await emptyPage.extendApi(async ({ signIn, createCameraStream }) => {
    const { client } = await signIn('alice');
    return { stream: await createCameraStream(client) };
  });
  const drawStream = () =>
    page.run(({ catchErrorCode, sdk, stream }) =>
      catchErrorCode(() => new sdk.VideoStreamRenderer(stream).createView()),
    );
  getHarness().conditions.set({ rendererFails: { code: 408, subCode: 43203 } });
  await expect.poll(drawStream).toBe('408/43203');
  getHarness().conditions.reset();
  await expect.poll(drawStream).toBe('no error');
  await page.close();
});

test('holdFails and resumeFails: the promise of hold or resume rejects, and the call keeps its state', async () => {
  const page = await openPageWithCall();
  const holdAndResume = () =>
    page.run(async ({ aliceCall, catchErrorCode }) => {
      const holdError = await catchErrorCode(() => aliceCall.hold());
      const stateAfterHold = aliceCall.state;
      const resumeError = await catchErrorCode(() => aliceCall.resume());
      return { holdError, stateAfterHold, resumeError, stateAfterResume: aliceCall.state };
    });
  getHarness().conditions.set({ holdFails: true });
  await expect
    .poll(holdAndResume)
    .toMatchObject({ holdError: '500/41033', stateAfterHold: 'Connected', stateAfterResume: 'Connected' });
  getHarness().conditions.set({ holdFails: null, resumeFails: true });
  await expect
    .poll(holdAndResume)
    .toMatchObject({ stateAfterHold: 'LocalHold', resumeError: '500/41034', stateAfterResume: 'LocalHold' });
  getHarness().conditions.reset();
  await expect.poll(holdAndResume).toMatchObject({
    stateAfterHold: 'LocalHold',
    stateAfterResume: 'Connected',
  });
  await page.close();
});

test('withheldCapabilities: a call loses capabilities, reports this by an event, and refuses the commands that need them', async () => {
  const callPage = await openPageWithCall();
  const page = await callPage.extendApi(({ sdk, aliceCall, log }) => {
    const capabilitiesFeature = aliceCall.feature(sdk.Features.Capabilities);
    capabilitiesFeature.on('capabilitiesChanged', (change) => log.push(change));
    return { capabilitiesFeature };
  });
  getHarness().conditions.set(
    { withheldCapabilities: ['turnVideoOn', 'unmuteMic'] },
    objectIds['alice'] ?? '',
  );
  await expect.poll(() => page.run(({ log }) => log.length)).toBe(1);
  const result = await page.run(
    async ({ aliceCall, bobCall, sdk, capabilitiesFeature, catchErrorCode, log }) => {
      const { turnVideoOn, shareScreen } = capabilitiesFeature.capabilities;
      await aliceCall.mute();
      return {
        log,
        turnVideoOn,
        shareScreen,
        unmuteError: await catchErrorCode(() => aliceCall.unmute()),
        canBobTurnVideoOn: bobCall.feature(sdk.Features.Capabilities).capabilities.turnVideoOn.isPresent,
      };
    },
  );
  const withheld = { isPresent: false, reason: 'UserPolicyRestricted' };
  expect(result).toMatchObject({
    log: [{ reason: 'UserPolicyChanged', newValue: { turnVideoOn: withheld, unmuteMic: withheld } }],
    turnVideoOn: withheld,
    shareScreen: { isPresent: true },
    unmuteError: '403/0',
    canBobTurnVideoOn: true,
  });
  getHarness().conditions.reset();
  await expect
    .poll(() => page.run(({ capabilitiesFeature }) => capabilitiesFeature.capabilities.turnVideoOn.isPresent))
    .toBe(true);
  await page.close();
});
