import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright';
import { createCrowdMemberId } from '../../src/emulator/core/crowd.ts';
import { findDialBox, people, signIn } from '../support/app/appTest.ts';
import { recentCalls } from '../support/app/ringing.ts';
import { openFloorPage } from './crowd/floorPage.ts';
import { scroll } from './crowd/loads.ts';
import { describeTasks, measureTasks } from './crowd/measures.ts';
import { createLimitReport, medianOf } from './limitReport.ts';
import { readBenchOptions } from './options.ts';
import { startApp } from './startApp.ts';

/**
 * The program of `npm run bench -- history`: a console with 10,000 calls and 300 favourites. It searches the calls, scrolls them, and
 * leaves the console alone. The limits apply to the processor time of the page's main thread, because on a busy machine the time on
 * the clock includes other programs.
 */
const { smoke } = readBenchOptions();
const limits = { searchMs: 100, longTasks: 0 };
const callCount = 10_000;
const favouriteCount = 300;
const scrollMs = smoke ? 1_000 : 15_000;
const idleMs = smoke ? 2_000 : 60_000;
/** What the page does after its start, such as requests for photos and presence, is over after this time. */
const settleMs = smoke ? 2_000 : 20_000;
const { alice } = people;

/** The members of the crowd who call, in turns with telephones. */
const callerCount = 200;

/** Creates the stored calls of 100 days with 100 calls each. Every fifth call has a note. */
function createEntries(now: number) {
  const msBetweenCalls = (24 * 3_600_000) / 100;
  return Array.from({ length: callCount }, (_, index) => {
    const isNumber = index % 2 === 0;
    const member = (index % callerCount) + 1;
    return {
      key: `call-${index}`,
      other: isNumber ? `4:+1425${String(5_550_000 + index)}` : `8:orgid:${createCrowdMemberId(member)}`,
      name: isNumber ? null : `Crowd ${String(member).padStart(3, '0')} (bot)`,
      target: null,
      outcome: index % 3 === 0 ? 'missed' : 'answered',
      withVideo: false,
      at: now - index * msBetweenCalls,
      seconds: index % 3 === 0 ? null : 65,
      ...(index % 5 === 1 && {
        note: `Wants offer ${index} for the flat in Größe Street`,
        label: 'Resolved',
      }),
    };
  });
}

/** What is searched, and what only the row of the first found call has. */
const searches = [
  ['crowd 124', 'Crowd 124'],
  ['offer 9996', 'offer 9996'],
  ['5559998', '+1 425 555 9998'],
  ['crowd 0', 'Crowd 002'],
  ['GRÖßE', 'Größe'],
  ['(425) 555-12', '+1 425 555 1200'],
  ['resolved', 'Resolved'],
  ['offer 50', 'offer 501'],
  ['bot', '(bot)'],
  ['c', 'Crowd 002'],
] as const;
/** What only the row of the newest call has, which no search finds. */
const newestText = '+1 425 555 0000';

/** Stores the calls as version 0.2.0 did, and the favourites, and reloads the page, which takes the calls over. */
async function fillLists(page: Page): Promise<void> {
  const favourites = Array.from({ length: favouriteCount }, (_, index) => ({
    id: `8:orgid:${createCrowdMemberId(index + 1)}`,
    name: `Crowd ${String(index + 1).padStart(3, '0')} (bot)`,
  }));
  const stored = [
    [`switchboard.kept.favourites.${alice.id}`, JSON.stringify(favourites)],
    [
      `switchboard.kept.history.${alice.id}`,
      JSON.stringify({ entries: createEntries(Date.now()), seenAt: Date.now() }),
    ],
  ] as const;
  await page.evaluate((texts) => texts.forEach(([key, text]) => localStorage.setItem(key, text)), stored);
  await page.reload();
  await recentCalls(page).getByRole('listitem').first().waitFor();
}

