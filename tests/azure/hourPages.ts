import { resolve } from 'node:path';
import { loadBrowserModule } from '../../src/emulator/sdk-module/bundleModule.ts';
import type { AcsAccess } from '../../src/server/settings/acsResources.ts';
import type { Settings } from '../../src/server/settings/settings.ts';
import { createPolicyHeaders } from '../../src/server/site/policy.ts';
import { browserPath } from '../support/browser.ts';
import { bundleForPage } from '../support/bundle.ts';
import { openBrowser, readTestPageModule } from '../support/calling/builtModules.ts';
import type { HourApi } from '../support/calling/page/setUpHourPage.ts';
import type { PersonPageOptions } from '../support/calling/page/setUpPersonPage.ts';
import type { Person } from '../support/calling/page/sdk.ts';
import { openTestPage, testPageHtml, type TestPage } from '../support/calling/testPage.ts';
import { servePages } from '../support/pageServer.ts';
import type { HourTokens } from './hourTokens.ts';
import type { StepRecorder } from './record/stepRecorder.ts';
import { StepNotPossible } from './steps/step.ts';
import { persons, type HourTarget } from './target.ts';

export type HourPage = TestPage<HourApi>;
export type HourPages = ReturnType<typeof createHourPages>;

/** Creates the pages of the persons, each in a browser context of its own. A page stays open from one step to the next. */
export function createHourPages(settings: Settings, target: HourTarget, tokens: HourTokens) {
  const pages = new Map<Person, HourPage>();
  let environment: ReturnType<typeof startEnvironment> | undefined;
  let browserVersion: string | undefined;

  /** Starts the browser and the server of the pages. @throws StepNotPossible without a browser */
  const start = () => (environment ??= startEnvironment(settings, target));
  async function closePage(person: Person): Promise<void> {
    const page = pages.get(person);
    pages.delete(person);
    await page?.close().catch(() => undefined);
  }
  async function closePages(): Promise<void> {
    for (const person of persons) await closePage(person);
  }

  async function openPage(token: string): Promise<HourPage> {
    const { browser, server, sdkModule, commonModule } = await start();
    browserVersion = `chromium ${browser.version()}`;
    const page = await browser.newPage();
    // The message can contain names, so nobody prints it.
    page.on('pageerror', () => undefined);
    const { threadId, meetingLink } = target.inputs;
    try {
      return await openTestPage<HourApi>(page, server.origin, 'setUpHourPage', {
        token,
        // The page learns the ids of the others once they have signed in.
        objectIds: { alice: '', bob: '', carol: '' },
        sdkModule,
        commonModule,
        threadId,
        meetingLink,
        timeoutMs: target.timeoutMs,
        isDropIn: false,
      } satisfies PersonPageOptions);
    } catch (error) {
      await page.close();
      throw error;
    }
  }

  return {
    start,
    closePage,
    closePages,
    /** @returns the browser and its version, once a page was opened */
    readBrowserVersion: (): string | undefined => browserVersion,

    /**
     * Opens the page of a person with a connected agent, or returns the open page. The person signs in if necessary.
     * @param acs the ACS resource of the person's token; by default the first one
     */
    async open(recorder: StepRecorder, person: Person, acs?: AcsAccess): Promise<HourPage> {
      const openedPage = pages.get(person);
      if (openedPage) return openedPage;
      // Without a browser nobody needs to sign in.
      await start();
      const { token } = await tokens.getAcsToken(recorder, person, acs);
      const newPage = await openPage(token);
      pages.set(person, newPage);
      const signedIn = persons.flatMap((name) => {
        const oid = tokens.findAccount(name)?.oid;
        return oid ? [[name, { microsoftTeamsUserId: oid }]] : [];
      });
      // Now each page can call each person who has signed in so far.
      for (const page of pages.values())
        await page.run((api, people) => void Object.assign(api.people, people), Object.fromEntries(signedIn));
      return newPage;
    },

    /** Moves what the pages observed into the recorder, and ends all calls. */
    async collect(recorder: StepRecorder): Promise<void> {
      for (const [person, page] of pages) {
        try {
          for (const observation of await page.run((api) => api.takeObservations())) {
            const track = `${tokens.pseudonymOf(person)} ${observation.track}`;
            recorder.add({ ...observation, track });
          }
          await page.run(async (api) => {
            await api.endAllCalls();
            api.takeObservations();
          });
        } catch {
          // The page has crashed or was closed. The next step opens another one.
          await closePage(person);
        }
      }
    },

    async close(): Promise<void> {
      await closePages();
      const started = await environment?.catch(() => undefined);
      await started?.browser.close();
      await started?.server.close();
    },
  };
}

/** @returns the browser, the server of the pages, and what the pages load */
async function startEnvironment(settings: Settings, { modules }: HourTarget) {
  if (!process.env['CALLING_TEST_BROWSER'] && !hasBrowser())
    throw new StepNotPossible(
      'No Chrome, Chromium or Edge was found on this machine. Install one, or set CHROMIUM_PATH to its file, or run `npx playwright install chromium`.',
    );
  const [testPage, calling, common, browser] = await Promise.all([
    readTestPageModule(),
    modules ? '' : bundleForPage(resolve(import.meta.dirname, 'sdk.ts')),
    modules ? '' : loadBrowserModule('common.js'),
    openBrowser(),
  ]);
  const files = {
    '/test/': testPageHtml,
    '/testPage.js': testPage,
    '/calling.js': calling,
    '/common.js': common,
  };
  const server = await servePages(files, {
    // The pages only report what the product's policy would block, so that one violation does not end the hour.
    'content-security-policy-report-only': createPolicy(settings, modules && new URL(modules.calling).origin),
  });
  const served = { calling: '/calling.js', common: '/common.js' };
  const { calling: sdkModule, common: commonModule } = modules ?? served;
  return { browser, server, sdkModule, commonModule };
}

/** @returns whether this machine has a browser, and CHROMIUM_PATH names a file if it is set */
function hasBrowser(): boolean {
  try {
    return browserPath() !== null;
  } catch {
    return false;
  }
}

/** Creates the policy of the product's pages. @param emulator the emulator's origin, which the policy then allows, too */
function createPolicy({ authority, callingHosts }: Settings, emulator: string | null): string {
  const sources = {
    authority,
    callingHosts,
    configuredOrigins: emulator ? [emulator, emulator.replace('http', 'ws')] : [],
    localAuthority: null,
    trustedTypes: 'enforce',
  } as const;
  const { 'content-security-policy': policy = '' } = createPolicyHeaders('unused', sources, ["'none'"]);
  return emulator ? policy.replace('script-src', `script-src ${emulator}`) : policy;
}
