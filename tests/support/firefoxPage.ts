import type { Page } from 'puppeteer-core';

/** Waits for a button or menu entry in Firefox, and presses it. `name` is a regular expression for its whole name. */
export async function press(page: Page, name: string): Promise<void> {
  const button = await page.waitForFunction(
    (namePattern) =>
      [...document.querySelectorAll<HTMLElement>('button, [role^=menuitem]')].find((candidate) => {
        const label = candidate.getAttribute('aria-label') ?? candidate.textContent;
        const isUsable = candidate.checkVisibility() && !candidate.matches(':disabled, [aria-disabled=true]');
        return isUsable && new RegExp(`^${namePattern}$`, 's').test(label.trim());
      }),
    {},
    name,
  );
  // Enter hits the button even if a notice has just moved it; a click at a position might miss it. Unlike `element.click()`, a
  // key counts as the user's own action, without which browsers share no screen.
  // Without a key between, the app takes Enter for the second press of a control that has gone.
  await page.keyboard.press('Tab');
  await page.evaluate((element) => element?.focus(), button);
  await page.keyboard.press('Enter');
}

export async function signInWithFirefox(page: Page, upn: string): Promise<void> {
  await press(page, 'Sign in');
  await press(page, `.*${upn}.*`);
  // The consent page appears once for each resource.
  while ((await waitForNextPage(page)) === 'consent')
    await Promise.all([page.waitForNavigation(), press(page, 'Accept')]);
}

/** @returns `phone` once the dial box is shown, or `consent` once a consent page is shown. */
async function waitForNextPage(page: Page): Promise<string> {
  const pageName = await page.waitForFunction(() => {
    if (document.querySelector('input[role=combobox]')) return 'phone';
    return [...document.querySelectorAll('button')].some(({ textContent }) => textContent.trim() === 'Accept')
      ? 'consent'
      : undefined;
  });
  return (await pageName.jsonValue()) ?? '';
}

/** Starts a video call. @param id whatever the dial box accepts, for example an object id. */
export async function dialWithFirefox(page: Page, id: string): Promise<void> {
  await page.type('input[role=combobox]', id);
  await press(page, 'Video call');
}

/** @returns whether a person's video changes within 2 s. Compares pixels: Firefox counts no frames of remote streams. */
export function showsMovingPicture(page: Page, name: string): Promise<boolean> {
  return page.evaluate(async (name) => {
    const tile = [...document.querySelectorAll('[role=group], figure')].find((group) =>
      group.getAttribute('aria-label')?.startsWith(name),
    );
    const video = tile?.querySelector('video');
    if (!video?.videoWidth) return false;
    const canvas = document.createElement('canvas');
    const readPixels = () => {
      const context = canvas.getContext('2d');
      context?.drawImage(video, 0, 0, canvas.width, canvas.height);
      return context?.getImageData(0, 0, canvas.width, canvas.height).data.join() ?? '';
    };
    const firstPixels = readPixels();
    const deadline = performance.now() + 2_000;
    while (performance.now() < deadline) {
      await new Promise(requestAnimationFrame);
      const pixels = readPixels();
      // A black or transparent picture has at most two different values.
      if (pixels !== firstPixels && new Set(pixels.split(',')).size > 2) return true;
    }
    return false;
  }, name);
}

/** Waits until an element of a page in Firefox contains a text. @param selector a CSS selector */
export async function waitForText(page: Page, selector: string, text: string): Promise<void> {
  await page.waitForFunction(
    (css, wanted) =>
      [...document.querySelectorAll(css)].some(({ textContent }) => textContent.includes(wanted)),
    {},
    selector,
    text,
  );
}
