import type { Page } from 'puppeteer-core';

/** Presses a button of a page in Firefox, once it is there. @param name a regular expression for the whole name. */
export async function press(page: Page, name: string): Promise<void> {
  const button = await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('button')].find((candidate) => {
        const label = candidate.getAttribute('aria-label') ?? candidate.textContent;
        const isNamed = new RegExp(`^${wanted}$`, 's').test(label.trim());
        return isNamed && candidate.checkVisibility() && !candidate.disabled;
      }),
    {},
    name,
  );
  // The function above may run again before the page changes, so it must not click. A click at a point could hit a notice
  // that has just moved the button.
  await page.evaluate((element) => element?.click(), button);
}

/** Signs a user in, and waits until they can place a call. */
export async function signInWithFirefox(page: Page, upn: string): Promise<void> {
  await press(page, 'Sign in');
  await press(page, `.*${upn}.*`);
  // Entra asks for consent once for each resource.
  while ((await nextStep(page)) === 'consent') {
    await Promise.all([page.waitForNavigation(), press(page, 'Accept')]);
  }
}

async function nextStep(page: Page): Promise<string> {
  const step = await page.waitForFunction(() => {
    if (document.querySelector('input[role=combobox]')) return 'phone';
    return [...document.querySelectorAll('button')].some(({ textContent }) => textContent.trim() === 'Accept')
      ? 'consent'
      : undefined;
  });
  return (await step.jsonValue()) ?? '';
}

export async function dialWithFirefox(page: Page, id: string): Promise<void> {
  await page.type('input[role=combobox]', id);
  await press(page, 'Video call');
}

/** @returns whether the video in a person's tile changes within two seconds. Firefox counts no frames of remote streams. */
export function showsMovingPicture(page: Page, name: string): Promise<boolean> {
  return page.evaluate(async (wanted) => {
    const tile = [...document.querySelectorAll('[role=group], figure')].find((group) =>
      group.getAttribute('aria-label')?.startsWith(wanted),
    );
    const video = tile?.querySelector('video');
    if (!video?.videoWidth) return false;
    const canvas = document.createElement('canvas');
    const readPixels = () => {
      const context = canvas.getContext('2d');
      context?.drawImage(video, 0, 0, canvas.width, canvas.height);
      return context?.getImageData(0, 0, canvas.width, canvas.height).data.join() ?? '';
    };
    const before = readPixels();
    const end = performance.now() + 2_000;
    while (performance.now() < end) {
      await new Promise(requestAnimationFrame);
      const now = readPixels();
      // A video of one colour would be black or blank.
      if (now !== before && new Set(now.split(',')).size > 2) return true;
    }
    return false;
  }, name);
}
