import type { Page } from '@playwright/test';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { emulatedBuild, secondSystemPorts, startSystem, type System } from '../system.ts';
import { test as base } from './appTest.ts';

/** Creates a deployment of the app that a test can stop, start again and replace. */
function createDeployment(build: string) {
  let system: System | null = null;
  return {
    url: `http://localhost:${secondSystemPorts.app}`,
    /** The folder from which the next start serves the app. */
    build,
    async stop(): Promise<void> {
      await system?.close();
      system = null;
    },
    async start(): Promise<void> {
      system = await startSystem({ ports: secondSystemPorts, web: build });
    },
  };
}

export const test = base.extend<{ deployment: ReturnType<typeof createDeployment> }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from this pattern which fixtures are needed.
  deployment: async ({}, provide) => {
    const build = mkdtempSync(join(tmpdir(), 'deployment-'));
    cpSync(emulatedBuild, build, { recursive: true });
    const deployment = createDeployment(build);
    await deployment.start();
    await provide(deployment);
    await deployment.stop();
    rmSync(build, { recursive: true });
  },
});

/** The path of a file in the folder that the running deployment serves. A change takes effect at once, except in pages. */
export const servedFile = (name: string): string =>
  resolve(import.meta.dirname, `../../../.cache/served-${secondSystemPorts.app}`, name);

/** How many registrations of service workers the origin of the page has. */
export const countRegistrations = (page: Page): Promise<number> =>
  page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);

export const waitForWorker = (page: Page): Promise<unknown> =>
  page.evaluate(() => navigator.serviceWorker.ready);
