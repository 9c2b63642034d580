import type { Page } from 'playwright';
import type { System } from '../support/system.ts';
import { callControl, callStateText, dial, people, signIn, findDialBox } from '../support/app/appTest.ts';

const { alice, echo } = people;
const connectedText = (page: Page) => callStateText(page, 'Connected');

async function openSignedIn(page: Page, { url }: System): Promise<void> {
  await page.goto(url);
  await signIn(page, alice.upn);
}

/**
 * Checks which code the app loads before and during a call.
 * @returns `earlyChunk`: the path of the call screen's chunk, `null` if it was not loaded before the user could call.
 *   `lateScriptCount`: how many scripts the app loaded from the press on *Video call* to the end of the call.
 */
export async function measureChunks(page: Page, system: System) {
  const scripts: string[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.url());
  });
  await openSignedIn(page, system);
  const chunk = scripts.find((url) => /\/inCall-/.test(url));
  const earlyScriptCount = scripts.length;
  await dial(page, echo.id, 'Video call');
  await connectedText(page).waitFor();
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
export async function measureSearch(page: Page, system: System) {
  await openSignedIn(page, system);
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
