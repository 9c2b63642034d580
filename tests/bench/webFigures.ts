import type { Page } from 'playwright';
import { controls } from '../support/controls.ts';
import type { System } from '../support/system.ts';
import { control, dial, inCall, people, signIn } from '../support/app/appTest.ts';

const { alice, bob, echo } = people;
const box = (page: Page) => page.getByRole('combobox', { name: 'Call someone' });
const connected = (page: Page) => inCall(page).getByText('Connected', { exact: true });

async function enter(page: Page, { url }: System): Promise<void> {
  await page.goto(url);
  await signIn(page, alice.upn);
}

/** Which chunk holds the call's screen, if it came before the phone was ready, and how many scripts came in a call. */
export async function measureChunks(page: Page, system: System) {
  const scripts: string[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.url());
  });
  await enter(page, system);
  const chunk = scripts.find((url) => /\/inCall-/.test(url));
  const before = scripts.length;
  await dial(page, echo.id, 'Video call');
  await connected(page).waitFor();
  await control(page, 'People').click();
  await control(page, 'More').click();
  await page.keyboard.press('Escape');
  await control(page, 'Hang up').click();
  await page.getByRole('button', { name: 'Call again' }).waitFor();
  return { inCall: chunk ? new URL(chunk).pathname : null, late: scripts.length - before };
}

/** The slowest of ten searches, in milliseconds from the answer's last byte to the frame that has the suggestions. */
export async function measureSearch(page: Page, system: System) {
  await enter(page, system);
  let asked = 0;
  page.on('request', (request) => {
    if (request.method() === 'GET' && request.url().includes('/v1.0/users?')) asked += 1;
  });
  await box(page).pressSequentially('alice', { delay: 40 });
  await page.getByRole('option').first().waitFor();
  await box(page).press('Backspace');
  await page.waitForTimeout(20);
  await box(page).pressSequentially('e');
  await page.waitForTimeout(500);
  const once = asked;
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
  return { shown: Math.max(...took), asked: once };
}

/** Milliseconds from a press to the frame in which its button says so, while signalling is slow. */
export async function measurePresses(page: Page, system: System): Promise<[string, number][]> {
  const emulator = controls(system);
  await enter(page, system);
  await page.evaluate(timePresses);
  const pressed: [string, number][] = [];
  const took = async (name: string) => {
    const time = await page.evaluate(() => (window as unknown as { pressed: Promise<number> }).pressed);
    pressed.push([name, time]);
  };
  await emulator.set({ delaySignallingMs: 400 });
  await dial(page, echo.id, 'Call');
  await took('Call');
  await connected(page).waitFor();
  for (const name of ['Mute', 'Hold', 'Resume', 'Turn camera on', 'Share screen', 'People', 'Hang up']) {
    await control(page, name).click();
    await took(name);
    await page.waitForTimeout(1_500);
  }
  await page.getByRole('main').getByRole('button', { name: 'Close' }).click();
  for (const name of ['Accept', 'Decline']) {
    await emulator.act({ as: bob.upn, act: 'ring', to: alice.upn });
    await page.getByRole('alertdialog').getByRole('button', { name, exact: true }).click();
    await took(name);
    await emulator.clear();
    await emulator.set({ delaySignallingMs: 400 });
    const close = page.getByRole('main').getByRole('button', { name: 'Close' });
    if (name === 'Accept') await close.click();
  }
  await emulator.reset();
  return pressed;
}

/** Leaves a promise of the last press: busy, disabled, renamed, or gone. */
function timePresses(): void {
  document.addEventListener(
    'click',
    ({ target }) => {
      const button = (target as Element).closest('button');
      if (!button) return;
      const from = performance.now();
      // No function here has a name: what compiles this file would wrap it in a helper that the page does not know.
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
