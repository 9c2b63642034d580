import type { Page, Request, Route } from '@playwright/test';
import { createControls } from '../controls.ts';
import type { System } from '../system.ts';
import { callControl, callStateText, dialAndConnect, expect, people, signIn } from './appTest.ts';

/** Records the requests of a page and the addresses that its tab navigates to. */
export function watchRequests(page: Page) {
  const exchanges: number[] = [];
  const navigations: string[] = [];
  const requests: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    requests.push(`${new Date().toISOString()} ${request.method()} ${pathname}`);
    if (request.method() === 'POST' && /^\/api\/token$|\/:exchangeAccessToken$/.test(pathname))
      exchanges.push(Date.now());
    if (request.isNavigationRequest() && request.frame() === page.mainFrame())
      navigations.push(request.url());
  });
  return {
    /** The times, in milliseconds since 1970, at which the page requested a token exchange. */
    exchanges,
    navigations,
    /** A line with time, method and path for each request, to explain a failure. */
    requests,
    clearLists() {
      for (const list of [exchanges, navigations, requests]) list.length = 0;
    },
  };
}

export const callEcho = (page: Page): Promise<void> => dialAndConnect(page, people.echo.id, 'Call');

/** Fails unless the call is connected and can be hung up. */
export async function expectConnectedCall(page: Page): Promise<void> {
  await expect(callStateText(page, 'Connected')).toBeVisible();
  await expect(callControl(page, 'Hang up')).toBeEnabled();
}

/** @returns the session storage keys under which MSAL stores accounts and tokens. */
export const readStoredTokenKeys = (page: Page) =>
  page.evaluate(() => Object.keys(sessionStorage).filter((key) => /token|account/i.test(key)));

/** @returns the alert that shows a problem. @param code the problem's code, which the alert contains. */
export const problemNotice = (page: Page, code: string) => page.getByRole('alert').filter({ hasText: code });

/**
 * Moves the clock of a page, which the test has installed, and never while a request is pending: the request would time out.
 */
export function watchPageClock(page: Page) {
  const pendingRequests = new Set<Request>();
  let requestCount = 0;
  page.on('request', (request) => {
    requestCount += 1;
    pendingRequests.add(request);
  });
  page.on('requestfinished', (request) => pendingRequests.delete(request));
  page.on('requestfailed', (request) => pendingRequests.delete(request));
  /**
   * Waits until all requests are answered and no answer leads to another request. Otherwise a pending request would time out
   * when the clock moves.
   */
  const waitForAnswers = async () => {
    let countBefore: number;
    do {
      countBefore = requestCount;
      await page.waitForTimeout(60);
      const countPending = () =>
        [...pendingRequests].filter((request) => !hangingRequests.has(request)).length;
      await expect.poll(countPending).toBe(0);
    } while (requestCount > countBefore);
  };
  /** Moves the clock forward at once, as a sleep of the machine does. @param time milliseconds, or `mm:ss`. */
  const jumpClock = async (time: string | number) => {
    await waitForAnswers();
    await page.clock.fastForward(time);
  };
  /** Moves the clock forward in small steps. All requests of a step are answered before the next step. */
  const passTime = async (seconds: number, stepSeconds = 10) => {
    for (let passed = 0; passed < seconds; passed += stepSeconds) await jumpClock(stepSeconds * 1000);
    await waitForAnswers();
  };
  return { jumpClock, passTime };
}

/**
 * Signs Alice in with tokens that last an hour, and calls the bot Echo. The test moves the clock of the page.
 * @param offsetMs how far the page's clock is ahead of the right time.
 */
export async function callEchoWithPageClock(page: Page, system: System, offsetMs = 0) {
  await createControls(system).setConditions({ tokenLifetimeSeconds: 3600 });
  await page.clock.install({ time: Date.now() + offsetMs });
  await page.reload();
  await signIn(page, people.alice.upn);
  await callEcho(page);
  const log = watchRequests(page);
  const { jumpClock, passTime } = watchPageClock(page);
  /** Moves the clock from the sign-in to just before the app renews the token, which it does ten minutes before the token ends. */
  const jumpToRenewal = async () => {
    await jumpClock('49:50');
    log.clearLists();
  };
  return { log, jumpClock, passTime, jumpToRenewal };
}

/** Answers a request with this status. The error code is a dummy. */
const refuse = (route: Route, status: number, headers = {}): Promise<void> =>
  route.fulfill({ status, json: { error: { code: 'x', requestId: 'r-1' } }, headers });

/** Requests that the fault `hang` never answers. */
const hangingRequests = new WeakSet<Request>();

/** The answers of a faulty server: a refusal with a status code, HTML instead of JSON, no answer at all, or no fault. */
const faultHandlers = {
  '400': (route: Route) => refuse(route, 400),
  '429': (route: Route) => refuse(route, 429, { 'retry-after': '30' }),
  '503': (route: Route) => refuse(route, 503),
  HTML: (route: Route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Welcome</h1>' }),
  hang: async (route: Route) => {
    hangingRequests.add(route.request());
    await new Promise(() => {});
  },
  none: (route: Route) => route.continue(),
};
type Fault = keyof typeof faultHandlers;

/** Lets a test choose by `fault`, at first `none`, how an address answers the requests of a page. */
export async function routeWithFault(page: Page, address: string): Promise<{ fault: Fault }> {
  const faultyServer = { fault: 'none' as Fault };
  await page.route(address, (route) => faultHandlers[faultyServer.fault](route));
  return faultyServer;
}
