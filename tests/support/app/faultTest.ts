import type { Page, Request, Route } from '@playwright/test';
import { controls } from '../controls.ts';
import type { System } from '../system.ts';
import { callState, control, dial, expect, people, signIn } from './appTest.ts';

/** Records the requests of a page and the addresses that its tab navigates to. */
export function watchRequests(page: Page) {
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
    /** When the page asked for each exchange, in milliseconds since 1970. */
    exchanges,
    /** Every address that the tab navigated to. */
    visits,
    /** Every request and its time, to explain a failure. */
    requests,
    forget() {
      exchanges.length = 0;
      visits.length = 0;
      requests.length = 0;
    },
  };
}

/** Calls Echo, and waits until the call is connected. */
export async function callEcho(page: Page): Promise<void> {
  await dial(page, people.echo.id, 'Call');
  await expectCall(page);
}

/** Fails unless the call is connected and can be hung up. */
export async function expectCall(page: Page): Promise<void> {
  await expect(callState(page, 'Connected')).toBeVisible();
  await expect(control(page, 'Hang up')).toBeEnabled();
}

/** @returns the keys under which MSAL stores accounts and tokens in a tab. */
export const storedTokens = (page: Page) =>
  page.evaluate(() => Object.keys(sessionStorage).filter((key) => /token|account/i.test(key)));

/** @returns the notice of a problem, by its code. */
export const notice = (page: Page, code: string) => page.getByRole('alert').filter({ hasText: code });

/**
 * Signs Alice in with tokens of an hour, in a page whose clock the test moves, and calls Echo.
 * @param offsetMs by how much the page's clock is wrong.
 */
export async function callByClock(page: Page, system: System, offsetMs = 0) {
  await controls(system).set({ tokenLifetimeSeconds: 3600 });
  await page.clock.install({ time: Date.now() + offsetMs });
  await page.reload();
  await signIn(page, people.alice.upn);
  await callEcho(page);
  const log = watchRequests(page);
  const pending = new Set<Request>();
  let requestCount = 0;
  page.on('request', (request) => {
    requestCount += 1;
    pending.add(request);
  });
  page.on('requestfinished', (request) => pending.delete(request));
  page.on('requestfailed', (request) => pending.delete(request));
  /**
   * Waits until every request is answered and no answer leads to another request. A request that is pending when the clock
   * moves would time out at once.
   */
  const settle = async () => {
    let before: number;
    do {
      before = requestCount;
      // An answer may lead to the next request a moment later.
      await page.waitForTimeout(60);
      await expect.poll(() => [...pending].filter((request) => !unanswered.has(request)).length).toBe(0);
    } while (requestCount > before);
  };
  /** Moves the clock forward at once, as after a sleep of the machine. */
  const jump = async (time: string | number) => {
    await settle();
    await page.clock.fastForward(time);
  };
  /** Moves the clock forward in steps. Every request of a step is answered before the next one. */
  const pass = async (seconds: number, stepSeconds = 10) => {
    for (let passed = 0; passed < seconds; passed += stepSeconds) await jump(stepSeconds * 1000);
    await settle();
  };
  /** Moves the clock from the issue of a token to ten minutes before it expires, when the app renews it. */
  const untilRenewal = async () => {
    await jump('49:50');
    log.forget();
  };
  /** Moves the clock until the page has asked for so many exchanges. @returns the seconds that passed on the page's clock. */
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

/** Requests that a fault leaves without an answer. */
const unanswered = new WeakSet<Request>();

type Fault = '400' | '401' | '403' | '429' | '503' | 'HTML' | 'hang' | 'none';

const answers: Record<Fault, (route: Route) => Promise<void>> = {
  '400': refuse(400),
  '401': refuse(401),
  '403': refuse(403),
  '429': refuse(429, { 'retry-after': '30' }),
  '503': refuse(503),
  HTML: (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Welcome</h1>' }),
  hang: async (route) => {
    unanswered.add(route.request());
    await new Promise(() => {});
  },
  none: (route) => route.continue(),
};

/** Makes an address answer a page with a fault. @returns an object whose `fault` the test sets. */
export async function routeWithFault(page: Page, address: string): Promise<{ fault: Fault }> {
  const server: { fault: Fault } = { fault: 'none' };
  await page.route(address, (route) => answers[server.fault](route));
  return server;
}
