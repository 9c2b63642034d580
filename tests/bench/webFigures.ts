import type { Page } from 'playwright';
import { createControls } from '../support/controls.ts';
import type { System } from '../support/system.ts';
import { callStateText, callControl, dial, people, signIn } from '../support/app/appTest.ts';

const { alice, bob, echo } = people;
const box = (page: Page) => page.getByRole('combobox', { name: 'Call someone' });
const connected = (page: Page) => callStateText(page, 'Connected');

async function openSignedIn(page: Page, { url }: System): Promise<void> {
  await page.goto(url);
  await signIn(page, alice.upn);
}

/** @returns the chunk of the call's screen if it was loaded before the user could call, and how many scripts a call loads. */
export async function measureChunks(page: Page, system: System) {
  const scripts: string[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.url());
  });
  await openSignedIn(page, system);
  const chunk = scripts.find((url) => /\/inCall-/.test(url));
  const before = scripts.length;
  await dial(page, echo.id, 'Video call');
  await connected(page).waitFor();
  await callControl(page, 'People').click();
  await callControl(page, 'More').click();
  await page.keyboard.press('Escape');
  await callControl(page, 'Hang up').click();
  await page.getByRole('button', { name: 'Call again' }).waitFor();
  return { inCall: chunk ? new URL(chunk).pathname : null, late: scripts.length - before };
}

/**
 * @returns the time of the slowest of ten searches, from the answer's last byte to the frame that shows the suggestions, and
 *   how many requests the app sends for a name that is typed and corrected quickly.
 */
export async function measureSearch(page: Page, system: System) {
  await openSignedIn(page, system);
  let requests = 0;
  page.on('request', (request) => {
    if (request.method() === 'GET' && request.url().includes('/v1.0/users?')) requests += 1;
  });
  await box(page).pressSequentially('alice', { delay: 40 });
  await page.getByRole('option').first().waitFor();
  await box(page).press('Backspace');
  // A fast typist's pause.
  await page.waitForTimeout(20);
  await box(page).pressSequentially('e');
  // Longer than the app waits before it searches, so that a second request would be counted.
  await page.waitForTimeout(500);
  const requestsForOneName = requests;
  const took: number[] = [];
  for (const text of ['bo', 'car', 'ech', 'bob', 'al', 'dec', 'bus', 'no', 'ba', 'ch']) {
    await box(page).fill('');
    await page.getByRole('option').first().waitFor({ state: 'detached' });
    const shown = page.evaluate(
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
    await box(page).fill(text);
    took.push(await shown);
  }
  return { shownMs: Math.max(...took), requests: requestsForOneName };
}

/** @returns for each button the milliseconds from a press to the frame in which it shows the press, while signalling is slow. */
export async function measurePresses(page: Page, system: System): Promise<[string, number][]> {
  const emulator = createControls(system);
  await openSignedIn(page, system);
  await page.evaluate(timePresses);
  const pressed: [string, number][] = [];
  const took = async (name: string) => {
    const time = await page.evaluate(() => (window as unknown as { pressed: Promise<number> }).pressed);
    pressed.push([name, time]);
  };
  await emulator.setConditions({ delaySignallingMs: 400 });
  await dial(page, echo.id, 'Call');
  await took('Call');
  await connected(page).waitFor();
  for (const [name, nextName] of [
    ['Mute', 'Unmute'],
    ['Hold', 'Resume'],
    ['Resume', 'Hold'],
    ['Turn camera on', 'Turn camera off'],
    ['Share screen', 'Stop sharing'],
  ] as const) {
    await callControl(page, name).click();
    await took(name);
    await callControl(page, nextName).waitFor();
  }
  await callControl(page, 'People').click();
  await took('People');
  await page.getByRole('complementary', { name: 'People' }).waitFor();
  await callControl(page, 'Hang up').click();
  await took('Hang up');
  await page.getByRole('main').getByRole('button', { name: 'Close' }).click();
  for (const name of ['Accept', 'Decline']) {
    await emulator.runAction({ as: bob.upn, act: 'ring', to: alice.upn });
    await page.getByRole('alertdialog').getByRole('button', { name, exact: true }).click();
    await took(name);
    await emulator.resetCalls();
    await emulator.setConditions({ delaySignallingMs: 400 });
    const close = page.getByRole('main').getByRole('button', { name: 'Close' });
    if (name === 'Accept') await close.click();
  }
  await emulator.resetConditions();
  return pressed;
}

/** Runs in the page: measures from each press until its button is busy, disabled, renamed or removed. */
function timePresses(): void {
  document.addEventListener(
    'click',
    ({ target }) => {
      const button = (target as Element).closest('button');
      if (!button) return;
      const from = performance.now();
      // No function here may have a name, because tsx would wrap it in a helper that the page does not have.
      const signs = ['aria-busy', 'aria-disabled', 'aria-expanded'];
      const before = signs.map((sign) => button.getAttribute(sign)).join() + button.textContent;
      const pressed = new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          const now = signs.map((sign) => button.getAttribute(sign)).join() + button.textContent;
          if (button.isConnected && now === before) return;
          observer.disconnect();
          requestAnimationFrame(() => resolve(performance.now() - from));
        });
        observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      });
      Object.assign(window, { pressed });
    },
    { capture: true },
  );
}
