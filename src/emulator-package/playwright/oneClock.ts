import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Request } from '@playwright/test';
import type { Controls } from '../controlTypes.ts';
import type { OneClock } from '../playwrightTypes.ts';

/**
 * The longest step by which both times move. The drop-in SDK gives a credential 15 s for a token, and pages get no further than one
 * step while a token is under way.
 */
const maxStepMs = 5_000;
/** How long a step waits for the requests that it has caused. A longer one, such as a long poll, does not end. */
const maxRequestMs = 1_000;
const pollMs = 5;

/**
 * Creates the clock of a test: installs fake timers in its pages, also in those of contexts that the test creates later.
 * @returns the clock, and the function that ends it
 */
export async function createOneClock(
  emulator: Controls,
  browser: Browser,
  context: BrowserContext,
): Promise<{ readonly clock: OneClock; readonly release: () => void }> {
  const requests = new Map<Request, number>();
  const installations: Promise<void>[] = [];
  const forget = (request: Request) => requests.delete(request);
  const include = async (added: BrowserContext) => {
    added.on('request', (request) => requests.set(request, performance.now()));
    added.on('requestfinished', forget);
    added.on('requestfailed', forget);
    await added.clock.install({ time: (await emulator.clock.read()).now });
  };
  const includeLater = (added: BrowserContext) => void installations.push(include(added));
  await include(context);
  browser.on('context', includeLater);
  /** Waits for the answers to requests of the last step, such as the renewal of a token. */
  const settle = async () => {
    const isUnderWay = () =>
      [...requests.values()].some((startedAt) => performance.now() - startedAt < maxRequestMs);
    do await sleep(pollMs);
    while (isUnderWay());
  };
  const clock: OneClock = {
    async advance(ms) {
      await Promise.all(installations);
      let { now } = await emulator.clock.read();
      for (let remainingMs = ms; remainingMs > 0; remainingMs -= maxStepMs) {
        const stepMs = Math.min(remainingMs, maxStepMs);
        // The emulator goes first, so that what a page asks for next has the new time: a new token lives its full life.
        ({ now } = await emulator.clock.advance(stepMs));
        await Promise.all(browser.contexts().map((open) => open.clock.runFor(stepMs)));
        await settle();
      }
      return now;
    },
    now: async () => (await emulator.clock.read()).now,
  };
  return { clock, release: () => void browser.off('context', includeLater) };
}
