import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, vi } from 'vitest';
import { startEmulator, type RunningEmulator } from '../../../src/emulator/emulator.ts';
import { servePages, type PageServer } from '../pageServer.ts';
import { openBrowser, readTestPageModule } from './builtModules.ts';
import type { PersonApi, PersonPageOptions } from './page/setUpPersonPage.ts';
import { openTestPage, testPageHtml, type TestPage } from './testPage.ts';

/**
 * Prepares tests of one of the emulator's pages for developers: an emulator, a browser, and Alice's page, which stands for the app
 * under development.
 * @param script the page's script, which the emulator bundles when it is first requested. Pages should not have to wait for that.
 */
export function setUpToolPage(script: string) {
  vi.setConfig({ testTimeout: 30_000 });
  let emulator: RunningEmulator;
  let pageServer: PageServer;
  let browser: Browser;
  let context: BrowserContext;
  let alicePage: TestPage<PersonApi>;
  /** The errors in the consoles of all opened pages. */
  const pageErrors: string[] = [];

  const requestControl = (path: string, body?: object): Promise<Response> =>
    fetch(`${emulator.url}/emulator/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'x-emulator-secret': emulator.secret, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  /** Opens a page in which a person has a call agent. */
  const openPersonPage = async (name: 'alice' | 'bob'): Promise<TestPage<PersonApi>> => {
    const answer = await requestControl(`token?user=${name}@fabrikam.example`);
    const { token } = (await answer.json()) as { token: string };
    const findId = (person: string) => emulator.directory.findPerson(`${person}@fabrikam.example`)?.oid ?? '';
    return openTestPage(await context.newPage(), pageServer.origin, 'setUpPersonPage', {
      sdkModule: `${emulator.url}/calling.js`,
      token,
      objectIds: { alice: findId('alice'), bob: findId('bob'), carol: findId('carol') },
      threadId: null,
      meetingLink: null,
      timeoutMs: 15_000,
      isDropIn: true,
    } satisfies PersonPageOptions);
  };

  const openPage = async (address: string): Promise<Page> => {
    const page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && pageErrors.push(message.text()));
    page.on('pageerror', ({ message }) => pageErrors.push(message));
    await page.goto(address);
    return page;
  };

  beforeAll(async () => {
    const [startedEmulator, testPage] = await Promise.all([startEmulator(), readTestPageModule()]);
    emulator = startedEmulator;
    browser = await openBrowser();
    pageServer = await servePages({ '/test/': testPageHtml, '/testPage.js': testPage });
    await Promise.all(['/calling.js', script].map((path) => fetch(emulator.url + path)));
    context = await browser.newContext();
    alicePage = await openPersonPage('alice');
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await pageServer?.close();
    await emulator?.stop();
  });

  return {
    pageErrors,
    requestControl,
    openPersonPage,
    /** Call these in tests only. */
    getEmulator: () => emulator,
    getAlicePage: () => alicePage,
    openPage,
  };
}
