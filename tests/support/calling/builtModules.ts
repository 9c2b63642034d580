import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { chromium, type Browser } from 'playwright';
import { browserModule } from '../../../src/emulator/sdk-module/bundleModule.ts';
import { browserArguments, browserPath } from '../browser.ts';
import { bundleForPage } from '../bundle.ts';

/** The variables in which `globalSetup.ts` says where its browser and modules are. Benchmarks run without it. */
export const builtVariables = {
  browser: 'CALLING_TEST_BROWSER',
  dropIn: 'CALLING_TEST_MODULE',
  testPage: 'CALLING_TEST_PAGE',
} as const;

/** @returns the drop-in as the one ES module that the emulator serves. */
export async function dropIn(): Promise<string> {
  const file = process.env[builtVariables.dropIn];
  return file ? readFile(file, 'utf8') : browserModule('calling.js');
}

/** @returns the module that test pages load: `page/open.ts`. */
export async function testPageModule(): Promise<string> {
  const file = process.env[builtVariables.testPage];
  return file ? readFile(file, 'utf8') : bundleForPage(resolve(import.meta.dirname, 'page/open.ts'));
}

/** @param fakeUi whether permission prompts are answered with yes. Without it a browser of its own is started. */
export function openBrowser({ fakeUi = true } = {}): Promise<Browser> {
  const shared = fakeUi ? process.env[builtVariables.browser] : undefined;
  if (shared) return chromium.connect(shared);
  return chromium.launch({ executablePath: browserPath() ?? '', args: browserArguments({ fakeUi }) });
}
