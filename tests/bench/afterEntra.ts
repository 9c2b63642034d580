import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from 'playwright';
import { callingSdk } from '../../src/dev/callingSdk.ts';
import { createControls } from '../../src/emulator-package/controls/createControls.ts';
import { compressTextFiles } from '../../src/dev/compressTextFiles.ts';
import { buildEmulatedApp, rewriteBuild, startSystem } from '../support/system.ts';
import { people } from '../support/app/appTest.ts';
import type { Environment } from './environments.ts';
import { addSdkAlonePage, sdkAlonePath } from './floorPages.ts';
import { createQuietOpener } from './quietPages.ts';

/** Milliseconds that a user takes at Entra, and works before a reload. */
const pausesMs = { atEntra: 3_000, beforeReload: 5_000 };

/** Runs in each page before its scripts: notes when *Call* can be pressed. */
const noteCallButton = `
new MutationObserver((_changes, observer) => {
  const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Call');
  if (!button || button.getAttribute('aria-disabled') === 'true') return;
  observer.disconnect();
  performance.mark('call-enabled');
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-disabled'] });
`;

/** Starts the app with an SDK that takes as long to load as Microsoft's and then works with the emulator. */
export async function startPhone(
  browser: Browser,
  ports: { app: number; service: number; emulator: number },
) {
  const build = resolve('.cache/bench-after-entra');
  buildEmulatedApp(build, `http://localhost:${ports.emulator}`);
  await addSdkAlonePage(build, addMicrosoftSdk(build));
  // As `npm run build` does. Uncompressed, the SDK is too large for the browser's cache.
  compressTextFiles(join(build, 'assets'));
  const system = await startSystem({ ports, web: build });
  const { token } = await createControls(system.emulator).issueToken(people.alice.upn);
  const open = await createQuietOpener(browser);
  // The link fills in the dial box, so that *Call* becomes enabled.
  const address = `${system.url}/?call=${people.bob.id}`;
  const sdkAloneAddress = `${system.url}${sdkAlonePath}#${token}`;

  /** Reads when a page could do something, in milliseconds since the browser requested it. */
  const readTimes = async (page: Awaited<ReturnType<typeof open>>) => ({
    /** The page asked the SDK for an agent. */
    agentMs: await page.waitForMark('agent-asked-for'),
    /** *Call* was enabled; on the page with the SDK alone, the agent existed. */
    callMs: await page.waitForMark('call-enabled'),
  });
  /** Signs in as a new visitor, and reloads the page later. Then opens the page with the SDK alone, until its files are stored. */
  async function visitApp(environment: Environment, needsConsent = false) {
    const page = await open(address, { environment, script: noteCallButton });
    await page.press('Sign in');
    await page.waitFor(people.alice.upn);
    await wait(pausesMs.atEntra);
    await page.press(people.alice.upn);
    if (needsConsent) await page.press('Accept');
    const signedIn = await readTimes(page);
    await wait(pausesMs.beforeReload);
    await page.navigate(address);
    const reloaded = await readTimes(page);
    await page.navigate(sdkAloneAddress);
    await readTimes(page);
    // Another query, because the browser would not load a page with the same address again.
    await page.navigate(sdkAloneAddress.replace('#', '?reload#'));
    const sdkAlone = await readTimes(page);
    await page.close();
    return { signedIn, reloaded, sdkAlone };
  }
  async function visitSdkAlone(environment: Environment) {
    const page = await open(sdkAloneAddress, { environment });
    const times = await readTimes(page);
    await page.close();
    return times;
  }
  return { visitApp, visitSdkAlone, close: system.close };
}

/** Puts Microsoft's SDK into the file of the drop-in SDK. The page loads, compiles and runs both, and uses the second. */
function addMicrosoftSdk(build: string): string {
  const microsoft = readFileSync(createRequire(import.meta.url).resolve(callingSdk), 'utf8');
  // Both are UMD modules, which call the nearest `define`.
  const addMicrosoft = (dropIn: string): string => `{
    const found = [];
    {
      const define = Object.assign((names, factory) => found.push({ names, factory }), { amd: {} });
      ${microsoft}
      ${dropIn}
    }
    const [microsoft, dropIn] = found;
    define(microsoft.names, (exports, ...packages) => {
      microsoft.factory({}, ...packages);
      const named = new Map(microsoft.names.map((name, index) => [name, [exports, ...packages][index]]));
      dropIn.factory(...dropIn.names.map((name) => named.get(name)));
    });
  }`;
  return `/assets/${basename(rewriteBuild(build, addMicrosoft))}`;
}
