import type { TeamsCallAgent } from '@azure/communication-calling';
import { collectGarbage, countOpenMedia, countReachable } from '../pageMemory.ts';
import type { AgentsPage, Harness } from './harness.ts';
import type { SignedIn } from './page/agentsApi.ts';
import type { TestPage } from './testPage.ts';

/** What a call could leave behind in a page, counted after a garbage collection. */
export interface PageCounts {
  readonly connections: number;
  readonly liveTracks: number;
  readonly mediaElements: number;
  readonly audioContexts: number;
  /** Listeners to the drop-in's own events, of the agents and of their device managers. */
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

/** The parts of the drop-in's agent in which leaks are counted. They are private in its class. */
interface AgentInternals {
  readonly emitter: EmitterInternals;
  readonly deps: { readonly devices: { readonly emitter: EmitterInternals } };
  readonly incomingCalls: readonly unknown[];
}
interface EmitterInternals {
  readonly listeners: ReadonlyMap<string, ReadonlySet<unknown>>;
}

export async function countPage(testPage: Pick<AgentsPage, 'page' | 'run'>): Promise<PageCounts> {
  const { page } = testPage;
  const cdp = await page.context().newCDPSession(page);
  // The page drops what is closed when it is asked.
  const agents = await testPage.run(({ agents, openConnections, liveTracks }) => {
    openConnections();
    liveTracks();
    const listenersOf = ({ listeners }: EmitterInternals) =>
      [...listeners.values()].reduce((sum, { size }) => sum + size, 0);
    const sumOf = (count: (agent: TeamsCallAgent & AgentInternals) => number) =>
      Object.values(agents).reduce((sum, agent) => sum + count(agent as TeamsCallAgent & AgentInternals), 0);
    return {
      listeners: sumOf(({ emitter, deps }) => listenersOf(emitter) + listenersOf(deps.devices.emitter)),
      calls: sumOf(({ calls, incomingCalls }) => calls.length + incomingCalls.length),
    };
  });
  await collectGarbage(cdp);
  const { liveTracks, openAudio } = await countOpenMedia(cdp);
  const counts: PageCounts = {
    // Closed ones count as well: none may stay reachable.
    connections: await countReachable(cdp, 'RTCPeerConnection'),
    liveTracks,
    // The prototypes of sound and video are objects of this class as well.
    mediaElements: await countReachable(
      cdp,
      'HTMLMediaElement',
      (element: HTMLMediaElement) => !Object.hasOwn(element, 'constructor'),
    ),
    audioContexts: openAudio,
    emitterListeners: agents.listeners,
    domListeners: (await cdp.send('Memory.getDOMCounters')).jsEventListeners,
    calls: agents.calls,
  };
  await cdp.detach();
  return counts;
}

export function countServer({ signalling }: Harness): ServerCounts {
  const timers = process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
  return { ...signalling.counts(), timers };
}

export type CallerPage = TestPage<AgentsPageApi & { readonly a: SignedIn }>;
export type CalleePage = TestPage<AgentsPageApi & { readonly hasCall: () => boolean }>;
type AgentsPageApi = AgentsPage extends TestPage<infer Api> ? Api : never;

/** Opens a page for Alice, and one for Bob, who answers every call with video. */
export async function openCallerAndCallee(harness: Harness): Promise<[CallerPage, CalleePage]> {
  const [alice, bob] = await Promise.all([harness.openPage(), harness.openPage()]);
  const callee = await bob.keep(async ({ agentOf, acceptCalls, withCamera }) => {
    const b = await agentOf('bob');
    const accepted = acceptCalls(b.agent, () => withCamera(b));
    return {
      /** Drops the calls that have ended. @returns whether Bob is in a call. */
      hasCall() {
        const live = accepted.filter(({ state }) => state !== 'Disconnected');
        accepted.splice(0, accepted.length, ...live);
        return live.length > 0;
      },
    };
  });
  const caller = await alice.keep(async ({ agentOf }) => ({ a: await agentOf('alice') }));
  return [caller, callee];
}

/** Places calls with video both ways, uses what opens something, and hangs up. */
export async function placeCalls(alice: CallerPage, bob: CalleePage, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    await alice.run(async ({ a, user, withCamera, until, remoteVideo, isMoving, first, sdk }) => {
      const call = a.agent.startCall(user('bob'), await withCamera(a));
      await until(() => call.state === 'Connected');
      await isMoving(await remoteVideo(call));
      await first(call.remoteAudioStreams).getVolume();
      await call.mute();
      const collector = call.feature(sdk.Features.MediaStats).createCollector();
      collector.on('sampleReported', () => undefined);
      call.feature(sdk.Features.UserFacingDiagnostics).remote.startSendingDiagnostics();
      await call.startScreenSharing();
      await call.hangUp();
    });
    await bob.run(({ hasCall, until }) => until(() => !hasCall()));
  }
}
