import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import { startSystem, type System } from '../system.ts';

/** A user in a browser profile of their own. */
export interface Colleague {
  readonly page: Page;
  readonly context: BrowserContext;
}

interface Fixtures {
  /** Opens the app in a new browser profile. The test fails at its end if the console shows errors or warnings. */
  open: (options?: { path?: string; permissions?: string[] }) => Promise<Colleague>;
  /** Opens a new profile and signs a user in. */
  signedIn: (upn: string) => Promise<Colleague>;
  /** Console lines that a test expects, for example the browser's report of a request that the app refuses. */
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

export const test = base.extend<Fixtures, { movesClock: boolean; system: System; url: string }>({
  /** Set by tests that move the emulator's clock. It never goes back, so other tests must not share their system. */
  movesClock: [false, { scope: 'worker', option: true }],
  system: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from this pattern which fixtures are needed.
    async ({}, provide) => {
      const system = await startSystem();
      await provide(system);
      await system.close();
    },
    { scope: 'worker' },
  ],
  url: [async ({ system }, provide) => provide(system.url), { scope: 'worker' }],
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from this pattern which fixtures are needed.
  expectedErrors: async ({}, provide) => {
    await provide([]);
  },
  open: async ({ browser, url, expectedErrors }, provide) => {
    const contexts: BrowserContext[] = [];
    const noise: string[] = [];
    await provide(async ({ path = '/', permissions } = {}) => {
      const context = await browser.newContext({ ...(permissions && { permissions }) });
      contexts.push(context);
      await context.addInitScript(logTracks);
      await context.addInitScript(reportViolations);
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') noise.push(message.text());
      });
      page.on('pageerror', (error) => noise.push(`uncaught: ${error.message}`));
      context.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url());
        if (/^(http|ws)/.test(protocol) && hostname !== 'localhost' && hostname !== '127.0.0.1')
          noise.push(`left the machine: ${request.url()}`);
      });
      await page.goto(url + path);
      return { page, context };
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(noise.filter((line) => !expectedErrors.some((expected) => expected.test(line)))).toEqual([]);
  },
  signedIn: async ({ open }, provide) => {
    await provide(async (upn) => {
      const colleague = await open();
      await signIn(colleague.page, upn);
      return colleague;
    });
  },
});

/** Signs a user in, and waits until they can place a call. */
export async function signIn(page: Page, upn: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: upn }).click();
  const accept = page.getByRole('button', { name: 'Accept' });
  const box = page.getByRole('combobox', { name: 'Call someone' });
  // Entra asks for consent once for each resource, and not again.
  await page.addLocatorHandler(accept, () => accept.click(), { noWaitAfter: true });
  await expect(box).toBeVisible({ timeout: 20_000 });
  await page.removeLocatorHandler(accept);
}

/**
 * Signs a user in, and holds the requests that match.
 * @returns a function that lets them through.
 */
export async function signInHeld(page: Page, upn: string, requests: string | RegExp): Promise<() => void> {
  let letThrough = () => {};
  const held = new Promise<void>((done) => (letThrough = done));
  await page.route(requests, async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: upn }).click();
  const accept = page.getByRole('button', { name: 'Accept' });
  const wait = page.getByRole('heading', { name: 'Getting your phone ready…' });
  await expect(accept.or(wait)).toBeVisible();
  if (await accept.isVisible()) await accept.click();
  await expect(wait).toBeVisible();
  return letThrough;
}

export async function dial(page: Page, id: string, button: 'Call' | 'Video call'): Promise<void> {
  await page.getByRole('combobox', { name: 'Call someone' }).fill(id);
  await page.getByRole('button', { name: button, exact: true }).click();
}

export const inCall = (page: Page) => page.getByRole('region', { name: 'Call', exact: true });
export const control = (page: Page, name: string) =>
  page.getByRole('toolbar', { name: 'Call controls' }).getByRole('button', { name, exact: true });
/** @returns the place where the call on the screen shows this state, for example `Connected`. */
export const callState = (page: Page, state: string) => inCall(page).getByText(state, { exact: true });
export const incoming = (page: Page) => page.getByRole('alertdialog', { name: /Incoming call/ });

/** Answers the only incoming call of a page. */
export const acceptCall = (page: Page, button: 'Accept' | 'Accept with video' = 'Accept'): Promise<void> =>
  incoming(page).getByRole('button', { name: button, exact: true }).click();

/** Calls a person, answers in their page, and waits until the caller's page shows *Connected*. */
export async function connectCall(caller: Page, callee: Page, calleeId: string): Promise<void> {
  await dial(caller, calleeId, 'Call');
  await acceptCall(callee);
  await expect(callState(caller, 'Connected')).toBeVisible();
}

/** Fails unless the video in a person's tile moves. */
export async function expectMovingPicture(page: Page, name: string | RegExp): Promise<void> {
  const video = page.getByRole('group', { name }).locator('video');
  await expect(video).toBeVisible();
  const frames = () =>
    video.evaluate((element: HTMLVideoElement) => element.getVideoPlaybackQuality().totalVideoFrames);
  await expect.poll(frames).toBeGreaterThan(0);
  const before = await frames();
  await expect.poll(frames).toBeGreaterThan(before + 5);
}

/** @returns the peak, 0 to 1, of the remote sound that the page plays within 2 s through its unmuted media elements. */
export const loudness = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const sounding = [...document.querySelectorAll<HTMLMediaElement>('audio, video')].filter(
      (element) =>
        !element.muted &&
        !element.paused &&
        element.srcObject instanceof MediaStream &&
        element.srcObject.getAudioTracks().length > 0,
    );
    const context = new AudioContext();
    await context.resume();
    const analyser = context.createAnalyser();
    for (const { srcObject } of sounding)
      context.createMediaStreamSource(srcObject as MediaStream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let peak = 0;
    for (let tries = 0; tries < 20; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      analyser.getFloatTimeDomainData(samples);
      peak = Math.max(peak, ...samples.map(Math.abs));
    }
    await context.close();
    return peak;
  });

/** @returns how many camera and microphone tracks of the page are live. */
export const liveTracks = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      (window as unknown as TrackLog).openedTracks.filter(({ readyState }) => readyState === 'live').length,
  );

interface TrackLog {
  openedTracks: MediaStreamTrack[];
}

/** Runs in the page: logs every track that it opens, clones included. */
function logTracks(): void {
  const log = window as unknown as TrackLog;
  log.openedTracks = [];
  const getUserMedia = Object.getOwnPropertyDescriptor(MediaDevices.prototype, 'getUserMedia')
    ?.value as MediaDevices['getUserMedia'];
  MediaDevices.prototype.getUserMedia = async function open(constraints) {
    const stream = await getUserMedia.call(this, constraints);
    log.openedTracks.push(...stream.getTracks());
    return stream;
  };
  const clone = Object.getOwnPropertyDescriptor(MediaStreamTrack.prototype, 'clone')
    ?.value as MediaStreamTrack['clone'];
  MediaStreamTrack.prototype.clone = function copy() {
    const track = clone.call(this);
    log.openedTracks.push(track);
    return track;
  };
}

/** Runs in the page: logs violations of the content security policy as errors, which fail the test. */
function reportViolations(): void {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    console.error(`policy violation: ${violatedDirective} ${blockedURI}`);
  });
}

export { expect };
