import type { Page, Request, Route } from '@playwright/test';
import { controls } from '../controls.ts';
import type { System } from '../system.ts';
import { control, dial, expect, inCall, people, signIn } from './appTest.ts';

/** Counts what the page asks of the token service, and where its own window goes. */
export function watch(page: Page) {
  const exchanges: number[] = [];
  const visits: string[] = [];
  const requests: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    requests.push(`${new Date().toISOString()} ${request.method()} ${pathname}`);
    if (request.method() === 'POST' && request.url().endsWith('/api/token')) exchanges.push(Date.now());
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) visits.push(request.url());
  });
  return {
    /** When each exchange was asked for, in milliseconds. */
    exchanges,
    /** Every page that the window was sent to. */
    visits,
    /** Everything that the page asked for, and when: for whoever has to find out why something did not come. */
    requests,
    forget() {
      exchanges.length = 0;
      visits.length = 0;
      requests.length = 0;
    },
  };
}

/** In a call with Echo. */
export async function callEcho(page: Page): Promise<void> {
  await dial(page, people.echo.id, 'Call');
  await expectCall(page);
}

/** The call is up and hang-up can be reached. */
export async function expectCall(page: Page): Promise<void> {
  await expect(inCall(page).getByText('Connected', { exact: true })).toBeVisible();
  await expect(control(page, 'Hang up')).toBeEnabled();
}

/** The notice of one problem. */
export const notice = (page: Page, code: string) => page.getByRole('alert').filter({ hasText: code });

/**
 * Alice in a call with Echo, on tokens of an hour, in a page whose clock can be moved.
 * @param offset how wrong the clock is, in milliseconds.
 */
export async function callByClock(page: Page, system: System, offset = 0) {
  await controls(system).set({ tokenLifetimeSeconds: 3600 });
  await page.clock.install({ time: Date.now() + offset });
  await page.reload();
  await signIn(page, people.alice.upn);
  await callEcho(page);
  const log = watch(page);
  const asked = new Set<Request>();
  let count = 0;
  page.on('request', (request) => {
    count += 1;
    asked.add(request);
  });
  page.on('requestfinished', (request) => asked.delete(request));
  page.on('requestfailed', (request) => asked.delete(request));
  /**
   * Until all answers have come, and nothing was asked for because of them: what is under way when the clock is moved
   * on is late at once.
   */
  const settle = async () => {
    let before: number;
    do {
      before = count;
      await page.waitForTimeout(60);
      await expect.poll(() => [...asked].filter((request) => !hanging.has(request)).length).toBe(0);
    } while (count > before);
  };
  /** Moves the clock on at one stroke, as sleep does. */
  const jump = async (time: string | number) => {
    await settle();
    await page.clock.fastForward(time);
  };
  /** Lets time go by in steps, and in each every answer come in. */
  const pass = async (seconds: number, step = 10) => {
    for (let gone = 0; gone < seconds; gone += step) await jump(step * 1000);
    await settle();
  };
  /** From a token of an hour that has just come to ten minutes before its end, when it is renewed. */
  const untilRenewal = async () => {
    await jump('49:50');
    log.forget();
  };
  /** Lets time go by until so many exchanges were asked for. @returns how many seconds of the page's that took. */
  const passUntil = async (exchanges: number) => {
    const now = () => page.evaluate(() => Date.now());
    const from = await now();
    while (log.exchanges.length < exchanges) await pass(2, 2);
    return ((await now()) - from) / 1000;
  };
  return { log, jump, pass, passUntil, untilRenewal };
}

const refusal = { error: { code: 'x', requestId: 'r-1' } };
const refuse =
  (status: number, headers = {}) =>
  (route: Route) =>
    route.fulfill({ status, json: refusal, headers });

/** Requests that get no answer. */
const hanging = new WeakSet<Request>();

type Fault = '400' | '401' | '403' | '429' | '503' | 'HTML' | 'hang' | 'none';

const answers: Record<Fault, (route: Route) => Promise<void>> = {
  '400': refuse(400),
  '401': refuse(401),
  '403': refuse(403),
  '429': refuse(429, { 'retry-after': '30' }),
  '503': refuse(503),
  HTML: (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Welcome</h1>' }),
  hang: async (route) => {
    hanging.add(route.request());
    await new Promise(() => {});
  },
  none: (route) => route.continue(),
};

/** Puts a fault between the page and an address; `now` is changed to change it. */
export async function between(page: Page, address: string): Promise<{ now: Fault }> {
  const fault: { now: Fault } = { now: 'none' };
  await page.route(address, (route) => answers[fault.now](route));
  return fault;
}
