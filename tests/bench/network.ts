import { chromium, type Page } from 'playwright';
import { startHarness } from '../contract/calling/harness.ts';
import { browserArguments } from '../support/browser.ts';
import { createNetwork, whyNoNamespaces, type Machine } from './networkNamespaces.ts';

/**
 * `npm run bench:network`: two machines in networks of their own, in a call with video. The cable is pulled for 3 and for
 * 10 seconds, and one machine gets another address: how soon the pictures are back on both sides, and what the call said
 * meanwhile.
 */
const faults = [
  { what: 'no link for 3 s', seconds: 3, limit: 2_000 },
  { what: 'no link for 10 s', seconds: 10, limit: 5_000 },
] as const;
/** The way to an address that is gone has to be given up first. */
const movedLimit = 5_000;

const why = whyNoNamespaces();
if (why) {
  console.log(`NOT RUN: ${why}. Nothing is known here about real network faults.`);
  process.exit(0);
}

const network = createNetwork(2);
const harness = await startHarness();
const port = Number(new URL(harness.origin).port);
await network.forward(port);

async function openMachine({ browser }: Machine): Promise<Page> {
  const started = await chromium.launch({
    executablePath: browser,
    // The page stays at localhost, which browsers trust with cameras.
    args: [...browserArguments(), `--host-resolver-rules=MAP localhost ${network.gateway}`],
  });
  const page = await (await started.newContext()).newPage();
  await page.goto(harness.origin);
  await page.waitForFunction('globalThis.sdk');
  return page;
}

/** Counts the pictures of the other side; `lastAt` is when the last one came. */
const watch = `(async () => {
  const stream = await until(() => call.remoteParticipants[0]?.videoStreams.find((s) => s.isAvailable), 20000);
  const view = await new sdk.VideoStreamRenderer(stream).createView();
  document.body.append(view.target);
  const video = view.target.querySelector('video');
  const count = () => { globalThis.lastAt = Date.now(); video.requestVideoFrameCallback(count); };
  video.requestVideoFrameCallback(count);
  const { network } = call.feature(sdk.Features.UserFacingDiagnostics);
  network.on('diagnosticChanged', ({ diagnostic, value }) => log.push(diagnostic + ' ' + value));
  await until(() => globalThis.lastAt);
})()`;

/** @returns how long after `since` a picture came on every page. */
async function backAfter(pages: readonly Page[], since: number, within: number): Promise<number> {
  const times = await Promise.all(
    pages.map((page) => page.evaluate<number>(`until(() => lastAt > ${since} && lastAt, ${within})`)),
  );
  return Math.max(...times) - since;
}

const failed: string[] = [];
const tell = async (what: string, took: number, limit: number, pages: readonly Page[]) => {
  const said = await Promise.all(pages.map((page) => page.evaluate<string[]>('log.splice(0)')));
  const states = await Promise.all(pages.map((page) => page.evaluate<string>('call.state')));
  console.log(
    `${what}: pictures on both sides ${took} ms after it was over (limit ${limit} ms); states ${states.join(', ')}; said ${said.map((list) => list.join(', ') || 'nothing').join(' | ')}`,
  );
  if (took > limit || states.some((state) => state !== 'Connected')) failed.push(what);
};

try {
  const pages = await Promise.all(network.machines.map(openMachine));
  const [alice, bob] = pages as [Page, Page];
  await bob.evaluate(
    `(async () => { const b = await agentOf('bob'); b.agent.on('incomingCall', async ({ incomingCall }) => { globalThis.call = await incomingCall.accept({ videoOptions: { localVideoStreams: [await camera(b.client)] } }); }); })()`,
  );
  await alice.evaluate(
    `(async () => { const a = await agentOf('alice'); globalThis.call = a.agent.startCall(user('bob'), { videoOptions: { localVideoStreams: [await camera(a.client)] } }); await until(() => call.state === 'Connected', 20000); })()`,
  );
  await Promise.all(pages.map((page) => page.evaluate(watch)));
  const [machine] = network.machines;
  if (!machine) throw new Error('There is no machine.');
  for (const { what, seconds, limit } of faults) {
    machine.plug(false);
    await bob.waitForTimeout(seconds * 1000);
    const since = Date.now();
    machine.plug(true);
    await tell(what, await backAfter(pages, since, 60_000), limit, pages);
    await bob.waitForTimeout(5_000);
  }
  const since = Date.now();
  machine.move('10.77.0.99');
  await bob.waitForTimeout(500);
  await tell('another address', await backAfter(pages, since + 500, 60_000), movedLimit, pages);
  console.log(failed.length === 0 ? 'all within the limits' : `beyond the limit: ${failed.join(', ')}`);
  for (const page of pages) await page.context().browser()?.close();
} finally {
  await harness.close();
  network.close();
}
process.exit(failed.length === 0 ? 0 : 1);
