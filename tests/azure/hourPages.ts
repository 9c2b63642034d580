import { resolve } from 'node:path';
import type { Browser } from 'playwright';
import { loadBrowserModule } from '../../src/emulator/sdk-module/bundleModule.ts';
import type { Settings } from '../../src/server/settings/settings.ts';
import { createPolicyHeaders } from '../../src/server/site/policy.ts';
import { browserPath } from '../support/browser.ts';
import { bundleForPage } from '../support/bundle.ts';
import { openBrowser, readTestPageModule } from '../support/calling/builtModules.ts';
import type { HourApi } from '../support/calling/page/setUpHourPage.ts';
import type { PersonPageOptions } from '../support/calling/page/setUpPersonPage.ts';
import type { Person } from '../support/calling/page/sdk.ts';
import { openTestPage, testPageHtml, type TestPage } from '../support/calling/testPage.ts';
import { servePages, type PageServer } from '../support/pageServer.ts';
import type { StepRecorder } from './record/stepRecorder.ts';
import { StepNotPossible } from './steps/step.ts';
import type { HourTarget } from './target.ts';

export type HourPage = TestPage<HourApi>;

/** The browser, the server of the pages, and what the pages load. */
export interface PageEnvironment extends Required<Pick<PersonPageOptions, 'sdkModule' | 'commonModule'>> {
  readonly browser: Browser;
  readonly server: PageServer;
}

/** @returns whether this machine has a browser, and CHROMIUM_PATH names a file if it is set. */
function hasBrowser(): boolean {
  try {
    return browserPath() !== null;
  } catch {
    return false;
  }
}

/** The pages of the persons, each in a browser context of its own. A page stays open from one step to the next. */
export class HourPages {
  private readonly pages = new Map<Person, HourPage>();
  private environment: Promise<PageEnvironment> | undefined;
  /** The browser and its version, once it runs. */
  browserVersion: string | undefined;
  private readonly settings: Settings;
  private readonly target: HourTarget;

  constructor(settings: Settings, target: HourTarget) {
    this.settings = settings;
    this.target = target;
  }

  /** @returns the open page of a person, or `undefined`. */
  find(person: Person): HourPage | undefined {
    return this.pages.get(person);
  }

  /** Opens the page of a person, with an agent that is connected. */
  async open(person: Person, token: string): Promise<HourPage> {
    const { browser, server, sdkModule, commonModule } = await this.start();
    const context = await browser.newContext();
    const page = await context.newPage();
    // The message can contain names, so nobody prints it.
    page.on('pageerror', () => undefined);
    const { threadId, meetingLink } = this.target.inputs;
    try {
      const opened = await openTestPage<HourApi>(page, server.origin, 'setUpHourPage', {
        token,
        // The page learns the ids of the others once they have signed in.
        objectIds: { alice: '', bob: '', carol: '' },
        sdkModule,
        commonModule,
        threadId,
        meetingLink,
        timeoutMs: this.target.timeoutMs,
        isDropIn: false,
      } satisfies PersonPageOptions);
      this.pages.set(person, opened);
      return opened;
    } catch (error) {
      await context.close();
      throw error;
    }
  }

  /** Moves what the pages observed into the recorder, and ends all calls. */
  async collect(recorder: StepRecorder, nameOf: (person: Person) => string): Promise<void> {
    for (const [person, page] of this.pages) {
      try {
        const observations = await page.run((api) => api.takeObservations());
        for (const observation of observations)
          recorder.add({ ...observation, track: `${nameOf(person)} ${observation.track}` });
        await page.run(async (api) => {
          await api.endAllCalls();
          api.takeObservations();
        });
      } catch {
        // The page has crashed or was closed. The next step opens another one.
        await this.closePage(person);
      }
    }
  }

  async closePages(): Promise<void> {
    for (const person of this.pages.keys()) await this.closePage(person);
  }

  async close(): Promise<void> {
    await this.closePages();
    const environment = await this.environment?.catch(() => undefined);
    await environment?.browser.close();
    await environment?.server.close();
  }

  /** Starts the browser and the server of the pages. @throws StepNotPossible without a browser */
  start(): Promise<PageEnvironment> {
    this.environment ??= this.createEnvironment();
    return this.environment;
  }

  private async createEnvironment(): Promise<PageEnvironment> {
    if (!process.env['CALLING_TEST_BROWSER'] && !hasBrowser())
      throw new StepNotPossible(
        'No Chrome, Chromium or Edge was found on this machine. Install one, or set CHROMIUM_PATH to its file, or run `npx playwright install chromium`.',
      );
    const { modules } = this.target;
    const [testPage, calling, common, browser] = await Promise.all([
      readTestPageModule(),
      modules ? '' : bundleForPage(resolve(import.meta.dirname, 'sdk.ts')),
      modules ? '' : loadBrowserModule('common.js'),
      openBrowser(),
    ]);
    const pages = {
      '/test/': testPageHtml,
      '/testPage.js': testPage,
      '/calling.js': calling,
      '/common.js': common,
    };
    this.browserVersion = `chromium ${browser.version()}`;
    const server = await servePages(pages, {
      // The pages only report what the product's policy would block, so that one violation does not end the hour.
      'content-security-policy-report-only': this.createPolicy(),
    });
    return {
      browser,
      server,
      sdkModule: modules?.calling ?? '/calling.js',
      commonModule: modules?.common ?? '/common.js',
    };
  }

  /** Creates the policy of the product's pages. Only for the emulator, it also allows the emulator's own address. */
  private createPolicy(): string {
    const { authority, callingHosts } = this.settings;
    const standIn = this.target.modules ? new URL(this.target.modules.calling).origin : null;
    const { 'content-security-policy': policy = '' } = createPolicyHeaders(
      'unused',
      {
        authority,
        callingHosts,
        configuredOrigins: standIn ? [standIn, standIn.replace('http', 'ws')] : [],
        localAuthority: null,
        trustedTypes: 'enforce',
      },
      "'none'",
    );
    return standIn ? policy.replace('script-src', `script-src ${standIn}`) : policy;
  }

  async closePage(person: Person): Promise<void> {
    const page = this.pages.get(person);
    this.pages.delete(person);
    await page?.close().catch(() => undefined);
  }
}
