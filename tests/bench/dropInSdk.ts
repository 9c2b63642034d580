import type { RemoteParticipant, RemoteVideoStream, TeamsCall } from '@azure/communication-calling';
import { startHarness, type AgentsPage } from '../support/calling/harness.ts';
import type { CallSubject, SetUpInstants } from './callSubject.ts';

// This file measures the drop-in SDK, the emulator's replacement for the Calling SDK.

/**
 * Adds the function `watch` to a page, which records when a call is connected and when the page draws the first remote frame.
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

/** Signs in Alice, who places the calls. `watchedCall.current` is the running call. */
async function openCaller(page: AgentsPage) {
  const prepared = await preparePage(page);
  return prepared.extendApi(async ({ signIn, firstOf }) => {
    const { client, agent } = await signIn('alice');
    const device = firstOf(await (await client.getDeviceManager()).getCameras());
    return { agent, device, watchedCall: { current: undefined as WatchedCall | undefined } };
  });
}

/** Signs in Bob, who accepts every call at once with his camera on. `watchedCall.current` is the running call. */
async function openCallee(page: AgentsPage) {
  const prepared = await preparePage(page);
  return prepared.extendApi(async ({ signIn, firstOf, sdk, watch }) => {
    const { client, agent } = await signIn('bob');
    const device = firstOf(await (await client.getDeviceManager()).getCameras());
    const watchedCall = { current: undefined as WatchedCall | undefined };
    agent.on('incomingCall', ({ incomingCall }) => {
      const videoOptions = { localVideoStreams: [new sdk.LocalVideoStream(device)] };
      void incomingCall.accept({ videoOptions }).then((call) => (watchedCall.current = watch(call)));
    });
    return { watchedCall };
  });
}

type CallPage = Awaited<ReturnType<typeof openCallee>>;
type PageApi = Parameters<Parameters<CallPage['run']>[0]>[0];

/** Runs in a page. It waits until the call is connected and the page has drawn the first remote frame. */
const readTimes = async ({
  waitUntil,
  watchedCall,
}: Pick<PageApi, 'waitUntil' | 'watchedCall'>): Promise<SetUpInstants> => {
  const [connected, firstFrame] = await (await waitUntil(() => watchedCall.current)).times;
  return { connected, firstFrame };
};

/** Runs in a page. It waits for the end of the call, and removes the videos of that call. */
const cleanUpCall = async ({ waitUntil, watchedCall }: Pick<PageApi, 'waitUntil' | 'watchedCall'>) => {
  await waitUntil(() => watchedCall.current?.call.state === 'Disconnected');
  watchedCall.current = undefined;
  for (const video of document.querySelectorAll('video')) video.parentElement?.remove();
};

/**
 * Opens two pages with the drop-in SDK alone, without the app. A call begins with `startCall` and a camera. A side is
 * connected when its call has the state Connected, and has a frame when it has drawn one.
 */
export async function openDropInSdk(): Promise<CallSubject> {
  const harness = await startHarness();
  const caller = await openCaller(await harness.openPage());
  const callee = await openCallee(await harness.openPage());
  return {
    caller: caller.page,
    callee: callee.page,
    async startCall() {
      const startedAt = await caller.run(({ agent, identifierOf, sdk, device, watchedCall, watch, now }) => {
        const time = now();
        const videoOptions = { localVideoStreams: [new sdk.LocalVideoStream(device)] };
        watchedCall.current = watch(agent.startCall(identifierOf('bob'), { videoOptions }));
        return time;
      });
      const [callerTimes, calleeTimes] = await Promise.all([caller.run(readTimes), callee.run(readTimes)]);
      return { startedAt, caller: callerTimes, callee: calleeTimes };
    },
    async endCall() {
      await caller.run(({ watchedCall }) => watchedCall.current?.call.hangUp());
      await caller.run(cleanUpCall);
      await callee.run(cleanUpCall);
    },
    close: () => harness.close(),
  };
}
