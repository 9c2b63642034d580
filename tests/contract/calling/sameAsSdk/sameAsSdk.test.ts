import { resolve } from 'node:path';
import { chromium, type Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { browserArguments, browserPath } from '../../../support/browser.ts';
import { bundleForPage } from '../../../support/bundle.ts';
import { servePages, type PageServer } from '../../../support/pageServer.ts';
import { readDropInModule } from '../../../support/calling/builtModules.ts';
import type { Outcomes } from './outcomes.ts';

/**
 * Uses Microsoft's SDK and the drop-in SDK (the emulator's replacement) in the same way, each in a page without a network.
 * The outcomes must be the same: what each function returns, or the code of the error that it throws. Microsoft's SDK takes
 * about 16 seconds until it gives up connecting.
 */

type OutcomesBySubject = Record<string, Outcomes>;

let browser: Browser;
let pageServer: PageServer;
let outcomesOfSdk: OutcomesBySubject;
let outcomesOfDropIn: OutcomesBySubject;

const resolveFile = (name: string) => resolve(import.meta.dirname, name);
const html = '<!doctype html><meta charset="utf-8"><title>same</title>';

/** Runs `collectOutcomes` in a new page. @param module the name of the SDK's module on the page server. */
async function collectOutcomesOf(module: string): Promise<OutcomesBySubject> {
  const page = await browser.newPage();
  await page.goto(`${pageServer.origin}/`);
  return page.evaluate(
    `Promise.all([import('/collectOutcomes.js'), import('/${module}.js')]).then(([{ collectOutcomes }, sdk]) => collectOutcomes(sdk))`,
  );
}

beforeAll(async () => {
  const [realSdk, collector, dropIn, launchedBrowser] = await Promise.all([
    bundleForPage(resolveFile('realSdk.ts')),
    bundleForPage(resolveFile('collectOutcomes.ts')),
    readDropInModule(),
    chromium.launch({
      executablePath: browserPath() ?? '',
      // The pages can resolve only localhost, so that the test has no network on any machine.
      args: [...browserArguments(), '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost'],
    }),
  ]);
  browser = launchedBrowser;
  const modules = { '/real.js': realSdk, '/collectOutcomes.js': collector, '/dropIn.js': dropIn };
  pageServer = await servePages({ '/': html, '/favicon.ico': '', ...modules });
  [outcomesOfSdk, outcomesOfDropIn] = await Promise.all([
    collectOutcomesOf('real'),
    collectOutcomesOf('dropIn'),
  ]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await pageServer?.close();
});

// The ids, such as M1, are those of defects that an earlier version had.
test.each([
  ['M1', 'known and unknown events of its objects', 'events'],
  ['M3, M10', 'permissions and devices', 'devices'],
  ['M11 to M13', 'streams, renderers and views', 'streams'],
  ['M2, M4, M7, M8', 'a call at the time when startCall returns', 'start'],
  ['M6, M8, M9, M13, M14', 'methods of a call that is not connected', 'call'],
  ['M13', 'the arguments of join', 'joins'],
  ['M13', 'clients', 'clients'],
  ['M16', 'the agents of a client', 'agents'],
])('%s: the drop-in SDK returns and throws the same as Microsoft’s SDK: %s', (_ids, _name, subject) => {
  expect(outcomesOfSdk).toHaveProperty(subject);
  expect(outcomesOfDropIn[subject]).toEqual(outcomesOfSdk[subject]);
});
