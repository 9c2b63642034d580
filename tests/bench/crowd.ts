import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright';
import { createCrowdMemberId } from '../../src/emulator/core/crowd.ts';
import { launchChromium } from '../support/browser.ts';
import { buildEmulatedApp } from '../support/buildApp.ts';
import { createControls } from '../support/controls.ts';
import { startSystem } from '../support/system.ts';
import { callControl, callStateText, dial, people, signIn } from '../support/app/appTest.ts';
import { measureScrolling, measureTimeUntilShown } from './crowdFigures.ts';
import { LimitReport, median } from './limits.ts';
import { readBenchOptions } from './options.ts';
import { openPlainListPage } from './plainList.ts';
import { measureTasks } from './taskTimes.ts';

/**
 * The program of `npm run bench:crowd`. It measures
 * - how soon the list of participants opens in a meeting with 350 others
 * - whether the page stops while that list, or a list of 300 favourites, scrolls
 * - how many requests the presence of 300 favourites costs
 *
 * The program prints each figure with its limit, and the same figure of a list without the app. The limits apply to the
 * processor time of the page's main thread, because on a busy machine the time on the clock includes other programs. On a quiet
 * machine both are nearly equal.
 */
const { smoke } = readBenchOptions();
const limits = { openMs: 150, longTasks: 0, presenceRequests: 1 };
const crowdSize = 350;
const favouriteCount = 300;
const scrollMs = smoke ? 1_000 : 15_000;
const rounds = smoke ? 1 : 5;
/** Milliseconds in which the limit allows one presence request. */
const presencePeriodMs = 15_000;
const presencePeriods = smoke ? 1 : 2;
const meetingLink = 'https://teams.microsoft.com/meet/201000000003?p=crowd3';
const ports = { app: 21_573, service: 21_573, emulator: 21_574 };
const { alice } = people;
const build = resolve('.cache/bench-crowd');

const report = new LimitReport(64, smoke);

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

buildEmulatedApp(build, `http://localhost:${ports.emulator}`);
const browser = await launchChromium();
const system = await startSystem({ ports, web: build });
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });

/** Opens a list several times. @returns the median and the longest times, in milliseconds */
async function measureOpening(page: Page, open: string, row: string, close: () => Promise<void>) {
  const clockMs: number[] = [];
  const processorMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // The page has become quiet.
    await wait(2_000);
    const { result, tasks } = await measureTasks(page, () => measureTimeUntilShown(page, open, row));
    clockMs.push(result);
    processorMs.push(tasks.totalMs);
    if (round < rounds - 1) await close();
  }
  return { clockMs: median(clockMs), processorMs: median(processorMs), slowestMs: Math.max(...processorMs) };
}

const floorPage = await context.newPage();
await openPlainListPage(floorPage);
const floorOpening = await measureOpening(floorPage, '#open', 'li', () =>
  floorPage.locator('#close').click(),
);
const floorScrolling = await measureTasks(floorPage, () => measureScrolling(floorPage, 'ul', scrollMs));
await floorPage.close();

async function reportScrolling(name: string, scrolledPage: Page, selector: string): Promise<void> {
  const { result, tasks } = await measureTasks(scrolledPage, () =>
    measureScrolling(scrolledPage, selector, scrollMs),
  );
  const { result: floorResult, tasks: floorTasks } = floorScrolling;
  report.addTimed(
    `long tasks while ${name} scroll for ${scrollMs / 1000} s (limit ${limits.longTasks})`,
    `${tasks.longTaskCount}, longest ${tasks.longestMs.toFixed(0)} ms (on the clock ${result}); plain list ${floorTasks.longTaskCount}, longest ${floorTasks.longestMs.toFixed(0)} ms (on the clock ${floorResult})`,
    tasks.longTaskCount,
    tasks.longTaskCount <= limits.longTasks,
  );
}

const page = await context.newPage();
await page.goto(system.url);
await signIn(page, alice.upn);
await page.getByRole('combobox', { name: 'Call someone' }).waitFor();
await addFavourites(page);
let presenceRequestCount = 0;
// The first request is sent when the list appears. The limit counts the requests after it.
await wait(presencePeriodMs / 3);
page.on('request', (request) => {
  if (request.url().includes('getPresencesByUserId') && request.method() === 'POST')
    presenceRequestCount += 1;
});
await wait(presencePeriods * presencePeriodMs);
report.add(
  `presence requests per 15 s with ${favouriteCount} favourites (limit ${limits.presenceRequests})`,
  String(presenceRequestCount / presencePeriods),
  presenceRequestCount / presencePeriods <= limits.presenceRequests,
);
await reportScrolling(`${favouriteCount} favourites`, page, '[aria-label="Favourites"]');
report.add(
  `presence requests per 15 s, also while they scroll (limit ${limits.presenceRequests})`,
  String(presenceRequestCount / (presencePeriods + scrollMs / presencePeriodMs)),
  presenceRequestCount <=
    limits.presenceRequests * (presencePeriods + Math.ceil(scrollMs / presencePeriodMs)),
);

await dial(page, meetingLink, 'Call');
await callStateText(page, 'Connected').waitFor();
await createControls(system).addCrowd({ person: alice.upn, count: crowdSize });
await page.getByRole('button', { name: /^\+33\d Show all people$/ }).waitFor();
await callControl(page, 'People').evaluate((button) => button.setAttribute('data-bench', 'people'));
const opening = await measureOpening(page, '[data-bench=people]', '[aria-label="In this call"] > li', () =>
  page.getByRole('button', { name: 'Close People' }).click(),
);
report.addTimed(
  `People opens with ${crowdSize} others, median of ${rounds} (limit ${limits.openMs} ms)`,
  `${opening.processorMs.toFixed(0)} ms, slowest ${opening.slowestMs.toFixed(0)} ms (on the clock ${opening.clockMs.toFixed(0)} ms); plain list ${floorOpening.processorMs.toFixed(0)} ms (on the clock ${floorOpening.clockMs.toFixed(0)} ms)`,
  opening.slowestMs,
  opening.slowestMs <= limits.openMs,
);
await reportScrolling(`${crowdSize + 1} participants`, page, '[aria-label="In this call"]');
await browser.close();
await system.close();
report.setExitCode();
