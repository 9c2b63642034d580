import type { Page } from 'playwright';
import { callControl, callStateText, dial, findDialBox, people, signIn } from '../support/app/appTest.ts';
import { createLimitReport } from './limitReport.ts';
import { readBenchOptions } from './options.ts';
import { startApp } from './startApp.ts';

/**
 * The program of `npm run bench -- web`. It measures how soon a search shows its results, and whether a call has to load code.
 */
const { smoke } = readBenchOptions();
const longestSearchMs = 150;
const { alice, echo } = people;

async function openSignedIn(page: Page): Promise<void> {
  await page.goto(app.system.url);
  await signIn(page, alice.upn);
}

/**
 * Checks which code the app loads before and during a call.
 * @returns `earlyChunk`: the path of the call screen's chunk, `null` if it was not loaded before the user could call.
 *   `lateScriptCount`: how many scripts the app loaded from the press on *Video call* to the end of the call.
 */
async function measureChunks(page: Page) {
  const scripts: string[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.url());
  });
  await openSignedIn(page);
  const chunk = scripts.find((url) => /\/phone-/.test(url));
  const earlyScriptCount = scripts.length;
  await dial(page, echo.id, 'Video call');
  await callStateText(page, 'Connected').waitFor();
  await callControl(page, 'People').click();
  await callControl(page, 'More').click();
  await page.keyboard.press('Escape');
  await callControl(page, 'Hang up').click();
  await page.getByRole('button', { name: 'Call back' }).waitFor();
  return {
    earlyChunk: chunk ? new URL(chunk).pathname : null,
    lateScriptCount: scripts.length - earlyScriptCount,
  };
}

/** Beginnings of names. Each text matches a person other than the user, whom the app does not suggest. */
const searchedTexts = ['bo', 'car', 'ech', 'bob', 'da', 'dec', 'bus', 'no', 'ba', 'ch'];

/**
 * Searches for people in the dial box.
 * @returns `slowestMs`: the time of the slowest of ten searches, from the answer's last byte to the frame that shows the
 *   suggestions. `requestCount`: how many requests the app sends for a name that the user types and quickly corrects.
 */
async function measureSearch(page: Page) {
  await openSignedIn(page);
  let requests = 0;
  page.on('request', (request) => {
    if (request.method() === 'GET' && request.url().includes('/v1.0/users?')) requests += 1;
  });
  await findDialBox(page).pressSequentially('carol', { delay: 40 });
  await page.getByRole('option').first().waitFor();
  await findDialBox(page).press('Backspace');
  // This is as short as the pause between two keys of a fast typist.
  await page.waitForTimeout(20);
  await findDialBox(page).pressSequentially('l');
  // This is longer than the app waits before it searches, so `requests` would include a second request.
  await page.waitForTimeout(500);
  const requestsForOneName = requests;
  const durations: number[] = [];
  for (const text of searchedTexts) {
    await findDialBox(page).fill('');
    await page.getByRole('option').first().waitFor({ state: 'detached' });
    const durationMs = page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          performance.clearResourceTimings();
          new MutationObserver((_changes, observer) => {
            if (!document.querySelector('[role=option]')) return;
            observer.disconnect();
            requestAnimationFrame((now) => {
              const answer = performance
                .getEntriesByType('resource')
                .findLast(({ name }) => name.includes('/v1.0/users?')) as PerformanceResourceTiming;
              resolve(now - answer.responseEnd);
            });
          }).observe(document, { subtree: true, childList: true });
        }),
    );
    await findDialBox(page).fill(text);
    durations.push(await durationMs);
  }
  return { slowestMs: Math.max(...durations), requestCount: requestsForOneName };
}

const report = createLimitReport(78, smoke);
const app = await startApp('web', 21_473);
const context = await app.browser.newContext();
const { earlyChunk, lateScriptCount } = await measureChunks(await context.newPage());
const chunkName = 'the call screen’s chunk, loaded before the dial box shows';
report.add(chunkName, earlyChunk ?? 'none', earlyChunk !== null);
const lateScripts = 'scripts loaded from pressing Call to hanging up (limit 0)';
report.add(lateScripts, String(lateScriptCount), lateScriptCount === 0);
for (const page of context.pages()) await page.close();
const { slowestMs, requestCount } = await measureSearch(await context.newPage());
report.addMs('answer → suggestions, slowest of ten', slowestMs, longestSearchMs);
const searches = 'requests for five letters typed at once and one typed again (limit 1)';
report.add(searches, String(requestCount), requestCount === 1);
await app.close();
report.setExitCode();
