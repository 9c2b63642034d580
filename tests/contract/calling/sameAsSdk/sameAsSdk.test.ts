import { resolve } from 'node:path';
import { chromium, type Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { browserArguments, browserPath } from '../../../support/browser.ts';
import { bundleForPage } from '../../../support/bundle.ts';
import { servePages, type PageServer } from '../../../support/pageServer.ts';
import { dropIn } from '../../../support/calling/builtModules.ts';
import type { Answers } from './answers.ts';

/**
 * Calls Microsoft's module and the drop-in in the same way, each in a page without a network. Both must answer alike.
 * Microsoft's module takes about 16 seconds until it gives up connecting.
 */

type Observed = Record<string, Answers>;

let browser: Browser;
let served: PageServer;
let answersOfSdk: Observed;
let answersOfDropIn: Observed;

const file = (name: string) => resolve(import.meta.dirname, name);
const html = '<!doctype html><meta charset="utf-8"><title>same</title>';

async function observeModule(module: string): Promise<Observed> {
  const page = await browser.newPage();
  await page.goto(`${served.origin}/`);
  return page.evaluate(
    `Promise.all([import('/observe.js'), import('/${module}.js')]).then(([{ observe }, sdk]) => observe(sdk))`,
  );
}

beforeAll(async () => {
  const [realSdk, observe, calling, launched] = await Promise.all([
    bundleForPage(file('realSdk.ts')),
    bundleForPage(file('observe.ts')),
    dropIn(),
    chromium.launch({
      executablePath: browserPath() ?? '',
      // On every machine, only localhost can be resolved.
      args: [...browserArguments(), '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost'],
    }),
  ]);
  browser = launched;
  const modules = { '/real.js': realSdk, '/observe.js': observe, '/dropIn.js': calling };
  served = await servePages({ '/': html, '/favicon.ico': '', ...modules });
  [answersOfSdk, answersOfDropIn] = await Promise.all([observeModule('real'), observeModule('dropIn')]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

test.each([
  ['M1: events that an object does not have', 'events'],
  ['M3, M10: permissions and devices', 'devices'],
  ['M11 to M13: streams, renderers and views', 'streams'],
  ['M2, M4, M7, M8: a call when startCall returns', 'start'],
  ['M6, M8, M9, M13, M14: a call that is not connected', 'call'],
  ['M13: what can be joined', 'joins'],
  ['M13: clients', 'clients'],
  ['M16: agents of a client', 'agents'],
])('%s: the drop-in answers as the SDK does', (_, part) => {
  expect(answersOfSdk).toHaveProperty(part);
  expect(answersOfDropIn[part]).toEqual(answersOfSdk[part]);
});
