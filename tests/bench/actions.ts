import { resolve } from 'node:path';
import { people, signIn, findDialBox } from '../support/app/appTest.ts';
import { launchChromium } from '../support/browser.ts';
import { buildEmulatedApp } from '../support/buildApp.ts';
import { createControls } from '../support/controls.ts';
import { startSystem } from '../support/system.ts';
import { measureActions } from './actionFigures.ts';
import { measureFastestCall } from './callTimes.ts';
import { LimitReport } from './limits.ts';
import { readBenchOptions } from './options.ts';
import { measureBareButton } from './pressTimes.ts';

/**
 * The program of `npm run bench -- actions`. It measures
 * - how soon the user sees that a press has had an effect, for each action of a call, while signalling and Graph answer late
 * - how long a call takes to ring and to connect while Graph answers, and while Graph does not answer
 *
 * The program prints each figure with its limit, and the time of a button without the app. `docs/performance.md` lists all limits.
 */
const { smoke } = readBenchOptions();
const limits = { pressMs: 100, ratio: 2, addedMs: 500 };
const ports = { app: 21_673, service: 21_673, emulator: 21_674 };
/** How often each action and each call is measured. The fastest time counts. */
const rounds = smoke ? 1 : 5;
const { alice, bob } = people;
const build = resolve('.cache/bench-actions');

const report = new LimitReport(58, smoke);

buildEmulatedApp(build, `http://localhost:${ports.emulator}`);
const browser = await launchChromium();
const system = await startSystem({ ports, web: build });
const emulator = createControls(system);

const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const bareButtonMs = await measureBareButton(await context.newPage(), 10);
for (const [name, durationMs] of await measureActions(await context.newPage(), system, rounds))
  report.addTimed(
    `${name} shows that it was pressed (limit ${limits.pressMs} ms)`,
    `${durationMs.toFixed(0)} ms; button without the app ${bareButtonMs.toFixed(0)} ms`,
    durationMs,
    durationMs <= limits.pressMs,
  );
await context.close();
await emulator.resetCalls();

const [caller, callee] = await Promise.all(
  [alice, bob].map(async ({ upn }) => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(system.url);
    await signIn(page, upn);
    return page;
  }),
);
if (!caller || !callee) throw new Error('Two pages are needed.');
const usual = await measureFastestCall(caller, callee, bob.id, rounds);
await emulator.setConditions({ delayGraphMs: 120_000 });
for (const page of [caller, callee]) {
  await page.reload();
  await findDialBox(page).waitFor();
}
const slowGraph = await measureFastestCall(caller, callee, bob.id, rounds);
for (const [name, key] of [
  ['Call → it rings', 'ringsMs'],
  ['Accept → both connected', 'connectsMs'],
] as const) {
  const limitMs = limits.ratio * usual[key] + limits.addedMs;
  report.addTimed(
    `${name}, without answers of Graph (limit ${limitMs.toFixed(0)} ms)`,
    `${slowGraph[key].toFixed(0)} ms; with answers ${usual[key].toFixed(0)} ms`,
    slowGraph[key],
    slowGraph[key] <= limitMs,
  );
}
await browser.close();
await system.close();
report.setExitCode();