/**
 * Types into the search, as one key press does.
 * @returns the milliseconds on the clock until the frame whose first row has `expected`
 */
const measureSearch = (page: Page, [query, expected]: readonly [string, string]): Promise<number> =>
  page.evaluate(
    async ([text, expectedText]) => {
      const input = document.querySelector<HTMLInputElement>('[data-bench=search]');
      if (!input) throw new Error('There is no search.');
      const startedAt = performance.now();
      // React notices only what the browser's own property sets.
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
      input.dispatchEvent(new Event('input', { bubbles: true }));
      for (;;) {
        if (document.querySelector('[data-bench=calls] li')?.textContent.includes(expectedText)) break;
        if (performance.now() - startedAt > 10_000) throw new Error(`The search for ${text} finds nothing.`);
        await new Promise((resolve) => {
          requestAnimationFrame(resolve);
        });
      }
      return performance.now() - startedAt;
    },
    [query, expected] as const,
  );

const app = await startApp('history', 21_773);
const context = await app.browser.newContext({ viewport: { width: 1440, height: 900 } });
const floorPage = await context.newPage();
await openFloorPage(floorPage);
await floorPage.locator('#open').click();
const page = await context.newPage();
const report = createLimitReport(84, smoke);

await page.goto(app.system.url);
await signIn(page, alice.upn);
await findDialBox(page).waitFor();
await fillLists(page);
const calls = recentCalls(page);
await calls.evaluate((region) => region.setAttribute('data-bench', 'calls'));
await calls.getByRole('searchbox').evaluate((input) => input.setAttribute('data-bench', 'search'));
// The oldest call is found when the page has read all calls.
await calls.getByRole('searchbox').fill('+14255559998');
await calls.getByText('+1 425 555 9998').waitFor();
await measureSearch(page, ['', newestText]);
await wait(settleMs);

const results = [];
for (const search of searches) {
  results.push(await measureTasks(page, () => measureSearch(page, search)));
  await measureSearch(page, ['', newestText]);
}
const slowestMs = Math.max(...results.map(({ tasks }) => tasks.totalMs));
const clockMs = medianOf(results, ({ result }) => result);
const slowestClockMs = Math.max(...results.map(({ result }) => result));
report.addMs(
  `a search in ${callCount} calls, slowest of ten`,
  slowestMs,
  limits.searchMs,
  `on the clock ${clockMs.toFixed(0)} ms, slowest ${slowestClockMs.toFixed(0)} ms`,
);

/** Measures the same on both pages, and reports the long tasks. */
async function reportTasks(
  name: string,
  ms: number,
  run: (measured: Page, content: string) => Promise<unknown>,
) {
  const floor = await measureTasks(floorPage, () => run(floorPage, 'ul'));
  const { tasks } = await measureTasks(page, () => run(page, '[data-bench=calls] ul'));
  report.addTimed(
    `long tasks in ${ms / 1000} s ${name} (limit ${limits.longTasks})`,
    `${describeTasks(tasks, ms)}; page without the app ${describeTasks(floor.tasks, ms)}`,
    tasks.longTaskCount,
    tasks.longTaskCount <= limits.longTasks,
  );
  return { ownMs: tasks.totalMs, floorMs: floor.tasks.totalMs };
}

await reportTasks(`while ${callCount} calls scroll`, scrollMs, (measured, content) =>
  scroll(measured, content, scrollMs),
);
await wait(settleMs);
const idleName = `while nothing happens, with ${favouriteCount} favourites`;
const idle = await reportTasks(idleName, idleMs, () => wait(idleMs));
const toMinute = (ms: number) => `${((ms / idleMs) * 60_000).toFixed(0)} ms`;
report.addTimed(
  'processor time of an idle console in a minute (limit none)',
  `${toMinute(idle.ownMs)}; page without the app ${toMinute(idle.floorMs)}`,
  idle.ownMs,
  true,
);
await app.close();
report.setExitCode();
