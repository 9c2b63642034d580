import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { chromium, type Browser } from 'playwright';
import { browserModule } from '../../../src/emulator/sdk-module/bundleModule.ts';
import { browserArguments, browserPath } from '../../support/browser.ts';
import { bundleForPage } from '../../support/bundle.ts';

/** Where `setup.ts` tells of what it has made. Benchmarks run without it, and make their own. */
export const made = {
  browser: 'CALLING_TEST_BROWSER',
  module: 'CALLING_TEST_MODULE',
  stage: 'CALLING_TEST_STAGE',
} as const;

/** The drop-in as the one ES module that the emulator serves. */
export async function dropIn(): Promise<string> {
  const file = process.env[made.module];
  return file ? readFile(file, 'utf8') : browserModule('calling.js');
}

/** What a window of a scenario runs: `openStage`. */
export async function stageModule(): Promise<string> {
  const file = process.env[made.stage];
  return file ? readFile(file, 'utf8') : bundleForPage(resolve(import.meta.dirname, 'stage/open.ts'));
}

/** @param fakeUi permission prompts are answered with yes; without it the browser is one of its own. */
export function openBrowser({ fakeUi = true } = {}): Promise<Browser> {
  const shared = fakeUi ? process.env[made.browser] : undefined;
  if (shared) return chromium.connect(shared);
  return chromium.launch({ executablePath: browserPath() ?? '', args: browserArguments({ fakeUi }) });
}
