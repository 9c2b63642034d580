import { resolve } from 'node:path';
import { chromium, type Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as dropInSdk from '../../../../src/emulator/sdk/index.ts';
import { browserArguments, browserPath } from '../../../support/browser.ts';
import { bundleForPage } from '../../../support/bundle.ts';
import { readDropInModule } from '../../../support/calling/builtModules.ts';
import { servePages, type PageServer } from '../../../support/pageServer.ts';
import type { SdkNames } from './collectOutcomes.ts';
import type { Outcomes } from './outcomes.ts';
import type { Sdk } from './sdk.ts';
import { featureTypes, typesWithMethods } from './sdkTypes.ts';

/**
 * Uses Microsoft's SDK and the drop-in SDK (the emulator's replacement) in the same way, each in a page without a network.
 * The outcomes must be the same: what each function returns, or the code of the error that it throws. Microsoft's SDK takes
 * about 16 seconds until it gives up connecting.
 */

type OutcomesBySubject = Record<string, Outcomes>;

// The assignment lets TypeScript compare the types of both SDKs.
const comparedSdk: Sdk = dropInSdk;
const names: SdkNames = {
  types: typesWithMethods,
  features: featureTypes,
  exports: Object.keys(comparedSdk),
};

let browser: Browser;
let pageServer: PageServer;
let outcomesOfSdk: OutcomesBySubject;
let outcomesOfDropIn: OutcomesBySubject;

async function collectOutcomes(sdkModule: string): Promise<OutcomesBySubject> {
  const page = await browser.newPage();
  await page.goto(`${pageServer.origin}/`);
  return page.evaluate(
    `Promise.all([import('/collectOutcomes.js'), import('${sdkModule}')]).then(([{ collectOutcomes }, sdk]) => collectOutcomes(sdk, ${JSON.stringify(names)}))`,
  );
}

beforeAll(async () => {
  const bundle = (name: string) => bundleForPage(resolve(import.meta.dirname, name));
  const [realSdk, collector, dropIn] = await Promise.all([
    bundle('realSdk.ts'),
    bundle('collectOutcomes.ts'),
    readDropInModule(),
  ]);
  pageServer = await servePages({
    '/': '<!doctype html><meta charset="utf-8"><title>same</title>',
    '/favicon.ico': '',
    '/real.js': realSdk,
    '/dropIn.js': dropIn,
    '/collectOutcomes.js': collector,
  });
  browser = await chromium.launch({
    executablePath: browserPath() ?? '',
    // The pages can resolve only localhost, so that the test has no network on any machine.
    args: [...browserArguments(), '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost'],
  });
  [outcomesOfSdk, outcomesOfDropIn] = await Promise.all([
    collectOutcomes('/real.js'),
    collectOutcomes('/dropIn.js'),
  ]);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await pageServer?.close();
});

// The ids, such as M1, are those of defects that an earlier version had.
test.each([
  ['the exported classes, enums, tables and features', 'exported'],
  ['M1: the members and events of all objects, and refused listeners', 'types'],
  ['M3, M10: permissions and devices', 'devices'],
  ['M11 to M13: streams, renderers and views', 'streams'],
  ['M2, M4, M7, M8: a call at the time when startCall returns', 'start'],
  ['M6, M8, M9, M13, M14: methods of a call that is not connected', 'call'],
  ['M9, M12: hands, and an end that comes twice, in such a call', 'later'],
  ['M14: a meeting that is not joined yet', 'meeting'],
  ['M13: the arguments of join', 'joins'],
  ['M13: clients', 'clients'],
  ['M16: the agents of a client', 'agents'],
  ['ACS users: the members and events of all objects', 'acsTypes'],
  ['ACS users: a call at the time when startCall returns', 'acsStart'],
  ['ACS users: the arguments of startCall', 'acsStarts'],
  ['ACS users: the arguments of join', 'acsJoins'],
  ['ACS users: methods of a call that is not connected', 'acsCall'],
  ['ACS users: hands, and an end that comes twice, in such a call', 'acsLater'],
  ['ACS users: clients, tokens and names', 'acsClients'],
  ['ACS users: the agents of a client', 'acsAgents'],
])('the drop-in SDK returns and throws the same as Microsoft’s SDK: %s', (_, subject) => {
  expect(outcomesOfSdk).toHaveProperty(subject);
  expect(outcomesOfDropIn[subject]).toEqual(outcomesOfSdk[subject]);
});
