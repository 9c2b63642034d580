import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { manifest } from '../../src/emulator-package/manifest.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { browserArguments, browserPath } from '../support/browser.ts';
import { installedFolder, readExample, writeFiles } from './support/project.ts';

// Builds the apps of the pages that lead from an empty folder to an app, against the installed package, and runs their tests.

/** The pages, and the files that each of them shows. */
const apps = {
  'build-an-agent-app.md': 'vite.config.js index.html main.js playwright.config.js agent.spec.js',
  'build-an-acs-user-app.md':
    'vite.config.js index.html main.js network.js network.test.js playwright.config.js group.spec.js',
} as const;
type Page = keyof typeof apps;

/** The page's configuration of Playwright, with the browser of this machine. */
const config = `
import config from './page.config.js';
const launchOptions = ${JSON.stringify({ executablePath: browserPath() ?? undefined, args: browserArguments() })};
const use = { ...config.use, launchOptions };
export default { ...config, use, timeout: 60_000, expect: { timeout: 20_000 }, reporter: 'list' };`;

/**
 * Writes the files of a page into a folder.
 * @param port the first of two free ports, in place of those in the page: Vite's and the emulator's.
 */
function writeApp(page: Page, folder: string, port: number): string {
  const ports = { 5173: String(port), 5174: String(port + 1) };
  const read = (name: string) =>
    Object.entries(ports).reduce(
      (text, [shown, free]) => text.replaceAll(shown, free),
      readExample(name, page),
    );
  const files = Object.fromEntries(apps[page].split(' ').map((name) => [name, read(name)]));
  const { 'playwright.config.js': pageConfig = '', 'vite.config.js': viteConfig = '', ...others } = files;
  return writeFiles(folder, {
    ...others,
    'vite.config.js': viteConfig.replace('secret: ', `port: ${ports[5174]}, secret: `),
    'page.config.js': pageConfig,
    'playwright.config.js': config,
  });
}

/** Runs `npx` in an app. @returns what it writes, also if it fails. */
async function runNpx(cwd: string, ...args: string[]): Promise<string> {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1' };
  const { stdout, stderr } = await promisify(execFile)('npx', args, { cwd, env }).catch(
    (error: unknown) => error as { stdout: string; stderr: string },
  );
  return stdout + stderr;
}

test('the app of the page for agents rings and calls, as the tests of the page say', async () => {
  const folder = writeApp('build-an-agent-app.md', 'agent-app', 28273);
  expect(await runNpx(folder, 'playwright', 'test')).toContain('2 passed');
}, 240_000);

test('the app of the page for ACS users warns of a poor network, and the trace of its failing test says why', async () => {
  const folder = writeApp('build-an-acs-user-app.md', 'acs-user-app', 28275);
  // Stands for the emulator of a Vite that is running, at the port that `writeApp` has written.
  const running = await startEmulator({ port: 28276 });
  expect(await runNpx(folder, 'vitest', 'run')).toMatch(/Tests +1 passed/);
  await running.stop();
  expect(await runNpx(folder, 'playwright', 'test')).toContain('1 passed');
  const spec = readFileSync(join(folder, 'group.spec.js'), 'utf8');
  const good = 'lossPercent: 10';
  expect(spec).toContain(good);
  // The test that is meant to fail says 0.1 for 10 %: with 1 %, three losses by chance would show the banner.
  writeFiles('acs-user-app', { 'group.spec.js': spec.replace(good, 'lossPercent: 0.1') });
  const output = await runNpx(folder, 'playwright', 'test');
  expect(output).toContain('1 failed');
  // Playwright writes where the trace is.
  const [path = ''] = /\S+\/emulator-trace\.jsonl/.exec(output) ?? [];
  const text = readFileSync(join(folder, path), 'utf8');
  for (const part of ['"name":"Ben"', '"Call.', 'getStats', '"lossPercent":0.1'])
    expect(text).toContain(part);
}, 360_000);

test.each(Object.keys(apps) as Page[])('%s installs every package that its files import', (page) => {
  const text = readFileSync(join(installedFolder, page), 'utf8');
  const installed = [...text.matchAll(/^npm install (.+)$/gm)].flatMap(([, names = '']) => names.split(' '));
  const imported = apps[page]
    .split(' ')
    .flatMap((name) =>
      [...readExample(name, page).matchAll(/ from '([^'.]+)'/g)].map(([, path = '']) => path),
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
