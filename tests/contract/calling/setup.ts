import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { browserArguments, browserPath } from '../../support/browser.ts';
import { dropIn, made, stageModule } from './made.ts';

/** Once for all files of the project: the drop-in's module and a browser. Each file connects to them (`harness.ts`). */

let close: () => Promise<void>;

export async function setup(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'calling-'));
  const keep = async (name: 'module' | 'stage', code: Promise<string>) => {
    const file = join(folder, `${name}.js`);
    await writeFile(file, await code);
    process.env[made[name]] = file;
  };
  const [browser] = await Promise.all([
    chromium.launchServer({ executablePath: browserPath() ?? '', args: browserArguments() }),
    keep('module', dropIn()),
    keep('stage', stageModule()),
  ]);
  process.env[made.browser] = browser.wsEndpoint();
  close = async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  };
}

export const teardown = (): Promise<void> => close();
