/**
 * The program of `npm run bench -- network`, about 7 minutes. Alice in Chromium calls Bob in Firefox, with sound and video, and Bob
 * gets one network after another. The program compares what was asked of the network laboratory with what both browsers measure.
 */
import { createControls } from '../../src/emulator-package/controls/createControls.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import type { Network } from '../../src/emulator/wire/network.ts';
import { launchChromium } from '../support/browser.ts';
import { firefoxPath, startFirefox } from '../support/firefox.ts';
import { servePages } from '../support/pageServer.ts';
import { readBenchOptions } from './options.ts';

const { smoke } = readBenchOptions();
/** How long a new network takes effect before the measurement: bandwidth estimation needs time to find the bandwidth. */
const settleMs = { packets: 7_000, bandwidth: smoke ? 7_000 : 30_000 };
const measureMs = smoke ? 3_000 : 45_000;
/** How far a measured value may be from what was asked. */
const tolerance = 0.2;
/** The bytes that IP, UDP and SRTP add to each packet, and those of an RTP header with extensions, if the browser does not say. */
const bytesAroundPacket = 28 + 10;
const usualHeaderBytes = 20;

/** The networks of Bob. Packets to and from him pass it once. */
const networks: readonly Network[] = smoke
  ? [{ lossPercent: 25, delayMs: 100 }]
  : [
      { lossPercent: 5, delayMs: 50 },
      { lossPercent: 10, delayMs: 100 },
      { lossPercent: 25, delayMs: 250 },
      { kbps: 150 },
      { kbps: 300 },
    ];

/** The counters of a page, in a moment of the call. */
interface Counters {
  readonly atMs: number;
  readonly audioLost: number;
  readonly audioArrived: number;
  readonly arrivedBytes: number;
  /** The sum of all measured round trips, and their number. */
  readonly roundTripSeconds: number;
  readonly roundTrips: number;
}
/** What Playwright's pages and Puppeteer's have in common. */
interface Page {
  goto(address: string): Promise<unknown>;
  evaluate(expression: string): Promise<unknown>;
}

/** The script of the pages. It needs no code of the app: any page of another project could have it. */
const pageScript = `
const connections = [];
const Native = RTCPeerConnection;
window.RTCPeerConnection = class extends Native { constructor(...args) { super(...args); connections.push(this); } };
const parameters = new URLSearchParams(location.search);
const { CallClient, LocalVideoStream } = await import(parameters.get('sdk'));
const token = parameters.get('token');
const client = new CallClient();
const agent = await client.createTeamsCallAgent({ getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3e6 }), dispose() {} });
await client.getDeviceManager();
/** A picture that video encoders cannot compress, so that it takes all bandwidth. */
const createNoise = () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
  const context = canvas.getContext('2d');
  const image = context.createImageData(320, 180);
  const pixels = new Uint32Array(image.data.buffer);
  setInterval(() => {
    for (let i = 0; i < pixels.length; i++) pixels[i] = 0xff000000 | (Math.random() * 0xffffff);
    context.putImageData(image, 0, 0);
  }, 66);
  return new LocalVideoStream(canvas.captureStream(15));
};
const options = () => ({ videoOptions: { localVideoStreams: [createNoise()] } });
agent.on('incomingCall', ({ incomingCall }) => void incomingCall.accept(options()));
window.call = (id) => void (window.currentCall = agent.startCall({ microsoftTeamsUserId: id }, options()));
window.readState = () => agent.calls[0]?.state;
window.readCounters = async () => {
  const report = await connections.filter(({ connectionState }) => connectionState === 'connected').at(-1).getStats();
  const stats = [...report.values()];
  const inbound = stats.filter(({ type }) => type === 'inbound-rtp');
  const audio = inbound.find(({ kind }) => kind === 'audio');
  const sum = (read) => inbound.reduce((total, stat) => total + read(stat), 0);
  return {
    atMs: performance.now(),
    audioLost: audio.packetsLost,
    audioArrived: audio.packetsReceived,
    arrivedBytes: sum(({ bytesReceived, packetsReceived, headerBytesReceived = ${usualHeaderBytes} * packetsReceived }) =>
      bytesReceived + headerBytesReceived + ${bytesAroundPacket} * packetsReceived),
    roundTripSeconds: stats.reduce((total, { type, totalRoundTripTime = 0 }) => total + (type === 'remote-inbound-rtp' ? totalRoundTripTime : 0), 0),
    roundTrips: stats.reduce((total, { type, roundTripTimeMeasurements = 0 }) => total + (type === 'remote-inbound-rtp' ? roundTripTimeMeasurements : 0), 0),
  };
};
document.title = 'ready';
`;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
async function waitFor(page: Page, expression: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await page.evaluate(expression))) {
    if (Date.now() > deadline) throw new Error(`Not within a minute: ${expression}`);
    await pause(200);
  }
}
const readCounters = (page: Page) => page.evaluate('readCounters()') as Promise<Counters>;

