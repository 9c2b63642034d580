import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { launchChromium } from '../../support/browser.ts';

/** A page that calls Echo with a token that the test pastes. */
export const pageCode = `import { CallClient } from '@azure/communication-calling';
import { AzureCommunicationTokenCredential } from '@azure/communication-common';

const credential = new AzureCommunicationTokenCredential(prompt('Token'));
const agent = await new CallClient().createTeamsCallAgent(credential);
const call = agent.startCall({ microsoftTeamsUserId: 'ec000000-0000-4000-8000-0000000000ec' });
call.on('stateChanged', () => (document.title = call.state));
`;

/** Starts a browser for all tests of a file. */
export function setUpBrowser() {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(() => browser?.close());
  return { expectCall: (url: string, pastedToken?: string) => expectCall(browser, url, pastedToken) };
}

/** Opens an example that calls the bot Echo, and waits until the call is connected, which its title shows. */
async function expectCall(browser: Browser, url: string, pastedToken?: string): Promise<void> {
  const page = await browser.newPage({ ignoreHTTPSErrors: true });
  onTestFinished(() => page.context().close());
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    // The examples have no icon.
    const isMissingIcon = message.location().url.endsWith('favicon.ico');
    if (message.type() === 'error' && !isMissingIcon) errors.push(message.text());
  });
  page.on('dialog', (dialog) => void dialog.accept(pastedToken));
  await page.goto(url);
  await page
    .waitForFunction(() => document.title === 'Connected', undefined, { timeout: 30_000 })
    .catch(() => {});
  expect({ title: await page.title(), errors }).toEqual({ title: 'Connected', errors: [] });
}
