import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright';
import { createCrowdMemberId } from '../../src/emulator/core/crowd.ts';
import { launchChromium } from '../support/browser.ts';
import { buildEmulatedApp } from '../support/buildApp.ts';
import { createControls } from '../support/controls.ts';
import { builtOrigin, emulatedBuild, startSystem } from '../support/system.ts';
import { callControl, callStateText, dial, people, signIn, findDialBox } from '../support/app/appTest.ts';
import { createLoads, scroll, videoCount, type Load } from './crowd/loads.ts';
import { measureNamesAfterJoin, measureOpening, measureTasks, type Opening } from './crowd/measures.ts';
import { createLimitReport, median } from './limits.ts';
import { readBenchOptions } from './options.ts';

/**
 * The program of `npm run bench -- crowd`: 300 favourites, and a meeting of 350 participants. It prints each figure with its limit.
 * The limits apply to the processor time of the page's main thread, because on a busy machine the time on the clock includes other
 * programs.
 */
const { smoke } = readBenchOptions();
const limits = { openMs: 150, longTasks: 0, presenceRequests: 1, namesMs: 1_000 };
const crowdSize = 350;
const favouriteCount = 300;
const scrollMs = smoke ? 1_000 : 15_000;
const loadMs = smoke ? 2_000 : 30_000;
const rounds = smoke ? 1 : 5;
/** Milliseconds in which the limit allows one presence request. */
const presencePeriodMs = 15_000;
const presencePeriods = smoke ? 1 : 2;
const meetingLink = 'https://teams.microsoft.com/meet/201000000003?p=crowd3';
const { alice } = people;

const report = createLimitReport(84, smoke);

/** Stores 300 favourites, as the app itself would, and reloads the page. */
async function addFavourites(page: Page): Promise<void> {
  const list = Array.from({ length: favouriteCount }, (_, index) => {
    const name = `Crowd ${String(index + 1).padStart(3, '0')} (bot)`;
    return { id: `8:orgid:${createCrowdMemberId(index + 1)}`, name };
  });
  await page.evaluate(([oid, text]) => localStorage.setItem(`switchboard.kept.favourites.${oid}`, text), [
    alice.id,
    JSON.stringify(list),
  ] as const);
  await page.reload();
  await page.getByRole('list', { name: 'Favourites' }).getByRole('listitem').first().waitFor();
}

buildEmulatedApp(emulatedBuild, builtOrigin);
const browser = await launchChromium();
const system = await startSystem();
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });

/** Reports the long tasks during a load. */
async function reportLoad({ name, run }: Load, ms = loadMs): Promise<void> {
  const { longTaskCount, longestMs, totalMs } = (await measureTasks(page, () => run(ms))).tasks;
  const perSecondMs = (totalMs / ms) * 1000;
  report.addTimed(
    `long tasks in ${ms / 1000} s while ${name} (limit ${limits.longTasks})`,
    `${longTaskCount}, longest ${longestMs.toFixed(0)} ms; processor time ${perSecondMs.toFixed(0)} ms a second`,
    longTaskCount,
    longTaskCount <= limits.longTasks,
  );
}

/**
 * Opens the list of participants several times, and leaves it open. Reports the long tasks.
 * @param openMs the limit of the processor time until the list shows; `null` while videos move, which use this time, too
 */
async function reportOpening(name: string, openMs: number | null): Promise<void> {
  const openings: Opening[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round > 0) await page.getByRole('button', { name: 'Close People' }).click();
    openings.push(await measureOpening(page, '[data-bench=people]', '[aria-label="In this call"] > li'));
  }
  const processorMs = openings.map((opening) => opening.processorMs);
  const slowestMs = Math.max(...processorMs);
  const clockMs = median(openings.map((opening) => opening.clockMs));
  report.addTimed(
    `${name}, median of ${rounds} (limit ${openMs === null ? 'none' : `${openMs} ms`})`,
    `${median(processorMs).toFixed(0)} ms, slowest ${slowestMs.toFixed(0)} ms (on the clock ${clockMs.toFixed(0)} ms)`,
    slowestMs,
    openMs === null || slowestMs <= openMs,
  );
  const longTaskCount = openings.reduce((sum, opening) => sum + opening.longTaskCount, 0);
  const longestMs = Math.max(...openings.map((opening) => opening.longestMs));
  report.addTimed(
    `long tasks while ${name} (limit ${limits.longTasks})`,
    `${longTaskCount}, longest ${longestMs.toFixed(0)} ms`,
    longTaskCount,
    longTaskCount <= limits.longTasks,
  );
}

await page.goto(system.url);
await signIn(page, alice.upn);
await findDialBox(page).waitFor();
await addFavourites(page);
let presenceRequestCount = 0;
// The first request is sent when the list appears. The limit counts the requests after it.
await wait(presencePeriodMs / 3);
page.on('request', (request) => {
  if (request.url().includes('getPresencesByUserId') && request.method() === 'POST')
    presenceRequestCount += 1;
});
const countingSince = performance.now();
/** Reports the presence requests since the counting began. */
function reportPresenceRequests(name: string): void {
  const periods = (performance.now() - countingSince) / presencePeriodMs;
  report.add(
    `${name} (limit ${limits.presenceRequests})`,
    (presenceRequestCount / periods).toFixed(2),
    presenceRequestCount <= limits.presenceRequests * Math.ceil(periods),
  );
}
await wait(presencePeriods * presencePeriodMs);
reportPresenceRequests(`presence requests per 15 s with ${favouriteCount} favourites`);
await reportLoad(
  {
    name: `${favouriteCount} favourites scroll`,
    run: (ms) => scroll(page, '[aria-label="Favourites"]', ms),
  },
  scrollMs,
);
reportPresenceRequests('presence requests per 15 s, also while they scroll');

await dial(page, meetingLink, 'Call');
await callStateText(page, 'Connected').waitFor();
const controls = createControls(system);
const namesMs = await measureNamesAfterJoin(page, () =>
  controls.addCrowd({ person: alice.upn, count: crowdSize }),
);
report.addTimed(
  `names after ${crowdSize} have joined, on a 4 times slower processor (limit ${limits.namesMs} ms)`,
  `${namesMs.toFixed(0)} ms on the clock`,
  namesMs,
  namesMs <= limits.namesMs,
);
await callControl(page, 'People').evaluate((button) => button.setAttribute('data-bench', 'people'));
const loads = createLoads(controls, page, crowdSize);
await reportOpening(`People opens with ${crowdSize} others`, limits.openMs);
for (const load of loads.withoutVideos) await reportLoad(load);
await page.getByRole('button', { name: 'Close People' }).click();
await loads.startVideos();
await reportOpening(`People opens with ${crowdSize} others and ${videoCount} moving videos`, null);
for (const load of loads.withVideos) await reportLoad(load);
await browser.close();
await system.close();
report.setExitCode();
