import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { browserArguments, browserPath } from '../browser.ts';
import { variableNames, readDropInModule, readTestPageModule } from './builtModules.ts';

/** Vitest runs this once before all calling tests. It bundles the modules and starts the browser that the test files share. */

let close: () => Promise<void>;

export async function setup(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'calling-'));
  const save = async (name: 'dropIn' | 'testPage', code: Promise<string>) => {
    const file = join(folder, `${name}.js`);
    await writeFile(file, await code);
    process.env[variableNames[name]] = file;
  };
  const [browser] = await Promise.all([
    chromium.launchServer({ executablePath: browserPath() ?? '', args: browserArguments() }),
    save('dropIn', readDropInModule()),
    save('testPage', readTestPageModule()),
  ]);
  process.env[variableNames.browser] = browser.wsEndpoint();
  close = async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  };
}

export const teardown = (): Promise<void> => close();