/** Measures in one page what arrives during a time. */
async function measure(page: Page) {
  const before = await readCounters(page);
  await pause(measureMs);
  const after = await readCounters(page);
  const lost = after.audioLost - before.audioLost;
  const arrived = after.audioArrived - before.audioArrived;
  return {
    lossPercent: (100 * lost) / (lost + arrived),
    roundTripMs:
      (1_000 * (after.roundTripSeconds - before.roundTripSeconds)) / (after.roundTrips - before.roundTrips),
    // Bytes in a millisecond, times 8, are kilobits in a second.
    kbps: ((after.arrivedBytes - before.arrivedBytes) * 8) / (after.atMs - before.atMs),
  };
}

const firefoxProgram = firefoxPath();
if (firefoxProgram === null) throw new Error('Firefox is not installed: install it, or set FIREFOX_PATH.');
const emulator = await startEmulator();
const controls = createControls(emulator);
const pageServer = await servePages({
  '/': '<!doctype html><button>Start</button><script type="module" src="/page.js"></script>',
  '/page.js': pageScript,
});
const [chromium, firefox] = await Promise.all([launchChromium(), startFirefox(firefoxProgram)]);
const pages: Record<'Chromium' | 'Firefox', Page> = {
  Chromium: await (await chromium.newContext()).newPage(),
  Firefox: await firefox.newPage(),
};
for (const [name, person] of [
  ['Chromium', 'alice'],
  ['Firefox', 'bob'],
] as const) {
  const { token } = await controls.issueToken(person);
  const query = new URLSearchParams({ sdk: `${emulator.url}/calling.js`, token });
  await pages[name].goto(`${pageServer.origin}/?${query}`);
  await waitFor(pages[name], 'document.title === "ready"');
}
const { oid } = await controls.findPerson('bob');
await controls.network.set('bob', {});
await pages.Chromium.evaluate(`call(${JSON.stringify(oid)})`);
for (const page of Object.values(pages)) await waitFor(page, 'readState() === "Connected"');

let missed = 0;
console.log('asked of Bob’s network              | browser  | quantity     |  asked | measured');
for (const network of networks) {
  await controls.network.set('bob', network);
  await pause(network.kbps === undefined ? settleMs.packets : settleMs.bandwidth);
  const results = await Promise.all(
    Object.entries(pages).map(async ([name, page]) => [name, await measure(page)] as const),
  );
  const asked = {
    lossPercent: network.lossPercent,
    roundTripMs: network.delayMs === undefined ? undefined : 2 * network.delayMs,
    kbps: network.kbps,
  };
  for (const [name, measured] of results)
    for (const quantity of ['lossPercent', 'roundTripMs', 'kbps'] as const) {
      const wanted = asked[quantity];
      if (wanted === undefined) continue;
      const isKept = Math.abs(measured[quantity] - wanted) <= tolerance * wanted;
      if (!isKept) missed += 1;
      console.log(
        `${JSON.stringify(network).padEnd(35)} | ${name.padEnd(8)} | ${quantity.padEnd(12)} | ${String(wanted).padStart(6)} | ${measured[quantity].toFixed(1).padStart(8)}${isKept ? '' : '  more than 20 % away'}`,
      );
    }
}
await Promise.all([chromium.close(), firefox.close()]);
await Promise.all([pageServer.close(), emulator.stop()]);
// A short measurement counts too few packets for a limit.
if (missed > 0 && !smoke) {
  console.error(`${missed} values are more than 20 % away from what was asked.`);
  process.exitCode = 1;
}
