import type { TeamsCallAgent } from '@azure/communication-calling';
import { collectGarbage, countOpenMedia, countReachable } from '../pageMemory.ts';
import type { AgentsPage, Harness } from './harness.ts';
import type { AgentsApi, SignedInUser } from './page/agentsApi.ts';
import type { TestPage } from './testPage.ts';

/** Counts of what a call could leave behind in a page, after a garbage collection. */
export interface PageCounts {
  readonly connections: number;
  readonly liveTracks: number;
  readonly mediaElements: number;
  readonly audioContexts: number;
  /** Listeners to events of the agents and their device managers. */
  readonly emitterListeners: number;
  /** Listeners to DOM events in the whole page. */
  readonly domListeners: number;
  readonly calls: number;
}

export interface ServerCounts {
  readonly endpoints: number;
  readonly calls: number;
  readonly timers: number;
}

/** Private members of the agent of the drop-in SDK, which replaces `@azure/communication-calling`. */
interface AgentInternals {
  readonly emitter: EmitterInternals;
  readonly deps: { readonly devices: { readonly emitter: EmitterInternals } };
  readonly ringingCalls: { readonly all: readonly unknown[] };
}
interface EmitterInternals {
  readonly listeners: ReadonlyMap<string, ReadonlySet<unknown>>;
}

/** Counts what a page holds now. */
export async function readPageCounts(testPage: Pick<AgentsPage, 'page' | 'run'>): Promise<PageCounts> {
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
      listeners: sumOverAgents(
        ({ emitter, deps }) => countListeners(emitter) + countListeners(deps.devices.emitter),
      ),
      calls: sumOverAgents(({ calls, ringingCalls }) => calls.length + ringingCalls.all.length),
    };
  });
  await collectGarbage(cdp);
  const { liveTracks, openAudio } = await countOpenMedia(cdp);
  const counts: PageCounts = {
    // Unlike `countOpenMedia`, this counts closed connections too, because even those must not stay reachable.
    connections: await countReachable(cdp, 'RTCPeerConnection'),
    liveTracks,
    mediaElements: await countReachable(
      cdp,
      'HTMLMediaElement',
      // The prototypes of HTMLAudioElement and HTMLVideoElement are found too. Only a prototype has its own `constructor`.
      (element: HTMLMediaElement) => !Object.hasOwn(element, 'constructor'),
    ),
    audioContexts: openAudio,
    emitterListeners: agentCounts.listeners,
    domListeners: (await cdp.send('Memory.getDOMCounters')).jsEventListeners,
    calls: agentCounts.calls,
  };
  await cdp.detach();
  return counts;
}

/** Counts what the signalling server and its process hold now. */
export function readServerCounts({ signalling }: Harness): ServerCounts {
  const timers = process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
  return { ...signalling.readCounts(), timers };
}

export type CallerPage = TestPage<AgentsApi & { readonly alice: SignedInUser }>;
export type CalleePage = TestPage<AgentsApi & { readonly hasCall: () => boolean }>;

/** Opens a page in which Alice is signed in, and a page in which Bob answers every call with video. */
export async function openCallerAndCallee(harness: Harness): Promise<[CallerPage, CalleePage]> {
  const [alicePage, bobPage] = await Promise.all([harness.openPage(), harness.openPage()]);
  const calleePage = await bobPage.extendApi(async ({ signIn, acceptEveryCall, withCamera }) => {
    const bob = await signIn('bob');
    const acceptedCalls = acceptEveryCall(bob.agent, () => withCamera(bob));
    return {
      /** Drops the references to calls that have ended. @returns whether Bob is in a call. */
      hasCall() {
        const liveCalls = acceptedCalls.filter(({ state }) => state !== 'Disconnected');
        acceptedCalls.splice(0, acceptedCalls.length, ...liveCalls);
        return liveCalls.length > 0;
      },
    };
  });
  const callerPage = await alicePage.extendApi(async ({ signIn }) => ({ alice: await signIn('alice') }));
  return [callerPage, calleePage];
}

/** Places calls with video both ways, uses every feature that opens something, and hangs up. */
export async function placeCalls(
  callerPage: CallerPage,
  calleePage: CalleePage,
  callCount: number,
): Promise<void> {
  for (let i = 0; i < callCount; i++) {
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
}
