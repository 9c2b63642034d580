import type { Page } from 'playwright';
import { askHeap, collectGarbage } from '../heap.ts';
import type { Harness } from '../../contract/calling/harness.ts';

/** What a call could leave behind in a page. Everything is counted after a garbage collection. */
export interface PageCounts {
  readonly connections: number;
  readonly liveTracks: number;
  readonly mediaElements: number;
  readonly audioContexts: number;
  /** Of the drop-in's own events: those of the agent and of the device manager. */
  readonly emitterListeners: number;
  /** Of DOM events, in the whole page. */
  readonly domListeners: number;
  readonly calls: number;
}

export interface ServerCounts {
  readonly endpoints: number;
  readonly calls: number;
  readonly timers: number;
}

export async function countPage(page: Page): Promise<PageCounts> {
  const cdp = await page.context().newCDPSession(page);
  await page.evaluate('open(), live()');
  await collectGarbage(cdp);
  const own = await page.evaluate<{ listeners: number; calls: number }>(`(() => {
    const of = ({ listeners }) => [...listeners.values()].reduce((sum, set) => sum + set.size, 0);
    const all = Object.values(agents);
    return { listeners: all.reduce((sum, a) => sum + of(a.emitter) + of(a.deps.devices.emitter), 0), calls: all.reduce((sum, a) => sum + a.calls.length + a.incomingCalls.length, 0) };
  })()`);
  const counts: PageCounts = {
    connections: await askHeap(cdp, 'RTCPeerConnection', '(all) => all.length'),
    liveTracks: await askHeap(
      cdp,
      'MediaStreamTrack',
      "(all) => all.filter((t) => t.readyState === 'live').length",
    ),
    // The prototypes of sound and video are objects of this class as well.
    mediaElements: await askHeap(
      cdp,
      'HTMLMediaElement',
      "(all) => all.filter((e) => !Object.hasOwn(e, 'constructor')).length",
    ),
    audioContexts: await askHeap(
      cdp,
      'AudioContext',
      "(all) => all.filter((c) => c.state !== 'closed').length",
    ),
    emitterListeners: own.listeners,
    domListeners: (await cdp.send('Memory.getDOMCounters')).jsEventListeners,
    calls: own.calls,
  };
  await cdp.detach();
  return counts;
}

export function countServer({ signalling }: Harness): ServerCounts {
  const timers = process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
  return { ...signalling.counts(), timers };
}

/** Alice and Bob, each in a page; Bob answers every call with video. */
export async function twoPhones(harness: Harness): Promise<[alice: Page, bob: Page]> {
  const [alice, bob] = await Promise.all([harness.page(), harness.page()]);
  await bob.evaluate(`(async () => {
    const b = await agentOf('bob');
    b.agent.on('incomingCall', async ({ incomingCall }) => {
      globalThis.peer = await incomingCall.accept({ videoOptions: { localVideoStreams: [await camera(b.client)] } });
    });
  })()`);
  await alice.evaluate(`(async () => { globalThis.a = await agentOf('alice'); })()`);
  return [alice, bob];
}

/** Calls with video both ways, uses what opens something, and hangs up; as often as is asked for. */
export async function callAgain(alice: Page, bob: Page, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    await alice.evaluate(`(async () => {
      const call = a.agent.startCall(user('bob'), { videoOptions: { localVideoStreams: [await camera(a.client)] } });
      await until(() => call.state === 'Connected');
      const stream = await until(() => call.remoteParticipants[0]?.videoStreams.find((s) => s.isAvailable));
      await frames(stream);
      await call.remoteAudioStreams[0].getVolume();
      await call.mute();
      call.feature(sdk.Features.MediaStats).createCollector().on('sampleReported', () => undefined);
      call.feature(sdk.Features.UserFacingDiagnostics).remote.startSendingDiagnostics();
      await call.startScreenSharing();
      await call.hangUp();
    })()`);
    await bob.evaluate(
      `until(() => peer?.state === 'Disconnected').then(() => { globalThis.peer = undefined; })`,
    );
  }
}
