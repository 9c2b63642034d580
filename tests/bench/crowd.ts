import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright';
import { createCrowdMemberId } from '../../src/emulator/core/crowd.ts';
import { createControls } from '../support/controls.ts';
import { callControl, callStateText, dial, people, signIn, findDialBox } from '../support/app/appTest.ts';
import { openFloorPage } from './crowd/floorPage.ts';
import { createLoads, scroll, videoCount, type Load } from './crowd/loads.ts';
import { describeTasks, measureNamesAfterJoin, measureOpening, measureTasks } from './crowd/measures.ts';
import { createLimitReport, median, medianOf } from './limitReport.ts';
import { readBenchOptions } from './options.ts';
import { startApp } from './startApp.ts';

/**
 * The program of `npm run bench -- crowd`: 300 favourites, and a meeting of 350 participants. It prints each figure with its limit,
 * and the same figure of a page without the app, which it measures directly before. The limits apply to the processor time of the
 * page's main thread, because on a busy machine the time on the clock includes other programs.
 */
const { smoke } = readBenchOptions();
const limits = { openMs: 150, longTasks: 0, presenceRequests: 1, namesMs: 1_000 };
const crowdSize = 350;
const favouriteCount = 300;
const scrollMs = smoke ? 1_000 : 15_000;
const loadMs = smoke ? 2_000 : 30_000;
const floorLoadMs = smoke ? 1_000 : 10_000;
const rounds = smoke ? 1 : 5;
/** Milliseconds in which the limit allows one presence request. */
const presencePeriodMs = 15_000;
const presencePeriods = smoke ? 1 : 2;
const meetingLink = 'https://teams.microsoft.com/meet/201000000003?p=crowd3';
const { alice } = people;

const report = createLimitReport(84, smoke);

/** Stores 300 favourites, as the app itself would, and reloads the page. */
async function addFavourites(page: Page): Promise<void> {
  const list = Array.from({ length: favouriteCount }, (_, index) => ({
    id: `8:orgid:${createCrowdMemberId(index + 1)}`,
    name: `Crowd ${String(index + 1).padStart(3, '0')} (bot)`,
  }));
  const entry = [`switchboard.kept.favourites.${alice.id}`, JSON.stringify(list)] as const;
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), entry);
  await page.reload();
  await page.getByRole('list', { name: 'Favourites' }).getByRole('listitem').first().waitFor();
}

const app = await startApp('crowd', 21_573);
const { system } = app;
const context = await app.browser.newContext({ viewport: { width: 1440, height: 900 } });

const floorPage = await context.newPage();
await openFloorPage(floorPage);
const page = await context.newPage();

/** Measures a load on both pages, and reports the long tasks. */
async function reportLoad({ name, run, runFloor }: Load, ms = loadMs, floorMs = floorLoadMs): Promise<void> {
  const floor = await measureTasks(floorPage, () => runFloor(floorMs));
  const { tasks } = await measureTasks(page, () => run(ms));
  report.addTimed(
    `long tasks in ${ms / 1000} s while ${name} (limit ${limits.longTasks})`,
    `${describeTasks(tasks, ms)}; page without the app ${describeTasks(floor.tasks, floorMs)}`,
    tasks.longTaskCount,
    tasks.longTaskCount <= limits.longTasks,
  );
}

type Opening = Awaited<ReturnType<typeof measureOpening>>;

function describeOpenings(openings: readonly Opening[]): { slowestMs: number; text: string } {
  const processorMs = openings.map((opening) => opening.processorMs);
  const slowestMs = Math.max(...processorMs);
  const clockMs = medianOf(openings, (opening) => opening.clockMs);
  const text = `${median(processorMs).toFixed(0)} ms, slowest ${slowestMs.toFixed(0)} ms (on the clock ${clockMs.toFixed(0)} ms)`;
  return { slowestMs, text };
}

/**
 * Opens the list of participants several times, and leaves it open. Reports the long tasks.
 * @param openMs the limit of the processor time until the list shows; `null` while videos move, which use this time, too
 */
async function reportOpening(name: string, openMs: number | null): Promise<void> {
  const floorOpenings: Opening[] = [];
  const openings: Opening[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round > 0) {
      await floorPage.locator('#close').click();
      await page.getByRole('button', { name: 'Close People' }).click();
    }
    floorOpenings.push(await measureOpening(floorPage, '#open', 'li'));
    openings.push(await measureOpening(page, '[data-bench=people]', '[aria-label="In this call"] > li'));
  }
  const { slowestMs, text } = describeOpenings(openings);
  report.addTimed(
    `${name}, median of ${rounds} (limit ${openMs === null ? 'none' : `${openMs} ms`})`,
    `${text}; page without the app ${describeOpenings(floorOpenings).text}`,
    slowestMs,
    openMs === null || slowestMs <= openMs,
  );
  const longTaskCount = openings.reduce((sum, opening) => sum + opening.longTaskCount, 0);
  const findLongest = (list: readonly Opening[]) =>
    Math.max(...list.map(({ longestMs }) => longestMs)).toFixed(0);
  report.addTimed(
    `long tasks while ${name} (limit ${limits.longTasks})`,
    `${longTaskCount}, longest ${findLongest(openings)} ms; page without the app longest ${findLongest(floorOpenings)} ms`,
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
  const isPost = request.method() === 'POST';
  if (isPost && request.url().includes('getPresencesByUserId')) presenceRequestCount += 1;
});
const countingSince = performance.now();
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
await floorPage.locator('#open').click();
const favouritesScroll: Load = {
  name: `${favouriteCount} favourites scroll`,
  run: (ms) => scroll(page, '[aria-label="Favourites"]', ms),
  runFloor: (ms) => scroll(floorPage, 'ul', ms),
};
await reportLoad(favouritesScroll, scrollMs, scrollMs);
await floorPage.locator('#close').click();
reportPresenceRequests('presence requests per 15 s, also while they scroll');

await dial(page, meetingLink, 'Call');
await callStateText(page, 'Connected').waitFor();
const controls = createControls(system);
const join = () => controls.addCrowd({ person: alice.upn, count: crowdSize });
const namesMs = await measureNamesAfterJoin(page, join);
report.addTimed(
  `names after ${crowdSize} have joined, on a 4 times slower processor (limit ${limits.namesMs} ms)`,
  `${namesMs.toFixed(0)} ms on the clock`,
  namesMs,
  namesMs <= limits.namesMs,
);
await callControl(page, 'People').evaluate((button) => button.setAttribute('data-bench', 'people'));
const loads = createLoads(controls, { page, floorPage, crowdSize });
await reportOpening(`People opens with ${crowdSize} others`, limits.openMs);
for (const load of loads.withoutVideos) await reportLoad(load);
await page.getByRole('button', { name: 'Close People' }).click();
await floorPage.locator('#close').click();
await loads.startVideos();
await reportOpening(`People opens with ${crowdSize} others and ${videoCount} moving videos`, null);
for (const load of loads.withVideos) await reportLoad(load);
await app.close();
report.setExitCode();
