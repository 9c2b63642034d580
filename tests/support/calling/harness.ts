import type { Browser } from 'playwright';
import { drawTiming } from '../../../src/emulator/sdk-module/callingTiming.ts';
import { createConditions, type ConditionStore } from '../../../src/emulator/core/conditionStore.ts';
import { acceptedOrigin } from '../../../src/emulator/http/origins.ts';
import { findPerson, people } from '../../../src/emulator/core/seed.ts';
import { createSignalling, type Signalling } from '../../../src/emulator/signalling/signalling.ts';
import type { Timing } from '../../../src/emulator/signalling/timing.ts';
import { servePages } from '../pageServer.ts';
import { dropIn, openBrowser, testPageModule } from './builtModules.ts';
import type { AgentsApi } from './page/agentsApi.ts';
import { testPageHtml, openTestPage, type TestPage } from './testPage.ts';

/** A page in which several people may have an agent each. */
export type AgentsPage = TestPage<AgentsApi>;

/** The real signalling server and the bundled drop-in, with a real browser. */
export interface Harness {
  readonly browser: Browser;
  readonly signalling: Signalling;
  readonly conditions: ConditionStore;
  /** Serves a test page at `/test/`, and the drop-in at `/calling.js`. */
  readonly origin: string;
  /** Opens a page in a browser context of its own. @param allow the permissions that the page is granted. */
  openPage(options?: { allow?: string[] }): Promise<AgentsPage>;
  close(): Promise<void>;
}

/** The object id of each person of the directory, by first name. */
export const objectIds = Object.fromEntries(people.map(({ upn, oid }) => [upn.split('@')[0] ?? '', oid]));

/** The harness takes an object id for a token: other tests are about issuing real ones. */
const verify = async (token: string) => {
  const person = findPerson(token);
  return person ? { oid: person.oid, tid: person.tid, expiresOn: new Date(Date.now() + 3_600_000) } : null;
};

export async function startHarness(timing: Partial<Timing> = {}, { fakeUi = true } = {}): Promise<Harness> {
  const [code, testPage, browser] = await Promise.all([dropIn(), testPageModule(), openBrowser({ fakeUi })]);
  const conditions = createConditions();
  const signalling = createSignalling({ verify, findPerson, origins: acceptedOrigin, timing, conditions });
  const served = await servePages({
    '/test/': testPageHtml,
    '/calling.js': code,
    '/testPage.js': testPage,
    get '/calling/timing'() {
      return JSON.stringify(drawTiming(conditions));
    },
  });
  const { origin } = served;
  served.server.on('upgrade', signalling.upgrade);
  return {
    browser,
    signalling,
    conditions,
    origin,
    async openPage({ allow = [] } = {}) {
      const context = await browser.newContext({ permissions: allow });
      const page = await context.newPage();
      page.on('console', (message) => message.type() === 'error' && console.error('page:', message.text()));
      page.on('pageerror', (error) => console.error('page:', error));
      return openTestPage(page, origin, 'openAgentsPage', objectIds);
    },
    async close() {
      await browser.close();
      await signalling.close();
      await served.close();
    },
  };
}

/** Runs a function in a new page, and closes the page. @throws what the function threw. */
export async function runInNewPage<Result>(
  harness: Harness,
  act: (api: AgentsApi) => Result | Promise<Result>,
): Promise<Result> {
  const page = await harness.openPage();
  try {
    return await page.run(act);
  } finally {
    await page.close();
  }
}
