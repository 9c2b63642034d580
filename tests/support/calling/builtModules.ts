import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { chromium, type Browser } from 'playwright';
import { loadBrowserModule } from '../../../src/emulator/sdk-module/bundleModule.ts';
import { launchChromium } from '../browser.ts';
import { bundleForPage } from '../bundle.ts';

/**
 * The names of the environment variables by which `globalSetup.ts` passes its shared browser and its built modules to the test
 * files. The variables are unset in benchmarks, which have no global set-up.
 */
export const variableNames = {
  browser: 'CALLING_TEST_BROWSER',
  dropIn: 'CALLING_TEST_MODULE',
  testPage: 'CALLING_TEST_PAGE',
} as const;

/** @returns the code of the drop-in SDK (which replaces `@azure/communication-calling`) as one ES module. */
export async function readDropInModule(): Promise<string> {
  const file = process.env[variableNames.dropIn];
  return file ? readFile(file, 'utf8') : loadBrowserModule('calling.js');
}

/** @returns the code of the module that test pages load, bundled from `page/setUpPage.ts`. */
export async function readTestPageModule(): Promise<string> {
  const file = process.env[variableNames.testPage];
  return file ? readFile(file, 'utf8') : bundleForPage(resolve(import.meta.dirname, 'page/setUpPage.ts'));
}

/**
 * Connects to the shared browser, or starts a browser if there is none.
 * @param fakeUi whether the browser answers permission prompts with yes; true by default. The shared browser does, so
 *   `false` always starts a new browser.
 */
export function openBrowser({ fakeUi = true } = {}): Promise<Browser> {
  const sharedBrowser = fakeUi ? process.env[variableNames.browser] : undefined;
  return sharedBrowser ? chromium.connect(sharedBrowser) : launchChromium({ fakeUi });
}
