import { test as base, expect, type BrowserContext, type Locator, type Page } from '@playwright/test';
import type { LocalCase } from '../../../src/dev/config.ts';
import { createControls } from '../controls.ts';
import { startSystem, type System } from '../system.ts';
import { logTracks } from './mediaLog.ts';

/** The page of one user, in a browser profile of their own. */
export interface OpenedApp {
  readonly page: Page;
  readonly context: BrowserContext;
}

interface Fixtures {
  /**
   * Opens the app in a new browser profile. When the test ends, it fails if a page logged an error or warning, or sent a request
   * to another machine.
   */
  openApp: (options?: { path?: string; permissions?: string[] }) => Promise<OpenedApp>;
  openAppAs: (upn: string) => Promise<OpenedApp>;
  /** Opens the app for each of these users, in a browser profile of their own. */
  openPages: <Users extends readonly { upn: string }[]>(
    ...users: Users
  ) => Promise<{ [User in keyof Users]: Page }>;
  emulator: ReturnType<typeof createControls>;
  /** Patterns of errors and warnings that do not fail the test. A test adds to the list. */
  expectedErrors: RegExp[];
}

export const people = {
  alice: { upn: 'alice@fabrikam.example', id: 'a0000000-0000-4000-8000-00000000000a', name: 'Alice Archer' },
  bob: { upn: 'bob@fabrikam.example', id: 'b0000000-0000-4000-8000-00000000000b', name: 'Bob Baker' },
  carol: { upn: 'carol@fabrikam.example', id: 'c0000000-0000-4000-8000-00000000000c', name: 'Carol Chen' },
  dave: { upn: 'dave@fabrikam.example', id: 'd0000000-0000-4000-8000-00000000000d', name: 'Dave Diaz' },
  erin: { upn: 'erin@contoso.example', id: 'e0000000-0000-4000-8000-00000000000e', name: 'Erin Evans' },
  echo: { upn: 'echo@fabrikam.example', id: 'ec000000-0000-4000-8000-0000000000ec', name: 'Echo' },
  busy: { upn: 'busy@fabrikam.example', id: 'b5000000-0000-4000-8000-0000000000b5', name: 'Busy' },
  decline: { upn: 'decline@fabrikam.example', id: 'dc000000-0000-4000-8000-0000000000dc', name: 'Decline' },
};

interface WorkerFixtures {
  /** Which of the documented set-ups the tests of a file run in: `test.use({ localCase: 'extension' })`. */
  localCase: LocalCase;
  system: System;
  url: string;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  localCase: ['contoso', { scope: 'worker', option: true }],
  system: [
    async ({ localCase }, provide) => {
      const system = await startSystem({ case: localCase });
      await provide(system);
      await system.close();
    },
    { scope: 'worker' },
  ],
  url: [async ({ system }, provide) => provide(system.url), { scope: 'worker' }],
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from this pattern which fixtures are needed.
  expectedErrors: async ({}, provide) => provide([]),
  openApp: async ({ browser, url, expectedErrors }, provide) => {
    const contexts: BrowserContext[] = [];
    const problems: string[] = [];
    await provide(async ({ path = '/', permissions } = {}) => {
      const context = await browser.newContext({ ...(permissions && { permissions }) });
      contexts.push(context);
      await context.addInitScript(logTracks);
      await context.addInitScript(reportViolations);
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
      });
      page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
      context.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url());
        if (/^(http|ws)/.test(protocol) && hostname !== 'localhost' && hostname !== '127.0.0.1')
          problems.push(`left the machine: ${request.url()}`);
      });
      await page.goto(url + path);
      return { page, context };
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(problems.filter((line) => !expectedErrors.some((expected) => expected.test(line)))).toEqual([]);
  },
  openAppAs: async ({ openApp }, provide) =>
    provide(async (upn) => {
      const openedApp = await openApp();
      await signIn(openedApp.page, upn);
      return openedApp;
    }),
  openPages: async ({ openAppAs }, provide) =>
    provide(async (...users) => {
      const pages: Page[] = [];
      for (const { upn } of users) pages.push((await openAppAs(upn)).page);
      return pages as { [User in keyof typeof users]: Page };
    }),
  emulator: async ({ system }, provide) => provide(createControls(system)),
});

/** Signs a user in, and waits until they can place a call. */
export async function signIn(page: Page, upn: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await signInAtEntra(page, upn);
}

/** Chooses a user on Entra's page, and waits until they can place a call. */
export async function signInAtEntra(page: Page, upn: string): Promise<void> {
  await page.getByRole('button', { name: upn }).click();
  const accept = page.getByRole('button', { name: 'Accept' });
  // The consent page appears once for each resource, so the number of clicks is not known.
  await page.addLocatorHandler(accept, () => accept.click(), { noWaitAfter: true });
  await expect(findDialBox(page)).toBeVisible({ timeout: 20_000 });
  await page.removeLocatorHandler(accept);
}

/**
 * Signs a user in, where the sign-in does not end at the phone. The consent page comes only at the user's first sign-in.
 * @returns the element that the app shows instead, once it is visible
 */
export async function signInAsFarAs(page: Page, upn: string, shown: Locator): Promise<Locator> {
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: upn }).click();
  const accept = page.getByRole('button', { name: 'Accept' });
  await expect(accept.or(shown)).toBeVisible();
  if (await accept.isVisible()) await accept.click();
  await expect(shown).toBeVisible();
  return shown;
}

/** Holds back the requests to these addresses. @returns a function that lets them go on */
export async function holdRequests(target: Page | BrowserContext, addresses: string | RegExp) {
  let release = () => {};
  const whenReleased = new Promise<void>((resolve) => (release = resolve));
  await target.route(addresses, async (route) => {
    await whenReleased;
    // The app aborts a request that takes too long.
    await route.continue().catch(() => {});
  });
  return release;
}

