import type { BrowserContext, CDPSession, Page } from 'playwright';

/** A network and a processor. */
export interface Line {
  readonly name: string;
  /** Milliseconds from a request to the beginning of its answer. */
  readonly latencyMs: number;
  /** -1 for no limit. */
  readonly bytesPerSecond: number;
  /** How many times slower the processor is. */
  readonly slowdown: number;
}

export const lines: readonly Line[] = [
  { name: 'no throttle', latencyMs: 0, bytesPerSecond: -1, slowdown: 1 },
  { name: '4G', latencyMs: 170, bytesPerSecond: 9_000_000 / 8, slowdown: 4 },
];

/** What one visit of a page measured. */
export interface Visit {
  /** Milliseconds from the navigation until *Sign in* was drawn and took presses. */
  readonly pressableMs: number;
  /** Bytes of all complete answers by then, with their headers. */
  readonly bytes: number;
  /** Sum of the page's layout shifts (CLS), until two seconds after that moment. */
  readonly layoutShift: number;
}

declare global {
  interface Window {
    benchShift?: number;
    /** Tells the program a moment of the page, in milliseconds since the navigation. */
    reportPressable?: (text: string) => void;
  }
}

/** Runs in the page before its own scripts. It notes the moment after the frame that draws the first enabled button. */
function watchButton(): void {
  window.benchShift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      window.benchShift = (window.benchShift ?? 0) + (entry as unknown as { value: number }).value;
  }).observe({ type: 'layout-shift', buffered: true });
  new MutationObserver((_changes, observer) => {
    if (!document.querySelector('main button:not([disabled])')) return;
    observer.disconnect();
    // A task that follows the frame runs when the browser has drawn the button.
    requestAnimationFrame(() => setTimeout(() => window.reportPressable?.(String(performance.now()))));
  }).observe(document, { subtree: true, childList: true });
}

interface OpenedPage {
  readonly page: Page;
  /** The page's DevTools session, which counts bytes. */
  readonly session: CDPSession;
  /** When *Sign in* could be pressed, in milliseconds since the navigation. */
  readonly pressable: Promise<number>;
}

/**
 * Opens a page over a line. The page reports by itself when *Sign in* can be pressed: Playwright's ways to wait for a page run
 * code in it, which would keep the page busy for 20 ms at that moment.
 */
async function openPage(context: BrowserContext, line: Line): Promise<OpenedPage> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: line.latencyMs,
    downloadThroughput: line.bytesPerSecond,
    uploadThroughput: line.bytesPerSecond,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: line.slowdown });
  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', { name: 'reportPressable' });
  const pressable = new Promise<number>((resolve) => {
    session.on('Runtime.bindingCalled', ({ payload }) => resolve(Number(payload)));
  });
  await page.addInitScript(watchButton);
  return { page, session, pressable };
}

/**
 * Visits a page and measures when *Sign in* can be pressed. Then it waits until the page is idle, so that the next visit finds
 * what a browser keeps.
 */
export async function visit(context: BrowserContext, url: string, line: Line): Promise<Visit> {
  const { page, session, pressable } = await openPage(context, line);
  /** When bytes arrived, in seconds of the browser's clock, and how many. */
  const arrivals: { at: number; bytes: number }[] = [];
  let startedAt = Number.NaN;
  session.on('Network.requestWillBeSent', ({ timestamp, type }) => {
    if (type === 'Document') startedAt = timestamp;
  });
  // The length includes the headers. A file counts when it is complete.
  session.on('Network.loadingFinished', ({ timestamp, encodedDataLength }) =>
    arrivals.push({ at: timestamp, bytes: encodedDataLength }),
  );
  await page.goto(url, { waitUntil: 'commit' });
  const pressableMs = await pressable;
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(2000);
  const layoutShift = (await page.evaluate(() => window.benchShift)) ?? Number.NaN;
  await page.close();
  const end = startedAt + pressableMs / 1000;
  const bytes = arrivals.filter(({ at }) => at <= end).reduce((sum, arrival) => sum + arrival.bytes, 0);
  return { pressableMs, bytes, layoutShift };
}

/**
 * Presses *Sign in* as soon as it can be pressed.
 * @returns milliseconds from the navigation until the browser requests Entra's page
 */
export async function measureHonouredPress(
  context: BrowserContext,
  url: string,
  line: Line,
): Promise<number> {
  const { page, pressable } = await openPage(context, line);
  await page.goto(url, { waitUntil: 'commit' });
  await pressable;
  const startedAt = await page.evaluate(() => performance.timeOrigin);
  const [request] = await Promise.all([
    page.waitForRequest(/\/authorize\?/),
    page.mouse.click(...(await findCentre(page))),
  ]);
  // The browser tells the times of a request only after its answer.
  await request.response();
  const durationMs = request.timing().startTime - startedAt;
  await page.close();
  return durationMs;
}

/** A press at a point, as by a person: unlike a locator's click it waits for nothing. */
async function findCentre(page: Page): Promise<[x: number, y: number]> {
  const box = await page.locator('main button').boundingBox();
  if (!box) throw new Error('The page shows no button.');
  return [box.x + box.width / 2, box.y + box.height / 2];
}
