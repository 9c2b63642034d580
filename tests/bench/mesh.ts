import type { Page } from 'playwright';
import { startHarness } from '../contract/calling/harness.ts';

/**
 * `npm run bench:mesh`: four people with video in one call, each in a page; whether all twelve pictures advance, how
 * fast, and how long the longest of them stood still.
 */
const names = ['alice', 'bob', 'carol', 'erin'] as const;
const seconds = Number(process.env.SECONDS ?? 10);
/** Slower than this is a picture, but none that moves. */
const limits = { leastFramesPerSecond: 2, longestStill: 2_000 };

interface Watched {
  readonly of: string;
  readonly frames: number;
  readonly longestStill: number;
  readonly width: number;
  readonly height: number;
}

const harness = await startHarness();
const pages: Page[] = [];
for (const name of names) {
  const page = await harness.page();
  await page.evaluate(
    `(async () => { globalThis.me = await agentOf('${name}'); globalThis.ring = incoming(me.agent); })()`,
  );
  pages.push(page);
}
const withCamera = `{ videoOptions: { localVideoStreams: [await camera(me.client)] } }`;
const [first, ...others] = pages;
await first?.evaluate(
  `(async () => { globalThis.call = me.agent.startCall([${names
    .slice(1)
    .map((name) => `user('${name}')`)
    .join(', ')}], { threadId: '19:mesh@thread.v2', ...${withCamera} }); })()`,
);
await Promise.all(
  others.map((page) =>
    page.evaluate(`ring.then(async (inc) => { globalThis.call = await inc.accept(${withCamera}); })`),
  ),
);
const began = Date.now();
await Promise.all(
  pages.map((page) =>
    page.evaluate(`(async () => {
      const all = () => call.remoteParticipants.filter((p) => p.videoStreams[0]?.isAvailable);
      await until(() => all().length === 3, 30000);
      globalThis.watched = await Promise.all(all().map(async (p) => {
        const view = await new sdk.VideoStreamRenderer(p.videoStreams[0]).createView();
        Object.assign(view.target.style, { width: '320px', height: '180px', display: 'inline-block' });
        document.body.append(view.target);
        const video = view.target.querySelector('video');
        const one = { of: Object.keys(ids).find((name) => ids[name] === p.identifier.microsoftTeamsUserId), frames: 0, longestStill: 0, at: 0, video };
        const count = (now) => { if (one.at) { one.frames++; one.longestStill = Math.max(one.longestStill, now - one.at); } one.at = now; video.requestVideoFrameCallback(count); };
        video.requestVideoFrameCallback(count);
        return one;
      }));
      await until(() => watched.every((one) => one.at > 0), 30000);
    })()`),
  ),
);
console.log(`all pictures there after ${Date.now() - began} ms`);
// The browser finds out by itself how much it can send.
await first?.waitForTimeout(2_000);
for (const page of pages)
  await page.evaluate('for (const one of watched) { one.frames = 0; one.longestStill = 0; }');
await first?.waitForTimeout(seconds * 1000);

const faults: string[] = [];
for (const [i, page] of pages.entries()) {
  const all = await page.evaluate<Watched[]>(
    `watched.map(({ of, frames, longestStill, at, video }) => ({ of, frames, longestStill: Math.max(longestStill, performance.now() - at), width: video.videoWidth, height: video.videoHeight }))`,
  );
  for (const { of, frames, longestStill, width, height } of all) {
    const rate = frames / seconds;
    console.log(
      `${names[i]} sees ${of}: ${rate.toFixed(1)} pictures a second of ${width}×${height}, never still for more than ${longestStill.toFixed(0)} ms`,
    );
    if (rate < limits.leastFramesPerSecond || longestStill > limits.longestStill)
      faults.push(`${names[i]} of ${of}`);
  }
}
console.log(
  faults.length === 0 ? 'all pictures advance' : `does not advance: ${faults.join(', ')}`,
  `(limits: ${limits.leastFramesPerSecond} a second, ${limits.longestStill} ms)`,
);
await harness.close();
process.exit(faults.length === 0 ? 0 : 1);