/** @returns the box in which the user enters whom to call. It shows when the phone is ready. */
export const findDialBox = (page: Page) => page.getByRole('combobox', { name: 'Call someone' });

/** Starts a call. @param id whatever the box *Call someone* accepts, for example an object id. */
export async function dial(page: Page, id: string, button: 'Call' | 'Video call'): Promise<void> {
  await findDialBox(page).fill(id);
  // The rows of favourites have buttons *Call*, too. They come after the dial box.
  await page.getByRole('button', { name: button, exact: true }).first().click();
}

/** Starts a call that is accepted at once, and waits until it is connected. */
export async function dialAndConnect(page: Page, id: string, button: 'Call' | 'Video call'): Promise<void> {
  await dial(page, id, button);
  await expect(callStateText(page, 'Connected')).toBeVisible();
}

export async function choosePeople(page: Page, ...chosen: readonly { upn: string; name: string }[]) {
  for (const { upn, name } of chosen) {
    await findDialBox(page).fill(upn);
    await page.getByRole('option', { name: new RegExp(name) }).click();
  }
}

/** Chooses an entry of the account menu, for example `Settings`. */
export async function chooseInAccountMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

export const callRegion = (page: Page) => page.getByRole('region', { name: 'Call', exact: true });
/** @returns a button of the call's toolbar, for example `Mute`. */
export const callControl = (page: Page, name: string) =>
  page.getByRole('toolbar', { name: 'Call controls' }).getByRole('button', { name, exact: true });
/** Chooses an entry of the call's menu *More*. */
export async function chooseMore(page: Page, item: string): Promise<void> {
  await callControl(page, 'More').click();
  await page.getByRole('menuitem', { name: item }).click();
}
/** Opens a view of the navigation, for example `Meetings`. */
export const openView = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
/** @returns the text of the call on the screen that shows this state, for example `Connected`. */
export const callStateText = (page: Page, state: string) =>
  callRegion(page).getByText(state, { exact: true });
/** The message that says how a call ended. */
export const endedCallNotice = (page: Page, text: string | RegExp) =>
  page
    .getByRole('status')
    .filter({ has: page.getByRole('button', { name: 'Dismiss', exact: true }), hasText: text });

export const dismissEndedCall = (page: Page): Promise<void> =>
  page
    .getByRole('region', { name: 'What happened' })
    .getByRole('button', { name: 'Dismiss', exact: true })
    .last()
    .click();

export async function hangUp(page: Page): Promise<void> {
  await callControl(page, 'Hang up').click();
  await dismissEndedCall(page);
}

export const incomingCallDialog = (page: Page) => page.getByRole('alertdialog', { name: /Incoming call/ });

export const acceptCall = (page: Page, button: 'Accept' | 'Accept with video' = 'Accept'): Promise<void> =>
  incomingCallDialog(page).getByRole('button', { name: button, exact: true }).click();

/** Calls a person in one page, accepts in the other, and waits until the caller's page shows *Connected*. */
export async function connectCall(caller: Page, callee: Page, calleeId: string): Promise<void> {
  await dial(caller, calleeId, 'Call');
  await acceptCall(callee);
  await expect(callStateText(caller, 'Connected')).toBeVisible();
}

/** Fails unless the video in a person's tile draws new frames. */
export async function expectMovingPicture(page: Page, name: string | RegExp): Promise<void> {
  const video = page.getByRole('group', { name }).locator('video');
  await expect(video).toBeVisible();
  await expectMovingVideos(video);
}

/** Fails unless all these videos draw new frames. @param timeout milliseconds until the check fails */
export async function expectMovingVideos(videos: Locator, timeout?: number): Promise<void> {
  const countFrames = () =>
    videos.evaluateAll((elements: HTMLVideoElement[]) =>
      elements.map((element) => element.getVideoPlaybackQuality().totalVideoFrames),
    );
  const framesBefore = await countFrames();
  const haveMoved = async () =>
    (await countFrames()).every((frames, index) => frames > (framesBefore[index] ?? 0) + 5);
  await expect.poll(haveMoved, timeout === undefined ? {} : { timeout }).toBe(true);
}

/** A tone is louder than this, and silence is not. From 0 to 1. */
export const audible = 0.01;

/** @returns the peak, from 0 to 1, of all media elements that play unmuted, within 2 s or until it is audible */
export const measureLoudness = (page: Page): Promise<number> =>
  page.evaluate(async (audiblePeak) => {
    const context = new AudioContext();
    await context.resume();
    const analyser = context.createAnalyser();
    for (const element of document.querySelectorAll<HTMLMediaElement>('audio, video')) {
      const { muted, paused, srcObject } = element;
      if (muted || paused || !(srcObject instanceof MediaStream)) continue;
      if (srcObject.getAudioTracks().length > 0) context.createMediaStreamSource(srcObject).connect(analyser);
    }
    const samples = new Float32Array(analyser.fftSize);
    let peak = 0;
    for (let i = 0; i < 20 && peak <= audiblePeak; i++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      analyser.getFloatTimeDomainData(samples);
      peak = Math.max(peak, ...samples.map(Math.abs));
    }
    await context.close();
    return peak;
  }, audible);

/** @returns how many captured tracks of the page, clones included, are live. */
export const countLiveTracks = (page: Page): Promise<number> =>
  page.evaluate(() => openedTracks.filter((track) => track.deref()?.readyState === 'live').length);

/** Runs in the page: logs violations of the content security policy to the console as errors, which fail the test. */
export function reportViolations(): void {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    console.error(`policy violation: ${violatedDirective} ${blockedURI}`);
  });
}

export { expect };
