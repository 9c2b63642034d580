import type { Page } from 'playwright';
import { createControls } from '../support/controls.ts';
import type { System } from '../support/system.ts';
import {
  callControl,
  callStateText,
  dial,
  dismissEndedCall,
  people,
  signIn,
} from '../support/app/appTest.ts';

const { alice, bob, echo } = people;
const dialBox = (page: Page) => page.getByRole('combobox', { name: 'Call someone' });
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
  await dialBox(page).pressSequentially('alice', { delay: 40 });
  await page.getByRole('option').first().waitFor();
  await dialBox(page).press('Backspace');
  // This is as short as the pause between two keys of a fast typist.
  await page.waitForTimeout(20);
  await dialBox(page).pressSequentially('e');
  // This is longer than the app waits before it searches, so `requests` would include a second request.
  await page.waitForTimeout(500);
  const requestsForOneName = requests;
  const durations: number[] = [];
  for (const text of ['bo', 'car', 'ech', 'bob', 'al', 'dec', 'bus', 'no', 'ba', 'ch']) {
    await dialBox(page).fill('');
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
    await dialBox(page).fill(text);
    durations.push(await durationMs);
  }
  return { slowestMs: Math.max(...durations), requestCount: requestsForOneName };
}

/**
 * Presses buttons while signalling is slow.
 * @returns for each button its name, and the milliseconds from the press to the frame in which the button shows the press
 */
export async function measurePresses(page: Page, system: System): Promise<[string, number][]> {
  const emulator = createControls(system);
  await openSignedIn(page, system);
  await page.evaluate(timePresses);
  const presses: [name: string, durationMs: number][] = [];
  const recordPress = async (name: string) => {
    const durationMs = await page.evaluate(() => (window as unknown as { pressed: Promise<number> }).pressed);
    presses.push([name, durationMs]);
  };
  await emulator.setConditions({ delaySignallingMs: 400 });
  await dial(page, echo.id, 'Call');
  await recordPress('Call');
  await connectedText(page).waitFor();
  for (const [name, nextName] of [
    ['Mute', 'Unmute'],
    ['Hold', 'Resume'],
    ['Resume', 'Hold'],
    ['Turn camera on', 'Turn camera off'],
    ['Share screen', 'Stop sharing'],
  ] as const) {
    await callControl(page, name).click();
    await recordPress(name);
    await callControl(page, nextName).waitFor();
  }
  await callControl(page, 'People').click();
  await recordPress('People');
  await page.getByRole('complementary', { name: 'People' }).waitFor();
  await callControl(page, 'Hang up').click();
  await recordPress('Hang up');
  await dismissEndedCall(page);
  for (const name of ['Accept', 'Decline']) {
    await emulator.runAction({ as: bob.upn, act: 'ring', to: alice.upn });
    await page.getByRole('alertdialog').getByRole('button', { name, exact: true }).click();
    await recordPress(name);
    await emulator.resetCalls();
    await emulator.setConditions({ delaySignallingMs: 400 });
    if (name === 'Accept') await dismissEndedCall(page);
  }
  await emulator.resetConditions();
  return presses;
}

/** Runs in the page. It measures from each press until the button is busy, disabled, renamed or removed. */
function timePresses(): void {
  document.addEventListener(
    'click',
    ({ target }) => {
      const button = (target as Element).closest('button');
      if (!button) return;
      const pressedAt = performance.now();
      // No function in this callback may have a name, because tsx would wrap it in a helper that the page does not have.
      const attributes = ['aria-busy', 'aria-disabled', 'aria-expanded'];
      const stateBefore = attributes.map((name) => button.getAttribute(name)).join() + button.textContent;
      const pressed = new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          const state = attributes.map((name) => button.getAttribute(name)).join() + button.textContent;
          if (button.isConnected && state === stateBefore) return;
          observer.disconnect();
          requestAnimationFrame(() => resolve(performance.now() - pressedAt));
        });
        observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      });
      Object.assign(window, { pressed });
    },
    { capture: true },
  );
}
