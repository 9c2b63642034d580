import type { CallFeature, TeamsCallAgent } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import type { AgentsPage } from '../../support/calling/harness.ts';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';
import { collectGarbage, countOpenMedia, countReachable } from '../../support/pageMemory.ts';

const callCount = 4;
const { getHarness } = setUpHarness();

interface EmitterOwner {
  readonly emitter: { readonly listeners: ReadonlyMap<string, ReadonlySet<unknown>> };
}
/** The drop-in SDK's agent, with its private members. */
interface Agent extends TeamsCallAgent, EmitterOwner {
  readonly deps: { readonly devices: EmitterOwner };
  readonly ringingCalls: readonly unknown[];
}

/** Counts what a call could leave behind in a page, after a garbage collection. */
async function readPageCounts(testPage: Pick<AgentsPage, 'page' | 'run'>) {
  const { page } = testPage;
  const cdp = await page.context().newCDPSession(page);
  const agentCounts = await testPage.run(({ agents, listOpenConnections, countLiveTracks }) => {
    // The lists behind these functions drop closed connections and ended tracks only when they are read.
    listOpenConnections();
    countLiveTracks();
    const allAgents = Object.values(agents) as Agent[];
    const emitters = allAgents.flatMap(({ emitter, deps }) => [emitter, deps.devices.emitter]);
    const listenerSets = emitters.flatMap(({ listeners }) => Array.from(listeners.values()));
    return {
      emitterListeners: listenerSets.reduce((sum, { size }) => sum + size, 0),
      calls: allAgents.reduce((sum, { calls, ringingCalls }) => sum + calls.length + ringingCalls.length, 0),
    };
  });
  await collectGarbage(cdp);
  const { liveTracks, openAudio: audioContexts } = await countOpenMedia(cdp);
  const counts = {
    ...agentCounts,
    liveTracks,
    audioContexts,
    // Unlike `countOpenMedia`, these count what is closed or ended, too, because even that must not stay reachable.
    connections: await countReachable(cdp, 'RTCPeerConnection'),
    tracks: await countReachable(cdp, 'MediaStreamTrack'),
    mediaElements: await countReachable(cdp, 'HTMLMediaElement'),
  };
  const { jsEventListeners: domListeners } = await cdp.send('Memory.getDOMCounters');
  await cdp.detach();
  return { counts, domListeners };
}

/** Counts what the page, the signalling server and its process hold now. */
const readCounts = async (page: Pick<AgentsPage, 'page' | 'run'>) => ({
  ...(await readPageCounts(page)),
  server: getHarness().signalling.readCounts(),
  timers: process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length,
});

test('calls leave no connection, no live track, no sound and no listener behind, in the page or in the server', async () => {
  // Alice and Bob are in one page. Bob answers every call with video.
  const emptyPage = await getHarness().openPage();
  const page = await emptyPage.extendApi(async ({ signIn, withCamera }) => {
    const [alice, bob] = [await signIn('alice'), await signIn('bob')];
    bob.agent.on(
      'incomingCall',
      ({ incomingCall }) => void withCamera(bob).then((options) => incomingCall.accept(options)),
    );
    return { alice, bob };
  });
  /** Places calls with video both ways, uses every feature that opens something, and hangs up. */
  const placeCalls = (count: number) =>
    page.run(async ({ sdk, alice, bob, waitUntil, ...api }, count) => {
      for (let i = 0; i < count; i++) {
        const call = alice.agent.startCall(api.identifierOf('bob'), await api.withCamera(alice));
        await waitUntil(() => call.state === 'Connected');
        await api.waitUntilMoving(await api.waitForRemoteVideo(call));
        await api.firstOf(call.remoteAudioStreams).getVolume();
        await call.mute();
        // An app that never disposes a feature must not leave the call behind.
        const { Capabilities, Captions, DominantSpeakers, RaiseHand, Reaction, Recording } = sdk.Features;
        for (const feature of [Capabilities, Captions, DominantSpeakers, RaiseHand, Reaction, Recording])
          call.feature<CallFeature>(feature);
        const collector = call.feature(sdk.Features.MediaStats).createCollector();
        collector.on('sampleReported', () => undefined);
        call.feature(sdk.Features.UserFacingDiagnostics).remote.startSendingDiagnostics();
        await call.startScreenSharing();
        await call.hangUp();
        await waitUntil(() => bob.agent.calls.length === 0);
      }
    }, count);
  // The first call creates objects that stay: lists of devices, and objects of the browser.
  await placeCalls(1);
  const before = await readCounts(page);
  const nothing = { connections: 0, liveTracks: 0, mediaElements: 0, audioContexts: 0, calls: 0 };
  expect(before.counts).toMatchObject(nothing);
  await placeCalls(callCount);
  // The browser's own listeners vary by two or three. A leak of one listener for each call would add four.
  const isCloseToBefore = (domListeners: number) => domListeners < before.domListeners + callCount;
  await expect
    .poll(() => readCounts(page))
    .toEqual({ ...before, domListeners: expect.toSatisfy(isCloseToBefore) });
  await page.close();
}, 60_000);
