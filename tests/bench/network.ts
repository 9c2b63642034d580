/**
 * The program of `npm run bench -- network`, about 6 minutes. Alice in Chromium calls Bob in Firefox, and Bob gets one network after
 * another. The program compares what was asked of the network laboratory with what both browsers measure. `--bandwidth` leaves out the
 * networks without a bandwidth.
 */
import { createControls } from '../../src/emulator-package/controls/createControls.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import type { Network } from '../../src/emulator/wire/network.ts';
import { launchChromium } from '../support/browser.ts';
import { firefoxPath, startFirefox } from '../support/firefox.ts';
import { servePages } from '../support/pageServer.ts';
import { readBenchOptions } from './options.ts';

const { smoke, bandwidth } = readBenchOptions(['bandwidth']);
/** How long a new network takes effect before the measurement. */
const settleMs = 7_000;
const measureMs = smoke ? 3_000 : 40_000;
/** How far a measured value may be from what was asked. */
const tolerance = 0.2;
/** The networks of Bob. Packets to and from him pass it once. */
const allNetworks: readonly Network[] = smoke
  ? [{ lossPercent: 25, delayMs: 100 }]
  : [
      { lossPercent: 5, delayMs: 50 },
      { lossPercent: 10, delayMs: 100 },
      { lossPercent: 25, delayMs: 250 },
      { to: { kbps: 200 } },
      { from: { kbps: 200 } },
      { to: { kbps: 400 } },
      { from: { kbps: 400 } },
    ];

const hasBandwidth = ({ from, to }: Network) => (from ?? to)?.kbps !== undefined;
const networks = allNetworks.filter((network) => !bandwidth || hasBandwidth(network));

/** The counters of a page, in a moment of the call. */
interface Counters {
  readonly atMs: number;
  readonly audioLost: number;
  readonly audioArrived: number;
  /** Without the headers of IP and UDP, which are part of the bandwidth: they are 2 % of full packets. */
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
window.RTCPeerConnection = class extends Native { constructor(...args) { super(...args); connections.push(this); this.addEventListener('datachannel', ({ channel }) => load(channel)); } };
const parameters = new URLSearchParams(location.search);
const { CallClient } = await import(parameters.get('sdk'));
const token = parameters.get('token');
const client = new CallClient();
const agent = await client.createTeamsCallAgent({ getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3e6 }), dispose() {} });
await client.getDeviceManager();
/** Sends up to a megabit a second. Video would not do: browsers use less than the bandwidth, on a busy machine only half of it. */
const load = (channel) => setInterval(() => {
  if (channel.readyState === 'open' && channel.bufferedAmount < 20_000)
    for (let count = 0; count < 2; count++) channel.send(new Uint8Array(1_250));
}, 20);
window.startLoad = () => void load(connections.at(-1).createDataChannel('load', { ordered: false }));
agent.on('incomingCall', ({ incomingCall }) => void incomingCall.accept());
window.call = (id) => void (window.currentCall = agent.startCall({ microsoftTeamsUserId: id }));
window.readState = () => agent.calls[0]?.state;
window.readCounters = async () => {
  const report = await connections.filter(({ connectionState }) => connectionState !== 'closed').at(-1).getStats();
  const stats = [...report.values()];
  const audio = stats.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio');
  const sum = (wantedType, read) => stats.reduce((total, stat) => total + (stat.type === wantedType ? read(stat) : 0), 0);
  return {
    atMs: performance.now(),
    audioLost: audio.packetsLost,
    audioArrived: audio.packetsReceived,
    arrivedBytes: sum('candidate-pair', ({ bytesReceived = 0 }) => bytesReceived),
    roundTripSeconds: sum('remote-inbound-rtp', ({ totalRoundTripTime = 0 }) => totalRoundTripTime),
    roundTrips: sum('remote-inbound-rtp', ({ roundTripTimeMeasurements = 0 }) => roundTripTimeMeasurements),
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
let isLoaded = false;
console.log('asked of Bob’s network              | browser  | quantity     |  asked | measured');
for (const network of networks) {
  await controls.network.set('bob', network);
  if (hasBandwidth(network) && !isLoaded) {
    isLoaded = true;
    await pages.Chromium.evaluate('startLoad()');
  }
  await pause(settleMs);
  const results = await Promise.all(
    Object.entries(pages).map(async ([name, page]) => [name, await measure(page)] as const),
  );
  for (const [name, measured] of results) {
    const asked = {
      lossPercent: network.lossPercent,
      roundTripMs: network.delayMs === undefined ? undefined : 2 * network.delayMs,
      kbps: network[name === 'Firefox' ? 'to' : 'from']?.kbps,
    };
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
}
await Promise.all([chromium.close(), firefox.close()]);
await Promise.all([pageServer.close(), emulator.stop()]);
// A short measurement counts too few packets for a limit.
if (missed > 0 && !smoke) {
  console.error(`${missed} values are more than 20 % away from what was asked.`);
  process.exitCode = 1;
}
