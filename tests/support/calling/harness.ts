import { drawTiming } from '../../../src/emulator/sdk-module/callingTiming.ts';
import { createConditionStore } from '../../../src/emulator/core/conditionStore.ts';
import { isLocalOrigin } from '../../../src/emulator/http/access.ts';
import { directory, findPerson, people } from '../../../src/emulator/testing/directory.ts';
import { createSignalling } from '../../../src/emulator/signalling/signalling.ts';
import { createTeamsUserRawId, isAcsUser, isAgent } from '../../../src/emulator/wire/rawIds.ts';
import type { SignallingTiming } from '../../../src/emulator/signalling/timing.ts';
import { servePages } from '../pageServer.ts';
import { openBrowser, readDropInModule, readTestPageModule } from './builtModules.ts';
import { createEmulatorControls } from './emulatorControls.ts';
import type { AgentsApi } from './page/setUpAgentsPage.ts';
import { testPageHtml, openTestPage, type TestPage } from './testPage.ts';

/** A page in which several people can sign in, each with an agent of their own. */
export type AgentsPage = TestPage<AgentsApi>;

/** The object id of each person of the emulator's directory, by first name in lower case, for example `alice`. */
export const objectIds = Object.fromEntries(people.map(({ upn, oid }) => [upn.split('@')[0] ?? '', oid]));

/** Accepts as a token an object id, or the raw id of an agent or an ACS user, because these tests are not about how the emulator issues tokens. */
const verifyToken = async (token: string) => {
  const expiresOn = new Date(Date.now() + 3_600_000);
  if (isAcsUser(token)) return { oid: token, rawId: token, resourceId: 'acs', expiresOn };
  const person = findPerson(token);
  if (!person) return null;
  const { oid } = person;
  const rawId = isAgent(token) ? token : createTeamsUserRawId(oid);
  return { oid, rawId, resourceId: 'acs', expiresOn };
};

export type Harness = Awaited<ReturnType<typeof startHarness>>;

/**
 * Starts a harness: the emulator's signalling server in this process, a real browser, and pages that load the drop-in SDK, the
 * emulator's replacement for `@azure/communication-calling`.
 * @param fakeUi whether the browser answers permission prompts with yes. If not, the browser refuses every permission.
 */
export async function startHarness(timing: Partial<SignallingTiming> = {}, { fakeUi = true } = {}) {
  const [dropInModule, testPageModule, browser] = await Promise.all([
    readDropInModule(),
    readTestPageModule(),
    openBrowser({ fakeUi }),
  ]);
  const conditions = createConditionStore();
  const signalling = createSignalling({
    verifyToken,
    directory,
    acsUsers: { has: isAcsUser },
    acceptsOrigin: isLocalOrigin,
    timing,
    conditions,
  });
  const pageServer = await servePages({
    '/test/': testPageHtml,
    '/calling.js': dropInModule,
    '/testPage.js': testPageModule,
    // The drop-in SDK reads its waiting times here. This is a getter, because a test may change the conditions at any time.
    get '/calling/timing'() {
      return JSON.stringify(drawTiming(conditions));
    },
  });
  const { origin } = pageServer;
  pageServer.server.on('upgrade', signalling.handleUpgrade);
  const controls = createEmulatorControls(signalling, conditions);
  return {
    browser,
    signalling,
    /** The conditions (simulated faults and delays) that a test switches on. */
    conditions,
    /** The address that serves a test page at `/test/`, and the drop-in SDK at `/calling.js`. */
    origin,
    async openPage(): Promise<AgentsPage> {
      const page = await (await browser.newContext()).newPage();
      page.on('console', (message) => message.type() === 'error' && console.error('page:', message.text()));
      page.on('pageerror', (error) => console.error('page:', error));
      await page.exposeFunction('controlEmulator', (name: keyof typeof controls, ...args: unknown[]) =>
        (controls[name] as (...args: unknown[]) => unknown)(...args),
      );
      return openTestPage(page, origin, 'setUpAgentsPage', objectIds);
    },
    async close(): Promise<void> {
      await browser.close();
      await signalling.close();
      await pageServer.close();
    },
  };
}
