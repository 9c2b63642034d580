import type { Page } from 'puppeteer-core';

/** Presses a button of a page in Firefox, once it is there. @param name a regular expression for the whole name. */
export async function press(page: Page, name: string): Promise<void> {
  const button = await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('button')].find((one) => {
        const label = one.getAttribute('aria-label') ?? one.textContent;
        return new RegExp(`^${wanted}$`, 's').test(label.trim()) && one.checkVisibility() && !one.disabled;
      }),
    {},
    name,
  );
  // Not in the function above, which may run again before the page changes; and the element's own click, because a
  // click at a point may meet a notice that has just moved the button.
  await page.evaluate((one) => one?.click(), button);
}

/** Signs in on the app's first page. @returns once the page can call. */
export async function signInWithFirefox(page: Page, upn: string): Promise<void> {
  await press(page, 'Sign in');
  await press(page, `.*${upn}.*`);
  // Consent is asked for once, or once for each resource that Entra keeps apart.
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

/** @returns whether the picture in a person's tile changes; Firefox counts no frames of remote streams. */
export function showsMovingPicture(page: Page, name: string): Promise<boolean> {
  return page.evaluate(async (wanted) => {
    const tile = [...document.querySelectorAll('[role=group], figure')].find((one) =>
      one.getAttribute('aria-label')?.startsWith(wanted),
    );
    const video = tile?.querySelector('video');
    if (!video?.videoWidth) return false;
    const canvas = document.createElement('canvas');
    const look = () => {
      const context = canvas.getContext('2d');
      context?.drawImage(video, 0, 0, canvas.width, canvas.height);
      return context?.getImageData(0, 0, canvas.width, canvas.height).data.join() ?? '';
    };
    const before = look();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const after = look();
    return after !== before && new Set(after.split(',')).size > 2;
  }, name);
}
