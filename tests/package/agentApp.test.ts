import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { manifest } from '../../src/emulator-package/manifest.ts';
import { browserArguments, browserPath } from '../support/browser.ts';
import { installedFolder, readExample, writeFiles } from './support/project.ts';

// Builds the app of the page for agents against the installed package, and runs the tests that the page shows.

const guide = 'build-an-agent-app.md';
/** The files that the page shows. */
const examples = ['vite.config.js', 'index.html', 'main.js', 'playwright.config.js', 'agent.spec.js'];
/** Free ports, in place of those in the page. */
const ports = { 5173: '28273', 5174: '28274' };

/** The page's configuration of Playwright, with the browser of this machine. */
const config = `
import config from './page.config.js';
const launchOptions = ${JSON.stringify({ executablePath: browserPath() ?? undefined, args: browserArguments() })};
const use = { ...config.use, launchOptions };
export default { ...config, use, timeout: 60_000, expect: { timeout: 20_000 }, reporter: 'list' };`;

test('the app of the page for agents rings and calls, as the tests of the page say', async () => {
  const readWithPorts = (name: string) =>
    Object.entries(ports).reduce(
      (text, [port, free]) => text.replaceAll(port, free),
      readExample(name, guide),
    );
  const files = Object.fromEntries(examples.map((name) => [name, readWithPorts(name)]));
  const { 'playwright.config.js': pageConfig = '', ...others } = files;
  const emulatorPort = `acsCallingEmulator({ port: ${ports[5174]}, `;
  const cwd = writeFiles('agent-app', {
    ...others,
    'vite.config.js': readWithPorts('vite.config.js').replace('acsCallingEmulator({ ', emulatorPort),
    'page.config.js': pageConfig,
    'playwright.config.js': config,
  });
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  const { stdout, stderr } = await promisify(execFile)('npx', ['playwright', 'test'], { cwd, env }).catch(
    (error: unknown) => error as { stdout: string; stderr: string },
  );
  expect(stdout + stderr).toContain('2 passed');
}, 240_000);

test('the page for agents installs every package that its files import', () => {
  const text = readFileSync(join(installedFolder, guide), 'utf8');
  const installed = [...text.matchAll(/^npm install (.+)$/gm)].flatMap(([, names = '']) => names.split(' '));
  const imported = examples.flatMap((name) =>
    [...readExample(name, guide).matchAll(/ from '([^'.]+)'/g)].map(([, path = '']) => path),
  );
  expect(imported.length).toBeGreaterThan(5);
  const packages = imported.map((path) =>
    path
      .split('/')
      .slice(0, path.startsWith('@') ? 2 : 1)
      .join('/'),
  );
  // The emulator is installed from a file.
  const expected = packages.map((name) =>
    name === manifest.name ? `./${manifest.name}-${manifest.version}.tgz` : name,
  );
  expect(installed).toEqual(expect.arrayContaining(expected));
});
