import type { TeamsCallAgent } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import type { AgentsPage } from '../../support/calling/harness.ts';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';
import { collectGarbage, countOpenMedia, countReachable } from '../../support/pageMemory.ts';

const callCount = 4;
const { getHarness } = setUpHarness();

/** Private members of the drop-in SDK's agent. */
interface AgentInternals {
  readonly emitter: EmitterInternals;
  readonly deps: { readonly devices: { readonly emitter: EmitterInternals } };
  readonly ringingCalls: { readonly all: readonly unknown[] };
}
interface EmitterInternals {
  readonly listeners: ReadonlyMap<string, ReadonlySet<unknown>>;
}

/** Counts what a call could leave behind in a page, after a garbage collection. */
async function readPageCounts(testPage: Pick<AgentsPage, 'page' | 'run'>) {
  const { page } = testPage;
  const cdp = await page.context().newCDPSession(page);
  const agentCounts = await testPage.run(({ agents, listOpenConnections, countLiveTracks }) => {
    // The lists behind these functions drop closed connections and ended tracks only when they are read.
    listOpenConnections();
    countLiveTracks();
    const countListeners = ({ listeners }: EmitterInternals) =>
      [...listeners.values()].reduce((sum, { size }) => sum + size, 0);
    const sumOverAgents = (count: (agent: TeamsCallAgent & AgentInternals) => number) =>
      Object.values(agents).reduce((sum, agent) => sum + count(agent as TeamsCallAgent & AgentInternals), 0);
    return {
      emitterListeners: sumOverAgents(
        ({ emitter, deps }) => countListeners(emitter) + countListeners(deps.devices.emitter),
      ),
      calls: sumOverAgents(({ calls, ringingCalls }) => calls.length + ringingCalls.all.length),
    };
  });
  await collectGarbage(cdp);
  const { liveTracks, openAudio: audioContexts } = await countOpenMedia(cdp);
  const counts = {
    ...agentCounts,
    liveTracks,
    audioContexts,
    // Unlike `countOpenMedia`, this counts closed connections too, because even those must not stay reachable.
    connections: await countReachable(cdp, 'RTCPeerConnection'),
    mediaElements: await countReachable(
      cdp,
      'HTMLMediaElement',
      // The prototypes of HTMLAudioElement and HTMLVideoElement are found too. Only a prototype has its own `constructor`.
      (element: HTMLMediaElement) => !Object.hasOwn(element, 'constructor'),
    ),
  };
  const { jsEventListeners: domListeners } = await cdp.send('Memory.getDOMCounters');
  await cdp.detach();
  return { counts, domListeners };
}

/** Counts what the signalling server and its process hold now. */
function readServerCounts() {
  const timers = process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
  return { ...getHarness().signalling.readCounts(), timers };
}

/** Opens a page in which Alice is signed in, and a page in which Bob answers every call with video. */
async function openCallerAndCallee() {
  const [alicePage, bobPage] = await Promise.all([getHarness().openPage(), getHarness().openPage()]);
  const calleePage = await bobPage.extendApi(async ({ signIn, acceptEveryCall, withCamera }) => {
    const bob = await signIn('bob');
    const acceptedCalls = acceptEveryCall(bob.agent, () => withCamera(bob));
    return {
      /** Drops the references to calls that have ended. @returns whether Bob is in a call. */
      hasCall: () => {
        const liveCalls = acceptedCalls.filter(({ state }) => state !== 'Disconnected');
        acceptedCalls.splice(0, acceptedCalls.length, ...liveCalls);
        return liveCalls.length > 0;
      },
    };
  });
  return [
    await alicePage.extendApi(async ({ signIn }) => ({ alice: await signIn('alice') })),
    calleePage,
  ] as const;
}

test('calls leave no connection, no live track, no sound and no listener behind, in either page or in the server', async () => {
  const pages = await openCallerAndCallee();
  const [callerPage, calleePage] = pages;
  /** Places calls with video both ways, uses every feature that opens something, and hangs up. */
  const placeCalls = async (count: number) => {
    for (let i = 0; i < count; i++) {
      await callerPage.run(async ({ alice, identifierOf, withCamera, waitUntil, firstOf, sdk, ...api }) => {
        const call = alice.agent.startCall(identifierOf('bob'), await withCamera(alice));
        await waitUntil(() => call.state === 'Connected');
        await api.waitUntilMoving(await api.waitForRemoteVideo(call));
        await firstOf(call.remoteAudioStreams).getVolume();
        await call.mute();
        const collector = call.feature(sdk.Features.MediaStats).createCollector();
        collector.on('sampleReported', () => undefined);
        call.feature(sdk.Features.UserFacingDiagnostics).remote.startSendingDiagnostics();
        await call.startScreenSharing();
        await call.hangUp();
      });
      await calleePage.run(({ hasCall, waitUntil }) => waitUntil(() => !hasCall()));
    }
  };
  // The first call creates objects that stay: lists of devices, and objects of the browser.
  await placeCalls(1);
  const pagesBefore = await Promise.all([readPageCounts(callerPage), readPageCounts(calleePage)]);
  const serverBefore = readServerCounts();
  await placeCalls(callCount);
  await expect
    .poll(async () => {
      const pagesAfter = await Promise.all([readPageCounts(callerPage), readPageCounts(calleePage)]);
      return pagesAfter.map(({ counts, domListeners }, index) => ({
        counts,
        // The browser's own listeners vary by two or three. A leak of one listener for each call would add four.
        hasNewListeners: domListeners >= (pagesBefore[index]?.domListeners ?? 0) + callCount,
      }));
    })
    .toEqual(pagesBefore.map(({ counts }) => ({ counts, hasNewListeners: false })));
  expect(readServerCounts()).toEqual(serverBefore);
  const nothing = { connections: 0, liveTracks: 0, mediaElements: 0, audioContexts: 0, calls: 0 };
  for (const { counts } of pagesBefore) expect(counts).toMatchObject(nothing);
  await Promise.all(pages.map((page) => page.close()));
}, 60_000);
