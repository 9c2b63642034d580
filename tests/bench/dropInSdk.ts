import type { RemoteParticipant, RemoteVideoStream, TeamsCall } from '@azure/communication-calling';
import { startHarness, type AgentsPage } from '../support/calling/harness.ts';
import type { CallSubject, SetUpTimes } from './callSubject.ts';

// This file measures the drop-in SDK, the emulator's replacement for the Calling SDK.

/**
 * Signs a person in, who accepts every call at once with their camera on. The page's `current` is the running call, with the
 * times at which it was placed and connected and at which the page drew the first remote frame.
 */
const preparePage = (page: AgentsPage, person: 'alice' | 'bob') =>
  page.extendApi(async ({ sdk, signIn, firstOf }, person) => {
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
    const watch = (call: TeamsCall, startedAt?: number) => ({
      call,
      startedAt,
      times: Promise.all([waitUntilConnected(call), waitForFirstFrame(call)]),
    });
    const watchedCall: { current?: ReturnType<typeof watch> | undefined } = {};

    const { client, agent } = await signIn(person);
    const camera = firstOf(await (await client.getDeviceManager()).getCameras());
    const createMedia = () => ({
      videoOptions: { localVideoStreams: [new sdk.LocalVideoStream(camera)] },
    });
    agent.on('incomingCall', ({ incomingCall }) => {
      void incomingCall.accept(createMedia()).then((call) => (watchedCall.current = watch(call)));
    });
    return { now, watch, watchedCall, agent, createMedia };
  }, person);

type CallPage = Awaited<ReturnType<typeof preparePage>>;
type PageApi = Parameters<Parameters<CallPage['run']>[0]>[0];

/** Runs in a page. It waits until the call is connected and the page has drawn the first remote frame. */
const readTimes = async ({ waitUntil, watchedCall }: PageApi): Promise<SetUpTimes> => {
  const { startedAt, times } = await waitUntil(() => watchedCall.current);
  const [connected, firstFrame] = await times;
  return { startedAt, connected, firstFrame };
};

/** Runs in a page. It waits for the end of the call, and removes the videos of that call. */
const cleanUpCall = async ({ waitUntil, watchedCall }: PageApi) => {
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
  const caller = await preparePage(await harness.openPage(), 'alice');
  const callee = await preparePage(await harness.openPage(), 'bob');
  return {
    caller: caller.page,
    callee: callee.page,
    startCall: () =>
      caller.run(({ agent, identifierOf, createMedia, watchedCall, watch, now }) => {
        const startedAt = now();
        watchedCall.current = watch(agent.startCall(identifierOf('bob'), createMedia()), startedAt);
      }),
    readTimes: (page) => (page === caller.page ? caller : callee).run(readTimes),
    async endCall() {
      await caller.run(({ watchedCall }) => watchedCall.current?.call.hangUp());
      await caller.run(cleanUpCall);
      await callee.run(cleanUpCall);
    },
    close: () => harness.close(),
  };
}
