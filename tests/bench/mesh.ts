import { startHarness } from '../support/calling/harness.ts';

/**
 * `npm run bench:mesh`: four people with video in one call, each in a page. Measures whether all twelve videos advance,
 * how fast, and how long the longest of them stood still.
 */
const names = ['alice', 'bob', 'carol', 'erin'] as const;
const seconds = Number(process.env.SECONDS ?? 10);
/** A slower video does not count as moving. */
const limits = { leastFramesPerSecond: 2, longestStill: 2_000 };

const harness = await startHarness();

/** Opens a page for a person who accepts every call with the camera on. `calls` are those of the page. */
async function openPerson(name: string) {
  const page = await harness.openPage();
  await page.run(({ agentOf }, name) => agentOf(name).then(() => undefined), name);
  return page.keep(({ sdk, agents, acceptCalls, camera, first }) => {
    const agent = first(Object.values(agents));
    const withCamera = async () => ({
      videoOptions: { localVideoStreams: [await camera(new sdk.CallClient())] },
    });
    return { agent, withCamera, calls: acceptCalls(agent, withCamera) };
  });
}

const pages = await Promise.all(names.map(openPerson));
const [alice] = pages;
await alice?.run(
  async ({ agent, user, withCamera, calls }, others) => {
    const options = { threadId: '19:mesh@thread.v2', ...(await withCamera()) };
    calls.push(agent.startCall(others.map(user), options));
  },
  names.slice(1) as string[],
);
const began = Date.now();

/** Waits for the video of everybody else, and draws it. */
const watchVideos = (page: (typeof pages)[number]) =>
  page.keep(async ({ calls, until, sdk, names, first }) => {
    const call = await until(() => calls[0], 30_000);
    const withVideo = () =>
      call.remoteParticipants.filter(({ videoStreams }) => videoStreams[0]?.isAvailable);
    await until(() => withVideo().length === 3, 30_000);
    const videos = await Promise.all(
      withVideo().map(async (participant) => {
        const view = await new sdk.VideoStreamRenderer(first(participant.videoStreams)).createView();
        Object.assign(view.target.style, { width: '320px', height: '180px', display: 'inline-block' });
        document.body.append(view.target);
        const element = first([...view.target.querySelectorAll('video')]);
        const video = { of: names([participant])[0], frames: 0, longestStill: 0, lastFrameAt: 0, element };
        const countFrame = (now: number) => {
          if (video.lastFrameAt) {
            video.frames++;
            video.longestStill = Math.max(video.longestStill, now - video.lastFrameAt);
          }
          video.lastFrameAt = now;
          element.requestVideoFrameCallback(countFrame);
        };
        element.requestVideoFrameCallback(countFrame);
        return video;
      }),
    );
    await until(() => videos.every(({ lastFrameAt }) => lastFrameAt > 0), 30_000);
    return { videos };
  });
const watching = await Promise.all(pages.map(watchVideos));
console.log(`all pictures there after ${Date.now() - began} ms`);
// The browser needs a moment to find out how much it can send.
await alice?.page.waitForTimeout(2_000);
for (const page of watching) {
  await page.run(({ videos }) => {
    for (const video of videos) Object.assign(video, { frames: 0, longestStill: 0 });
  });
}
await alice?.page.waitForTimeout(seconds * 1000);

const faults: string[] = [];
for (const [index, page] of watching.entries()) {
  const measured = await page.run(({ videos }) =>
    videos.map(({ of, frames, longestStill, lastFrameAt, element }) => ({
      of,
      frames,
      longestStill: Math.max(longestStill, performance.now() - lastFrameAt),
      width: element.videoWidth,
      height: element.videoHeight,
    })),
  );
  for (const { of, frames, longestStill, width, height } of measured) {
    const rate = frames / seconds;
    console.log(
      `${names[index]} sees ${of}: ${rate.toFixed(1)} pictures a second of ${width}×${height}, never still for more than ${longestStill.toFixed(0)} ms`,
    );
    if (rate < limits.leastFramesPerSecond || longestStill > limits.longestStill)
      faults.push(`${names[index]} of ${of}`);
  }
}
console.log(
  faults.length === 0 ? 'all pictures advance' : `does not advance: ${faults.join(', ')}`,
  `(limits: ${limits.leastFramesPerSecond} a second, ${limits.longestStill} ms)`,
);
await harness.close();
process.exit(faults.length === 0 ? 0 : 1);
