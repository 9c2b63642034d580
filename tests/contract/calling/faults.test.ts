import type { UserFacingDiagnosticsFeature } from '@azure/communication-calling';
import { afterEach, expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';
import type { AgentsApi } from '../../support/calling/page/setUpAgentsPage.ts';

// With `fakeUi: false`, a page has only the permissions that `openPage` grants it. The browser refuses all others.
// The agents of a call that goes on may take three seconds to open a new socket.
const { getHarness } = setUpHarness({ lostSocketGraceMs: 3_000 }, { fakeUi: false });

// A test that fails must not leave its fault or its call to the next test.
afterEach(async () => {
  const { browser, conditions } = getHarness();
  conditions.reset();
  await Promise.all(browser.contexts().map((context) => context.close()));
});

const permissions = ['camera', 'microphone'];

/** Opens a page in which Bob accepts every call. */
async function openBobPage() {
  const page = await getHarness().openPage({ permissions });
  return page.extendApi(async ({ signIn, acceptEveryCall, waitUntil }) => {
    const { agent } = await signIn('bob');
    const acceptedCalls = acceptEveryCall(agent);
    return { waitForBobCall: () => waitUntil(() => acceptedCalls[0]) };
  });
}

/** Connects a call from Alice to Bob, each in a page. Alice's page logs how her connection and her network change. */
async function connectTwoPages() {
  const [page, bobPage] = await Promise.all([getHarness().openPage({ permissions }), openBobPage()]);
  const alicePage = await page.extendApi(async ({ sdk, signIn, identifierOf, log, waitUntil }) => {
    const alice = await signIn('alice');
    alice.agent.on('connectionStateChanged', ({ newValue }) => log.push(newValue));
    const call = alice.agent.startCall(identifierOf('bob'));
    const { network } = call.feature(sdk.Features.UserFacingDiagnostics);
    network.on('diagnosticChanged', ({ diagnostic, value }) => log.push(`${diagnostic} ${value}`));
    await waitUntil(() => call.state === 'Connected');
    /** @returns the lines about the diagnostics `networkReconnect` and `noNetwork`. */
    const readNetworkLog = () => (log as string[]).filter((line) => line.includes('etwork'));
    return { alice, call, network, readNetworkLog };
  });
  return [alicePage, bobPage] as const;
}

type AlicePage = Awaited<ReturnType<typeof connectTwoPages>>[0];
type BobPage = Awaited<ReturnType<typeof openBobPage>>;

const muteBob = (bobPage: BobPage) =>
  bobPage.run(async ({ waitForBobCall }) => (await waitForBobCall()).mute());
const waitUntilAliceSeesMute = (alicePage: AlicePage) =>
  alicePage.run(({ call, waitUntil }) => waitUntil(() => call.remoteParticipants[0]?.isMuted));
/** @returns the end reason of Bob's call, as `code/subCode`. */
const waitForEndOfBobCall = (bobPage: BobPage) =>
  bobPage.run(async ({ waitForBobCall, waitUntil, endReasonOf }) => {
    const call = await waitForBobCall();
    await waitUntil(() => call.state === 'Disconnected');
    return endReasonOf(call);
  });
/** The time limit is long because the agent waits up to five seconds between two attempts to reconnect. */
const waitUntilAliceReconnects = (alicePage: AlicePage) =>
  alicePage.run(({ alice, waitUntil }) =>
    waitUntil(() => alice.agent.connectionState === 'Connected', 15_000),
  );

/** Runs in a page. Waits until the diagnostic `networkReconnect` is Poor (2) or Bad (3). */
const waitForNetworkWarning = ({
  network,
  waitUntil,
}: Pick<AgentsApi, 'waitUntil'> & Pick<UserFacingDiagnosticsFeature, 'network'>) =>
  waitUntil(() => Number(network.getLatest().networkReconnect?.value) > 1);

test.each([1006, 1011, 4401])(
  'after the signalling socket is closed with %i, the agent reconnects, the call goes on, and the events that the agent missed arrive',
  async (code) => {
    const [alicePage, bobPage] = await connectTwoPages();
    // No server can send 1006: it is what the browser reports when a socket breaks without a close frame.
    if (code === 1006) getHarness().signalling.dropSockets();
    else getHarness().signalling.dropSockets(code);
    await muteBob(bobPage);
    await waitUntilAliceSeesMute(alicePage);
    await waitUntilAliceReconnects(alicePage);
    // On a busy machine the next socket may take more than half a second, and then `networkReconnect` is Poor meanwhile.
    const readAgentLog = ({ log }: AgentsApi) => (log as string[]).filter((line) => !line.includes('etwork'));
    expect(await alicePage.run(readAgentLog)).toEqual(['Disconnected', 'Connected']);
    expect(await alicePage.run(({ call }) => call.state)).toBe('Connected');
    await alicePage.run(({ call }) => call.hangUp());
    await waitForEndOfBobCall(bobPage);
  },
);

// C24 is the id of a defect that an earlier version had.
test.each([
  ['stops answering', { silentSignalling: true }],
  ['disappears', { refuseSignalling: 1011 }],
])(
  'C24: a call warns within 5 s after the emulator %s, and withdraws the warning when the emulator is back',
  async (_, condition) => {
    const [alicePage, bobPage] = await connectTwoPages();
    const bobPageWithNetwork = await bobPage.extendApi(async ({ sdk, waitForBobCall }) => {
      const { network } = (await waitForBobCall()).feature(sdk.Features.UserFacingDiagnostics);
      return { network };
    });
    getHarness().conditions.set(condition);
    if ('refuseSignalling' in condition) getHarness().signalling.dropSockets();
    const faultAt = Date.now();
    await alicePage.run(waitForNetworkWarning);
    await bobPageWithNetwork.run(waitForNetworkWarning);
    expect(Date.now() - faultAt).toBeLessThan(5_000);
    getHarness().conditions.set({ silentSignalling: null, refuseSignalling: null });
    await waitUntilAliceReconnects(alicePage);
    expect(await alicePage.run(({ call, readNetworkLog }) => [call.state, ...readNetworkLog()])).toEqual([
      'Connected',
      'networkReconnect 2',
      'networkReconnect 1',
    ]);
  },
);

test('the agent notices within 15 s that its open socket is silent, and replaces the socket', async () => {
  const [alicePage, bobPage] = await connectTwoPages();
  await alicePage.page.context().setOffline(true);
  const faultAt = Date.now();
  await alicePage.run(({ alice, waitUntil }) =>
    waitUntil(() => alice.agent.connectionState === 'Disconnected', 15_000),
  );
  expect(Date.now() - faultAt).toBeLessThan(15_000);
  await muteBob(bobPage);
  await alicePage.page.context().setOffline(false);
  await waitUntilAliceSeesMute(alicePage);
  expect(await alicePage.run(({ alice, call }) => [call.state, alice.agent.connectionState])).toEqual([
    'Connected',
    'Connected',
  ]);
  // While the page is offline, noNetwork is true and networkReconnect is Bad (3). Then noNetwork becomes false, and
  // networkReconnect becomes Good (1). In between it may be Poor (2), also after it was Good: the next socket may take more than
  // half a second to open, and the restart of ICE may interrupt the media on a busy machine.
  const readSteps = async () => {
    const networkLog = await alicePage.run(({ readNetworkLog }) => readNetworkLog());
    const withoutPoor = networkLog.filter((line) => line !== 'networkReconnect 2');
    const isPoorLast = networkLog.at(-1) === 'networkReconnect 2';
    return [...withoutPoor.filter((line, i) => line !== withoutPoor[i - 1]), ...(isPoorLast ? ['Poor'] : [])];
  };
  await expect
    .poll(readSteps)
    .toEqual(['noNetwork true', 'networkReconnect 3', 'noNetwork false', 'networkReconnect 1']);
});

test('the caller can hang up without a network, and the callee’s call ends when the network is back', async () => {
  const [alicePage, bobPage] = await connectTwoPages();
  await alicePage.page.context().setOffline(true);
  await alicePage.run(({ call }) => call.hangUp());
  expect(
    await alicePage.run(({ call, listOpenConnections, countLiveTracks }) => [
      call.state,
      listOpenConnections().length,
      countLiveTracks(),
    ]),
  ).toEqual(['Disconnected', 0, 0]);
  await alicePage.page.context().setOffline(false);
  await waitForEndOfBobCall(bobPage);
});

test('when a page reloads in a call, the call ends for the other participant within 5 s', async () => {
  const [alicePage, bobPage] = await connectTwoPages();
  const faultAt = Date.now();
  await alicePage.page.reload();
  expect(await waitForEndOfBobCall(bobPage)).toMatch(/^0\//);
  expect(Date.now() - faultAt).toBeLessThan(5_000);
});

test('when both participants restart ICE at the same time, the call and its media go on', async () => {
  const [alicePage, bobPage] = await connectTwoPages();
  const readIceFragments = () =>
    alicePage.run(({ listOpenConnections, firstOf }) => {
      const { localDescription, remoteDescription } = firstOf(listOpenConnections());
      return [localDescription, remoteDescription].map(
        (description) => /ice-ufrag:(.*)/.exec(description?.sdp ?? '')?.[1],
      );
    });
  const fragmentsBefore = await readIceFragments();
  // The emulator's Calling SDK restarts ICE when the browser reports that it is online.
  await Promise.all(
    [alicePage, bobPage].map(({ page }) => page.evaluate(() => dispatchEvent(new Event('online')))),
  );
  await expect.poll(readIceFragments).not.toEqual(fragmentsBefore);
  await alicePage.run(async ({ alice, call, createCameraStream }) =>
    call.startVideo(await createCameraStream(alice.client)),
  );
  await bobPage.run(async ({ waitForBobCall, waitForRemoteVideo, waitUntilMoving }) =>
    waitUntilMoving(await waitForRemoteVideo(await waitForBobCall())),
  );
  expect(
    await alicePage.run(({ listOpenConnections, firstOf }) => {
      const { signalingState, connectionState } = firstOf(listOpenConnections());
      return [signalingState, connectionState];
    }),
  ).toEqual(['stable', 'connected']);
});

test('a caller without permission for microphone and camera stays in the call muted, and diagnostics give the reason', async () => {
  const [alicePage, bobPage] = await Promise.all([getHarness().openPage(), openBobPage()]);
  const result = await alicePage.run(
    async ({ signIn, identifierOf, waitUntil, catchErrorCode, sdk, readMediaDiagnostic }) => {
      const { client, agent } = await signIn('alice');
      const devices = await client.getDeviceManager();
      const access = await devices.askDevicePermission({ audio: true, video: true });
      const call = agent.startCall(identifierOf('bob'));
      await waitUntil(() => call.state === 'Connected' && call.isMuted);
      const camera = { id: 'camera:', name: 'any', deviceType: 'UsbCamera' } as const;
      return {
        access,
        isMuted: call.isMuted,
        unmuteError: await catchErrorCode(() => call.unmute()),
        videoError: await catchErrorCode(() => call.startVideo(new sdk.LocalVideoStream(camera))),
        isMicrophoneDenied: readMediaDiagnostic(call, 'microphonePermissionDenied'),
        isCameraDenied: readMediaDiagnostic(call, 'cameraPermissionDenied'),
      };
    },
  );
  expect(result).toEqual({
    access: { audio: false, video: false },
    isMuted: true,
    unmuteError: '400/41016',
    videoError: '403/43001',
    isMicrophoneDenied: true,
    isCameraDenied: true,
  });
  await bobPage.run(async ({ waitForBobCall, waitUntil }) => {
    const call = await waitForBobCall();
    await waitUntil(() => call.remoteParticipants[0]?.isMuted);
  });
});
