import type { FrameLocator, Page } from '@playwright/test';
import { expect, test } from '../support/app/appTest.ts';
import { browserArguments, browserPath } from '../support/browser.ts';
import { servePages, type PageServer } from '../support/pageServer.ts';
import { secondSystemPorts, startSystem, type System } from '../support/system.ts';

const executablePath = browserPath();
// As in the browsers that people use, a framed page has storage of its own.
test.use({
  launchOptions: {
    ...(executablePath && { executablePath }),
    args: browserArguments({ partitionsStorage: true }),
  },
});

/** The servers have other names than the app (`localhost`), so that the browser takes them for other sites. */
const originOf = ({ origin }: PageServer) => origin.replace('localhost', '127.0.0.1');
const appUrl = `http://localhost:${secondSystemPorts.app}/`;
const frame = `<iframe id="app" src="${appUrl}" allow="microphone; camera; autoplay" style="width:900px;height:700px"></iframe>`;

let hostile: PageServer;
let system: System;
test.beforeAll(async () => {
  hostile = await servePages({ '/': `<!doctype html>${frame}` });
  system = await startSystem({
    ports: secondSystemPorts,
    integration: { origins: ['https://crm.example'], embedding: true },
  });
});
test.afterAll(async () => {
  await hostile.close();
  await system.close();
});

const findApp = (page: Page): FrameLocator => page.frameLocator('#app');

test('a foreign site cannot show the app in a frame', async ({ browser }) => {
  const page = await browser.newPage();
  const refusals: string[] = [];
  page.on('console', (message) => refusals.push(message.text()));
  await page.goto(`${originOf(hostile)}/`);
  await expect.poll(() => refusals.join('\n')).toMatch(/frame-ancestors/);
  await expect(findApp(page).getByRole('button', { name: 'Sign in' })).toHaveCount(0);
  await page.close();
});
