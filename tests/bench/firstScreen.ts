import { join, resolve } from 'node:path';
import { compressTextFiles } from '../../src/dev/compressTextFiles.ts';
import { launchChromium } from '../support/browser.ts';
import { buildApp, startSystem } from '../support/system.ts';
import { startPhone } from './afterEntra.ts';
import { environments, noThrottle, type Environment } from './environments.ts';
import { visit, type Visit } from './firstScreenFigures.ts';
import { serveSignInPage } from './floorPages.ts';
import { createLimitReport, medianOf } from './limitReport.ts';
import { readBenchOptions } from './options.ts';

/**
 * The program of `npm run bench -- first-screen`. It measures how soon a person who presses *Sign in* leaves for Entra: at once, after
 * one second and after three seconds, as a new and as a returning visitor. Beside it stands a page of React, Fluent's button and
 * MSAL. Then it measures how soon the app can call when Entra has brought the user back, and after a reload, beside a page that
 * only loads the Calling SDK and creates an agent. The pages take turns, so that they share the machine's load. With `--phone` it
 * measures only what follows Entra's answer.
 */
const { smoke, phone: onlyPhone } = readBenchOptions(['phone']);
const rounds = smoke ? 1 : 5;
/** Each limit but `kib` is the app's time, divided by that of the other page. `reload`: divided by the time after Entra's answer */
const limits = { atOnce: 1, later: 1.2, visible: 0.8, kib: 60, phone: 1.2, reload: 0.5 };
const ports = { app: 21_873, service: 21_873, emulator: 21_874 };
const phonePorts = { app: 21_883, service: 21_883, emulator: 21_884 };
/** Milliseconds from the first frame with *Sign in* to the press. */
const pressMoments = [0, 1_000, 3_000];

const build = resolve('.cache/bench-first-screen');
buildApp(build, `http://localhost:${ports.emulator}`);
// As `npm run build` does.
compressTextFiles(join(build, 'assets'));
const system = await startSystem({ ports, web: build });
const floor = await serveSignInPage(system.config.entra);
const browser = await launchChromium();
const session = await browser.newBrowserCDPSession();
const report = createLimitReport(58, smoke);

const formatMs = (value: number) => `${value.toFixed(0)} ms`;

/** Reports a time of the app beside another time, both in milliseconds. */
function compareTimes(name: string, limit: number, own: number, other: number): void {
  const ratio = own / other;
  const text = `${formatMs(own)} / ${formatMs(other)} = ${ratio.toFixed(2)}`;
  report.addTimed(`${name} (limit ${limit})`, text, ratio, ratio <= limit);
}

/** @returns the visits of the app and of the plain page, as a new visitor and as one who returns */
async function measure(environment: Environment, pressAfterMs: number) {
  const createLists = () => ({ new: [] as Visit[], returning: [] as Visit[] });
  const visits = { app: createLists(), floor: createLists() };
  for (let round = 0; round < rounds; round++) {
    const pages = [
      { url: system.url, into: visits.app },
      { url: `${floor.origin}/`, into: visits.floor },
    ];
    // They take turns to be first, because the first one fills caches from which the other gains.
    for (const { url, into } of round % 2 ? pages.toReversed() : pages) {
      const { browserContextId } = await session.send('Target.createBrowserContext');
      for (const list of [into.new, into.returning])
        list.push(await visit(session, browserContextId, url, environment, pressAfterMs));
      await session.send('Target.disposeBrowserContext', { browserContextId });
    }
  }
  return visits;
}

for (const environment of onlyPhone ? [] : environments) {
  console.log(`\n${environment.name}`);
  for (const pressAfterMs of pressMoments) {
    const visits = await measure(environment, pressAfterMs);
    for (const visitor of ['new', 'returning'] as const) {
      const [app, plain] = [visits.app[visitor], visits.floor[visitor]];
      const compare = (name: string, limit: number, read: (visit: Visit) => number) =>
        compareTimes(`${visitor}: ${name}`, limit, medianOf(app, read), medianOf(plain, read));
      if (pressAfterMs === 0) {
        compare('Sign in visible', limits.visible, ({ visibleMs }) => visibleMs);
        compare('address → Entra, pressed at once', limits.atOnce, ({ leftMs }) => leftMs);
        const kib = medianOf(app, ({ bytes }) => bytes) / 1024;
        report.add(
          `${visitor}: bytes before Sign in (limit ${limits.kib} KiB)`,
          `${kib.toFixed(1)} KiB`,
          kib <= limits.kib,
        );
      } else
        compare(`press after ${pressAfterMs / 1000} s → leaving`, limits.later, ({ leavingMs }) => leavingMs);
      for (const { layoutShift, shiftedElements } of app)
        if (layoutShift !== 0)
          report.add(`${visitor}: layout shift (CLS, limit 0)`, `${layoutShift}: ${shiftedElements}`, false);
    }
  }
}
await floor.close();
await system.close();

const phone = await startPhone(browser, phonePorts);
// The first visit asks the user for consent and fills the operating system's file cache, so its times are not used.
await phone.visitApp(noThrottle, true);
for (const environment of environments) {
  console.log(`\n${environment.name}, Entra's answer and reload`);
  const app: Awaited<ReturnType<typeof phone.visitApp>>[] = [];
  const alone: Awaited<ReturnType<typeof phone.visitSdkAlone>>[] = [];
  for (let round = 0; round < rounds; round++) {
    const visits = [
      async () => app.push(await phone.visitApp(environment)),
      async () => alone.push(await phone.visitSdkAlone(environment)),
    ];
    for (const visitOne of round % 2 ? visits.toReversed() : visits) await visitOne();
  }
  const agentMs = medianOf(app, ({ signedIn }) => signedIn.agentMs);
  const callMs = medianOf(app, ({ signedIn }) => signedIn.callMs);
  const reloadedMs = medianOf(app, ({ reloaded }) => reloaded.callMs);
  const aloneAgentMs = medianOf(alone, (times) => times.agentMs);
  const aloneCallMs = medianOf(alone, (times) => times.callMs);
  compareTimes('agent asked for / the SDK alone', limits.phone, agentMs, aloneAgentMs);
  compareTimes('Call enabled / agent of the SDK alone', limits.phone, callMs, aloneCallMs);
  compareTimes('reload: Call enabled / after Entra’s answer', limits.reload, reloadedMs, callMs);
  const stored = formatMs(medianOf(app, ({ sdkAlone }) => sdkAlone.callMs));
  console.log(`        after a reload, with the stored SDK, the SDK alone has its agent after ${stored}`);
}
await browser.close();
await phone.close();
report.setExitCode();
