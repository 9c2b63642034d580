import { startHarness } from '../support/calling/harness.ts';
import { readBenchOptions } from './options.ts';

/**
 * The program of `npm run bench -- mesh`. It sets up one call of four people with video, each in a page of their own. It measures
 * the frame rate of all twelve received videos, and the longest time for which a video stood still.
 */
const { smoke } = readBenchOptions();
const names = ['alice', 'bob', 'carol', 'erin'] as const;
const seconds = Number(process.env.SECONDS ?? (smoke ? 1 : 10));
const limits = { minFramesPerSecond: 2, longestStillMs: 2_000 };
/** The measurement begins after this time, in which the browsers estimate the bandwidth. */
const warmUpMs = 2_000;

const harness = await startHarness();

/** Opens a page and signs a person in. The page accepts every call with the camera on. */
async function openPerson(name: string) {
  const page = await harness.openPage();
  await page.run(({ signIn }, name) => signIn(name).then(() => undefined), name);
  return page.extendApi(({ sdk, agents, acceptEveryCall, createCameraStream, firstOf }) => {
    const agent = firstOf(Object.values(agents));
    const createVideoOptions = async () => ({
      videoOptions: { localVideoStreams: [await createCameraStream(new sdk.CallClient())] },
    });
    return { agent, createVideoOptions, calls: acceptEveryCall(agent, createVideoOptions) };
  });
}

const pages = await Promise.all(names.map(openPerson));
const [alice] = pages;
await alice?.run(
  async ({ agent, identifierOf, createVideoOptions, calls }, others) => {
    const options = { threadId: '19:mesh@thread.v2', ...(await createVideoOptions()) };
    calls.push(agent.startCall(others.map(identifierOf), options));
  },
  names.slice(1) as string[],
);
const startedAt = Date.now();

/** Waits for the videos of the three other people, draws them, and counts their frames. */
const watchVideos = (page: (typeof pages)[number]) =>
  page.extendApi(async ({ calls, waitUntil, sdk, firstNamesOf, firstOf }) => {
    const call = await waitUntil(() => calls[0], 30_000);
    const listParticipantsWithVideo = () =>
      call.remoteParticipants.filter(({ videoStreams }) => videoStreams[0]?.isAvailable);
    await waitUntil(() => listParticipantsWithVideo().length === 3, 30_000);
    const videos = await Promise.all(
      listParticipantsWithVideo().map(async (participant) => {
        const view = await new sdk.VideoStreamRenderer(firstOf(participant.videoStreams)).createView();
        Object.assign(view.target.style, { width: '320px', height: '180px', display: 'inline-block' });
        document.body.append(view.target);
        const element = firstOf([...view.target.querySelectorAll('video')]);
        const video = {
          person: firstNamesOf([participant])[0],
          frames: 0,
          longestStillMs: 0,
          lastFrameAt: 0,
          element,
        };
        const countFrame = (now: number) => {
          if (video.lastFrameAt) {
            video.frames++;
            video.longestStillMs = Math.max(video.longestStillMs, now - video.lastFrameAt);
          }
          video.lastFrameAt = now;
          element.requestVideoFrameCallback(countFrame);
        };
        element.requestVideoFrameCallback(countFrame);
        return video;
      }),
    );
    await waitUntil(() => videos.every(({ lastFrameAt }) => lastFrameAt > 0), 30_000);
    return { videos };
  });
const watchedPages = await Promise.all(pages.map(watchVideos));
console.log(`all videos are shown after ${Date.now() - startedAt} ms`);
await alice?.page.waitForTimeout(warmUpMs);
for (const page of watchedPages) {
  await page.run(({ videos }) => {
    for (const video of videos) Object.assign(video, { frames: 0, longestStillMs: 0 });
  });
}
await alice?.page.waitForTimeout(seconds * 1000);

const faults: string[] = [];
for (const [index, page] of watchedPages.entries()) {
  const measured = await page.run(({ videos }) =>
    videos.map(({ person, frames, longestStillMs, lastFrameAt, element }) => ({
      person,
      frames,
      longestStillMs: Math.max(longestStillMs, performance.now() - lastFrameAt),
      width: element.videoWidth,
      height: element.videoHeight,
    })),
  );
  for (const { person, frames, longestStillMs, width, height } of measured) {
    const framesPerSecond = frames / seconds;
    console.log(
      `${names[index]} sees ${person}: ${framesPerSecond.toFixed(1)} frames a second of ${width}×${height}, never still for more than ${longestStillMs.toFixed(0)} ms`,
    );
    const isTooSlow = framesPerSecond < limits.minFramesPerSecond || longestStillMs > limits.longestStillMs;
    if (smoke ? width * height === 0 : isTooSlow) faults.push(`${names[index]} of ${person}`);
  }
}
console.log(
  faults.length === 0 ? 'all videos advance' : `these videos do not advance: ${faults.join(', ')}`,
  `(limits: ${limits.minFramesPerSecond} a second, ${limits.longestStillMs} ms)`,
);
await harness.close();
process.exit(faults.length === 0 ? 0 : 1);
