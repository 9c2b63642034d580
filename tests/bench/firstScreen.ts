import { join, resolve } from 'node:path';
import { compressTextFiles } from '../../src/dev/compressTextFiles.ts';
import { launchChromium } from '../support/browser.ts';
import { buildApp } from '../support/buildApp.ts';
import { startSystem } from '../support/system.ts';
import { lines, measureHonouredPress, visit, type Visit } from './firstScreenFigures.ts';
import { serveFloorPage } from './floorPage.ts';
import { LimitReport, median } from './limits.ts';
import { readBenchOptions } from './options.ts';

/**
 * The program of `npm run bench:first-screen`. It measures how soon *Sign in* can be pressed, at the first visit and when the
 * user returns, beside a page of React alone. The pages take turns, so that they share the machine's load.
 */
const { smoke } = readBenchOptions();
const rounds = smoke ? 1 : 12;
/** `floor`: the app's time, divided by that of React alone. */
const limits = { floor: 1, kib: 60 };
const ports = { app: 21_873, service: 21_873, emulator: 21_874 };

const build = resolve('.cache/bench-first-screen');
buildApp(build, `http://localhost:${ports.emulator}`);
// As `npm run build` does.
compressTextFiles(join(build, 'assets'));
const system = await startSystem({ ports, web: build });
const floor = await serveFloorPage();
const browser = await launchChromium();
const report = new LimitReport(58, smoke);

const medianOf = (visits: readonly Visit[], key: keyof Visit) => median(visits.map((item) => item[key]));
const ms = (value: number) => `${value.toFixed(0)} ms`;

for (const line of lines) {
  const app: Visit[] = [];
  const appAgain: Visit[] = [];
  const react: Visit[] = [];
  const reactAgain: Visit[] = [];
  const presses: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const measurements = [
      async () => {
        const context = await browser.newContext();
        app.push(await visit(context, system.url, line));
        appAgain.push(await visit(context, system.url, line));
        await context.close();
      },
      async () => {
        const context = await browser.newContext();
        react.push(await visit(context, floor.url, line));
        reactAgain.push(await visit(context, floor.url, line));
        await context.close();
      },
      async () => {
        const context = await browser.newContext();
        presses.push(await measureHonouredPress(context, system.url, line));
        await context.close();
      },
    ];
    // They take turns to be first, because the first one fills caches from which the others gain.
    for (const measure of round % 2 ? measurements.toReversed() : measurements) await measure();
  }
  const [first, again] = [medianOf(app, 'pressableMs'), medianOf(appAgain, 'pressableMs')];
  const floorMs = medianOf(react, 'pressableMs');
  console.log(`\n${line.name}`);
  report.addTimed(
    `Sign in pressable / React alone (limit ${limits.floor})`,
    `${ms(first)} / ${ms(floorMs)} = ${(first / floorMs).toFixed(2)}`,
    first / floorMs,
    first / floorMs <= limits.floor,
  );
  const kib = medianOf(app, 'bytes') / 1024;
  report.add(
    `bytes before it (limit ${limits.kib} KiB)`,
    `${kib.toFixed(1)} KiB; React alone ${(medianOf(react, 'bytes') / 1024).toFixed(1)} KiB`,
    kib > 0 && kib <= limits.kib,
  );
  report.addTimed(
    'returning visitor / first visit (no limit)',
    `${ms(again)} / ${ms(first)} = ${(again / first).toFixed(2)}; React alone ${ms(medianOf(reactAgain, 'pressableMs'))}`,
    again / first,
    true,
  );
  report.add(
    'layout shift of both visits (CLS, limit 0)',
    String(Math.max(...[...app, ...appAgain].map(({ layoutShift }) => layoutShift))),
    [...app, ...appAgain].every(({ layoutShift }) => layoutShift === 0),
  );
  const pressMs = median(presses);
  report.addTimed('pressed at once → Entra’s page is requested (no limit)', ms(pressMs), pressMs, true);
}
await browser.close();
floor.close();
await system.close();
report.setExitCode();
