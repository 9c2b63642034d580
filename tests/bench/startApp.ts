import { resolve } from 'node:path';
import { launchChromium } from '../support/browser.ts';
import { buildEmulatedApp, startSystem } from '../support/system.ts';

/** Builds the app for the emulator, and starts both beside a browser. @param port that of the app; the emulator gets the next one */
export async function startApp(name: string, port: number) {
  const ports = { app: port, service: port, emulator: port + 1 };
  const build = resolve(`.cache/bench-${name}`);
  buildEmulatedApp(build, `http://localhost:${ports.emulator}`);
  const browser = await launchChromium();
  const system = await startSystem({ ports, web: build });
  return {
    browser,
    system,
    async close(): Promise<void> {
      await browser.close();
      await system.close();
    },
  };
}
