import type { RemoteParticipant, RemoteVideoStream, TeamsCall } from '@azure/communication-calling';
import { startHarness, type AgentsPage } from '../support/calling/harness.ts';
import { pauseBetweenCallsMs, type SetUp } from './floor.ts';

/** Adds a function to a page that records when a call is connected and when its first remote frame is drawn. */
const preparePage = (page: AgentsPage) =>
  page.extendApi(({ sdk }) => {
    const now = () => performance.timeOrigin + performance.now();
    const connectedAt = (call: TeamsCall) =>
      new Promise<number>((resolve) => {
        const check = () => call.state === 'Connected' && resolve(now());
        call.on('stateChanged', check);
        check();
      });
    const firstFrameAt = (call: TeamsCall) =>
      new Promise<number>((resolve) => {
        let isDrawn = false;
        const draw = async (stream: RemoteVideoStream) => {
          if (isDrawn || !stream.isAvailable) return;
          isDrawn = true;
          const view = await new sdk.VideoStreamRenderer(stream).createView();
          document.body.append(view.target);
          view.target.querySelector('video')?.requestVideoFrameCallback(() => resolve(now()));
        };
        const watch = (participant: RemoteParticipant) => {
          for (const stream of participant.videoStreams) {
            stream.on('isAvailableChanged', () => void draw(stream));
            void draw(stream);
          }
          participant.on('videoStreamsUpdated', ({ added }) => added.forEach((stream) => void draw(stream)));
        };
        call.remoteParticipants.forEach(watch);
        call.on('remoteParticipantsUpdated', ({ added }) => added.forEach(watch));
      });
    return {
      now,
      watch: (call: TeamsCall) => ({
        call,
        times: Promise.all([connectedAt(call), firstFrameAt(call)]),
      }),
    };
  });

type Watched = { call: TeamsCall; times: Promise<[connected: number, firstFrame: number]> };

async function openCaller(page: AgentsPage) {
  const prepared = await preparePage(page);
  return prepared.extendApi(async ({ signIn, firstOf }) => {
    const { client, agent } = await signIn('alice');
    const device = firstOf(await (await client.getDeviceManager()).getCameras());
    return { agent, device, watched: { current: undefined as Watched | undefined } };
  });
}

/** Signs Bob in, who accepts every call at once with his camera on. */
async function openCallee(page: AgentsPage) {
  const prepared = await preparePage(page);
  return prepared.extendApi(async ({ signIn, firstOf, sdk, watch }) => {
    const { client, agent } = await signIn('bob');
    const device = firstOf(await (await client.getDeviceManager()).getCameras());
    const watched = { current: undefined as Watched | undefined };
    agent.on('incomingCall', ({ incomingCall }) => {
      const videoOptions = { localVideoStreams: [new sdk.LocalVideoStream(device)] };
      void incomingCall.accept({ videoOptions }).then((call) => (watched.current = watch(call)));
    });
    return { watched };
  });
}

type CallPage = Awaited<ReturnType<typeof openCallee>>;
type PageApi = Parameters<Parameters<CallPage['run']>[0]>[0];

/** Runs in a page: waits until the call is connected and its first remote frame is drawn. */
const times = async ({ waitUntil, watched }: Pick<PageApi, 'waitUntil' | 'watched'>): Promise<SetUp> => {
  const [connected, firstFrame] = await (await waitUntil(() => watched.current)).times;
  return { connected, firstFrame };
};

/** Runs in a page: waits for the end of the call, and removes what it drew. */
const ended = async ({ waitUntil, watched }: Pick<PageApi, 'waitUntil' | 'watched'>) => {
  await waitUntil(() => watched.current?.call.state === 'Disconnected');
  watched.current = undefined;
  for (const video of document.querySelectorAll('video')) video.parentElement?.remove();
};

/**
 * Sets up `count` calls with the drop-in alone, in two pages without the app. It measures from `startCall` with a camera
 * until both sides are Connected, and until both have drawn the first remote frame.
 */
export async function measureDropIn(count: number): Promise<SetUp[]> {
  const harness = await startHarness();
  const caller = await openCaller(await harness.openPage());
  const callee = await openCallee(await harness.openPage());
  const results: SetUp[] = [];
  for (let run = 0; run < count; run++) {
    const began = await caller.run(({ agent, identifierOf, sdk, device, watched, watch, now }) => {
      const began = now();
      const videoOptions = { localVideoStreams: [new sdk.LocalVideoStream(device)] };
      watched.current = watch(agent.startCall(identifierOf('bob'), { videoOptions }));
      return began;
    });
    const ofCaller = await caller.run(times);
    const ofCallee = await callee.run(times);
    results.push({
      connected: Math.max(ofCaller.connected, ofCallee.connected) - began,
      firstFrame: Math.max(ofCaller.firstFrame, ofCallee.firstFrame) - began,
    });
    await caller.run(({ watched }) => watched.current?.call.hangUp());
    await caller.run(ended);
    await callee.run(ended);
    await caller.page.waitForTimeout(pauseBetweenCallsMs);
  }
  await harness.close();
  return results;
}
