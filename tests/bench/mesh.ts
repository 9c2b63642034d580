import { startHarness } from '../support/calling/harness.ts';

/**
 * `npm run bench:mesh`: four people with video in one call, each in a page. It measures the frame rate of all twelve videos,
 * and the longest time that one of them stood still.
 */
const names = ['alice', 'bob', 'carol', 'erin'] as const;
const seconds = Number(process.env.SECONDS ?? 10);
const limits = { minFramesPerSecond: 2, longestStillMs: 2_000 };
/** How long the browsers estimate the bandwidth before the measurement begins. */
const warmUpMs = 2_000;

const harness = await startHarness();

/** Opens a page for a person who accepts every call with the camera on. */
async function openPerson(name: string) {
  const page = await harness.openPage();
  await page.run(({ signIn }, name) => signIn(name).then(() => undefined), name);
  return page.extendApi(({ sdk, agents, acceptEveryCall, createCameraStream, firstOf }) => {
    const agent = firstOf(Object.values(agents));
    const withCamera = async () => ({
      videoOptions: { localVideoStreams: [await createCameraStream(new sdk.CallClient())] },
    });
    return { agent, withCamera, calls: acceptEveryCall(agent, withCamera) };
  });
}

const pages = await Promise.all(names.map(openPerson));
const [alice] = pages;
await alice?.run(
  async ({ agent, identifierOf, withCamera, calls }, others) => {
    const options = { threadId: '19:mesh@thread.v2', ...(await withCamera()) };
    calls.push(agent.startCall(others.map(identifierOf), options));
  },
  names.slice(1) as string[],
);
const began = Date.now();

/** Waits for the videos of the three others, and draws them. */
const watchVideos = (page: (typeof pages)[number]) =>
  page.extendApi(async ({ calls, waitUntil, sdk, firstNamesOf, firstOf }) => {
    const call = await waitUntil(() => calls[0], 30_000);
    const withVideo = () =>
      call.remoteParticipants.filter(({ videoStreams }) => videoStreams[0]?.isAvailable);
    await waitUntil(() => withVideo().length === 3, 30_000);
    const videos = await Promise.all(
      withVideo().map(async (participant) => {
        const view = await new sdk.VideoStreamRenderer(firstOf(participant.videoStreams)).createView();
        Object.assign(view.target.style, { width: '320px', height: '180px', display: 'inline-block' });
        document.body.append(view.target);
        const element = firstOf([...view.target.querySelectorAll('video')]);
        const video = {
          of: firstNamesOf([participant])[0],
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
const watching = await Promise.all(pages.map(watchVideos));
console.log(`all videos are shown after ${Date.now() - began} ms`);
await alice?.page.waitForTimeout(warmUpMs);
for (const page of watching) {
  await page.run(({ videos }) => {
    for (const video of videos) Object.assign(video, { frames: 0, longestStillMs: 0 });
  });
}
await alice?.page.waitForTimeout(seconds * 1000);

const faults: string[] = [];
for (const [index, page] of watching.entries()) {
  const measured = await page.run(({ videos }) =>
    videos.map(({ of, frames, longestStillMs, lastFrameAt, element }) => ({
      of,
      frames,
      longestStillMs: Math.max(longestStillMs, performance.now() - lastFrameAt),
      width: element.videoWidth,
      height: element.videoHeight,
    })),
  );
  for (const { of, frames, longestStillMs, width, height } of measured) {
    const rate = frames / seconds;
    console.log(
      `${names[index]} sees ${of}: ${rate.toFixed(1)} frames a second of ${width}×${height}, never still for more than ${longestStillMs.toFixed(0)} ms`,
    );
    if (rate < limits.minFramesPerSecond || longestStillMs > limits.longestStillMs)
      faults.push(`${names[index]} of ${of}`);
  }
}
console.log(
  faults.length === 0 ? 'all videos advance' : `these videos do not advance: ${faults.join(', ')}`,
  `(limits: ${limits.minFramesPerSecond} a second, ${limits.longestStillMs} ms)`,
);
await harness.close();
process.exit(faults.length === 0 ? 0 : 1);
