import type { Browser, Page } from 'playwright';
import { callControl, callRegion, dial, dismissEndedCall, people, signIn } from '../support/app/appTest.ts';
import { nameHelperScript } from '../support/browser.ts';
import type { CallSubject, SetUpTimes } from './callSubject.ts';

declare global {
  /**
   * What `recordCallTimes` puts into the page. Times are in milliseconds since 1970. `clicked` is the time of the first click,
   * and `undefined` before it. `waitedMs` is how long the buttons of the card that has just appeared took no press.
   */
  var callTimes: {
    connected: Promise<number>;
    firstFrame: Promise<number>;
    clicked?: number;
    waitedMs: number;
  };
}

/**
 * Runs in the page. It records the time of the first click, of *Connected* on the screen and of the first decoded remote frame.
 * @param accepts whether the page accepts an incoming call as soon as it shows the buttons
 */
function recordCallTimes(accepts: boolean): void {
  const now = () => performance.timeOrigin + performance.now();
  const waitUntil = (condition: () => boolean) =>
    new Promise<number>((resolve) => {
      const check = () => {
        if (!condition()) return;
        observer.disconnect();
        resolve(now());
      };
      const observer = new MutationObserver(check);
      const attributeFilter = ['aria-disabled'];
      observer.observe(document.body, {
        childList: true,
        subtree: true,
        characterData: true,
        attributeFilter,
      });
    });
  const times: typeof callTimes = {
    waitedMs: 0,
    connected: waitUntil(() => document.querySelector('[role=status]')?.textContent === 'Connected'),
    firstFrame: new Promise((resolve) => {
      void waitUntil(() => {
        const video = [...document.querySelectorAll<HTMLVideoElement>('[role=group] video')].find(
          (element) => !element.closest('[role=group]')?.getAttribute('aria-label')?.startsWith('You'),
        );
        video?.requestVideoFrameCallback(() => resolve(now()));
        return Boolean(video);
      });
    }),
  };
  globalThis.callTimes = times;
  document.addEventListener('click', () => (times.clicked = now()), { once: true, capture: true });
  // The caller's page would look for the button at each change of each later call, which takes time that no user's page needs.
  if (!accepts) return;
  let shownAt: number | undefined;
  void waitUntil(() => {
    const accept = [...document.querySelectorAll('button')].find(
      ({ ariaLabel, textContent }) => (ariaLabel ?? textContent) === 'Accept with video',
    );
    if (!accept) return false;
    shownAt ??= now();
    if (accept.ariaDisabled === 'true') return false;
    times.waitedMs = now() - shownAt;
    accept.click();
    return true;
  });
}

/** Runs in the page. */
async function readCallTimes(): Promise<SetUpTimes> {
  const [connected, firstFrame] = await Promise.all([callTimes.connected, callTimes.firstFrame]);
  const { clicked: startedAt, waitedMs } = callTimes;
  return { startedAt, connected, firstFrame, waitedMs };
}

/** Opens the app in a browser profile of its own, and signs a user in. */
export async function openSignedInPage(browser: Browser, url: string, upn: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.addInitScript(nameHelperScript);
  await page.goto(url);
  await signIn(page, upn);
  return page;
}

/**
 * Opens the app for Alice, who places the calls, and for Bob. A call begins with the click on *Video call*. A side is connected
 * when its page shows *Connected*.
 */
export async function openAppPages(browser: Browser, url: string): Promise<CallSubject> {
  const caller = await openSignedInPage(browser, url, people.alice.upn);
  const callee = await openSignedInPage(browser, url, people.bob.upn);
  return {
    caller,
    callee,
    async startCall() {
      for (const page of [caller, callee]) await page.evaluate(recordCallTimes, page === callee);
      await dial(caller, people.bob.id, 'Video call');
    },
    readTimes: (page) => page.evaluate(readCallTimes),
    async endCall() {
      await callControl(caller, 'Hang up').click();
      for (const page of [caller, callee]) {
        await dismissEndedCall(page);
        await callRegion(page).waitFor({ state: 'detached' });
      }
    },
    async close() {
      for (const page of [caller, callee]) await page.context().close();
    },
  };
}
