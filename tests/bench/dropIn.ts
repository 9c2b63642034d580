import type { RemoteParticipant, RemoteVideoStream, TeamsCall } from '@azure/communication-calling';
import { startHarness, type AgentsPage } from '../support/calling/harness.ts';
import { pauseBetweenCallsMs, type SetUpTimes } from './barePages.ts';

/**
 * Adds the function `watch` to a page. It records when a call is connected and when the page draws the first remote frame.
 */
const preparePage = (page: AgentsPage) =>
  page.extendApi(({ sdk }) => {
    const now = () => performance.timeOrigin + performance.now();
    const waitUntilConnected = (call: TeamsCall) =>
      new Promise<number>((resolve) => {
        const check = () => call.state === 'Connected' && resolve(now());
        call.on('stateChanged', check);
        check();
      });
    const waitForFirstFrame = (call: TeamsCall) =>
      new Promise<number>((resolve) => {
        let isDrawn = false;
        const draw = async (stream: RemoteVideoStream) => {
          if (isDrawn || !stream.isAvailable) return;
          isDrawn = true;
          const view = await new sdk.VideoStreamRenderer(stream).createView();
          document.body.append(view.target);
          view.target.querySelector('video')?.requestVideoFrameCallback(() => resolve(now()));
        };
        const drawVideosOf = (participant: RemoteParticipant) => {
          for (const stream of participant.videoStreams) {
            stream.on('isAvailableChanged', () => void draw(stream));
            void draw(stream);
          }
          participant.on('videoStreamsUpdated', ({ added }) => added.forEach((stream) => void draw(stream)));
        };
        call.remoteParticipants.forEach(drawVideosOf);
        call.on('remoteParticipantsUpdated', ({ added }) => added.forEach(drawVideosOf));
      });
    return {
      now,
      watch: (call: TeamsCall) => ({
        call,
        times: Promise.all([waitUntilConnected(call), waitForFirstFrame(call)]),
      }),
    };
  });

/** A call and the times at which it was connected and drew its first frame, in milliseconds since 1970. */
type WatchedCall = { call: TeamsCall; times: Promise<[connected: number, firstFrame: number]> };

/** Signs Alice in, who places the calls. `watched.current` is the running call. */
async function openCaller(page: AgentsPage) {
  const prepared = await preparePage(page);
  return prepared.extendApi(async ({ signIn, firstOf }) => {
    const { client, agent } = await signIn('alice');
    const device = firstOf(await (await client.getDeviceManager()).getCameras());
    return { agent, device, watched: { current: undefined as WatchedCall | undefined } };
  });
}

/** Signs Bob in, who accepts every call at once with his camera on. `watched.current` is the running call. */
async function openCallee(page: AgentsPage) {
  const prepared = await preparePage(page);
  return prepared.extendApi(async ({ signIn, firstOf, sdk, watch }) => {
    const { client, agent } = await signIn('bob');
    const device = firstOf(await (await client.getDeviceManager()).getCameras());
    const watched = { current: undefined as WatchedCall | undefined };
    agent.on('incomingCall', ({ incomingCall }) => {
      const videoOptions = { localVideoStreams: [new sdk.LocalVideoStream(device)] };
      void incomingCall.accept({ videoOptions }).then((call) => (watched.current = watch(call)));
    });
    return { watched };
  });
}

type CallPage = Awaited<ReturnType<typeof openCallee>>;
type PageApi = Parameters<Parameters<CallPage['run']>[0]>[0];

/** Runs in a page. It waits until the call is connected and the page has drawn the first remote frame. */
const readTimes = async ({
  waitUntil,
  watched,
}: Pick<PageApi, 'waitUntil' | 'watched'>): Promise<SetUpTimes> => {
  const [connected, firstFrame] = await (await waitUntil(() => watched.current)).times;
  return { connected, firstFrame };
};

/** Runs in a page. It waits for the end of the call, and removes the videos of that call. */
const cleanUpCall = async ({ waitUntil, watched }: Pick<PageApi, 'waitUntil' | 'watched'>) => {
  await waitUntil(() => watched.current?.call.state === 'Disconnected');
  watched.current = undefined;
  for (const video of document.querySelectorAll('video')) video.parentElement?.remove();
};

/**
 * Sets up `count` calls with the drop-in SDK (the emulator's replacement of the Calling SDK) alone, in two pages without the
 * app. It measures from `startCall` with a camera until both sides are Connected, and until both have drawn a remote frame.
 */
export async function measureDropIn(count: number): Promise<SetUpTimes[]> {
  const harness = await startHarness();
  const caller = await openCaller(await harness.openPage());
  const callee = await openCallee(await harness.openPage());
  const results: SetUpTimes[] = [];
  for (let run = 0; run < count; run++) {
    const startedAt = await caller.run(({ agent, identifierOf, sdk, device, watched, watch, now }) => {
      const time = now();
      const videoOptions = { localVideoStreams: [new sdk.LocalVideoStream(device)] };
      watched.current = watch(agent.startCall(identifierOf('bob'), { videoOptions }));
      return time;
    });
    const callerTimes = await caller.run(readTimes);
    const calleeTimes = await callee.run(readTimes);
    results.push({
      connected: Math.max(callerTimes.connected, calleeTimes.connected) - startedAt,
      firstFrame: Math.max(callerTimes.firstFrame, calleeTimes.firstFrame) - startedAt,
    });
    await caller.run(({ watched }) => watched.current?.call.hangUp());
    await caller.run(cleanUpCall);
    await callee.run(cleanUpCall);
    await caller.page.waitForTimeout(pauseBetweenCallsMs);
  }
  await harness.close();
  return results;
}
