import { resolve } from 'node:path';
import { chromium } from 'playwright';
import { browserArguments, browserPath } from '../../../support/browser.ts';
import { bundleForPage } from '../../../support/bundle.ts';
import { readDropInModule } from '../../../support/calling/builtModules.ts';
import { servePages } from '../../../support/pageServer.ts';

/** Pages without a network, in which a test uses Microsoft's SDK (`real`) or the drop-in SDK (`dropIn`). */
export interface SdkPages {
  /**
   * Runs an exported function of the test's page module in a new page.
   * @param sdkName which SDK the function gets as its first argument.
   * @param functionName the function's name.
   * @param argument the function's second argument; has to be JSON.
   */
  run<Result>(sdkName: 'real' | 'dropIn', functionName: string, argument?: unknown): Promise<Result>;
  close(): Promise<void>;
}

const resolveFile = (name: string) => resolve(import.meta.dirname, name);
const html = '<!doctype html><meta charset="utf-8"><title>same</title>';

/** Bundles the modules, and starts a browser. @param pageModule the file of this folder that the pages load. */
export async function startSdkPages(pageModule: string): Promise<SdkPages> {
  const [realSdk, collector, dropIn, browser] = await Promise.all([
    bundleForPage(resolveFile('realSdk.ts')),
    bundleForPage(resolveFile(pageModule)),
    readDropInModule(),
    chromium.launch({
      executablePath: browserPath() ?? '',
      // The pages can resolve only localhost, so that the test has no network on any machine.
      args: [...browserArguments(), '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost'],
    }),
  ]);
  const modules = { '/real.js': realSdk, '/pageModule.js': collector, '/dropIn.js': dropIn };
  const pageServer = await servePages({ '/': html, '/favicon.ico': '', ...modules });
  return {
    async run(sdkName, functionName, argument = null) {
      const page = await browser.newPage();
      await page.goto(`${pageServer.origin}/`);
      return page.evaluate(
        `Promise.all([import('/pageModule.js'), import('/${sdkName}.js')]).then(([pageModule, sdk]) => pageModule.${functionName}(sdk, ${JSON.stringify(argument)}))`,
      );
    },
    async close() {
      await browser.close();
      await pageServer.close();
    },
  };
}
