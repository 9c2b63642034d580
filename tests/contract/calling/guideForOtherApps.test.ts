import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startEmulator, type RunningEmulator } from '../../../src/emulator/emulator.ts';
import { createControls } from '../../../src/emulator-package/controls/createControls.ts';
import { openBrowser } from '../../support/calling/builtModules.ts';
import { serveFolder, type PageServer } from '../../support/pageServer.ts';

/** Follows the guide docs/use-the-emulator.md: takes each file that the guide shows, and runs it. */
vi.setConfig({ testTimeout: 30_000 });

const root = resolve(import.meta.dirname, '../../..');
const guide = readFileSync(join(root, 'docs/use-the-emulator.md'), 'utf8');

let folder: string;
/** Serves the folder `dist`, and stands for the app. */
let server: PageServer;
let browser: Browser;
let emulator: RunningEmulator;
const errors: string[] = [];

/**
 * Finds a code block of the guide, and puts the address of this test's emulator into it.
 * @param name the file name in the block's first comment, or else the block's language.
 */
function readBlock(name: string): string {
  const blocks = [...guide.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];
  // The first line of a block names its file: `// page.js`, or `<!-- page.html -->`.
  const comment = new RegExp(`^(<!--|//) ${name.replaceAll('.', '\\.')}( -->)?\n`);
  const block = blocks.find(([, language, code = '']) => language === name || comment.test(code));
  if (!block?.[2]) throw new Error(`The guide shows no ${name}.`);
  const url = new URL(emulator.url);
  return block[2].replace(comment, '').replaceAll('localhost:5174', url.host);
}
const writeToFolder = (name: string, text: string) => writeFileSync(join(folder, name), text);
/** @returns the guide's page, which imports Microsoft's packages instead of the emulator's modules. */
const pageWithPackageNames = () =>
  readBlock('page.html')
    .replaceAll(`${emulator.url}/calling.js`, '@azure/communication-calling')
    .replaceAll(`${emulator.url}/common.js`, '@azure/communication-common');

beforeAll(async () => {
  mkdirSync(join(root, '.cache'), { recursive: true });
  // The folder is inside the repository, so that Node finds the packages that the guide imports.
  folder = mkdtempSync(join(root, '.cache/guide-'));
  mkdirSync(join(folder, 'dist'));
  server = await serveFolder(join(folder, 'dist'));
  emulator = await startEmulator({ appPort: Number(new URL(server.origin).port) });
  browser = await openBrowser();
  // The emulator bundles both files when they are first requested. Pages should not have to wait for that.
  await Promise.all(['/calling.js', '/common.js'].map((path) => fetch(emulator.url + path)));
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await emulator?.stop();
  await server?.close();
  rmSync(folder, { recursive: true });
});

async function openPage(path: string): Promise<Page> {
  const page = await browser.newPage();
  // Shorter than the time limit of the test, so that a failure names the step that took too long.
  page.setDefaultTimeout(15_000);
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.location().url.endsWith('favicon.ico'))
      errors.push(message.text());
  });
  await page.goto(server.origin + path);
  return page;
}

/** Opens a page of the guide, and signs in with a token that the user pastes into the page. */
async function openSignedIn(path: string, token: string): Promise<Page> {
  const page = await openPage(path);
  await page.getByLabel('Token').fill(token);
  await press(page, 'Sign in');
  await page.locator('#agent').getByText('Connected', { exact: true }).waitFor();
  return page;
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const waitForState = (page: Page, state: string) => page.locator('#state').getByText(state).waitFor();
const waitForVideo = (page: Page) =>
  page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);

/** @returns an ACS token for a user, as a developer would paste it into the page. */
const issueToken = async (user: string) => (await createControls(emulator).issueToken(user)).token;

test('the guide’s plain page and its page with an import map call each other, and each shows the video of the other', async () => {
  writeToFolder('dist/page.html', readBlock('page.html'));
  const importMap = readBlock('import map');
  writeToFolder('dist/map.html', pageWithPackageNames().replace(/(?=<script type="module">)/, importMap));
  const alice = await openSignedIn('/page.html', await issueToken('alice@fabrikam.example'));
  const bob = await openSignedIn('/map.html', await issueToken('bob@fabrikam.example'));
  await alice.getByLabel('Teams user id').fill('b0000000-0000-4000-8000-00000000000b');
  await press(alice, 'Call');
  await waitForState(bob, 'Incoming call');
  await press(bob, 'Accept');
  await Promise.all([waitForVideo(alice), waitForVideo(bob)]);
  await press(alice, 'Hang up');
  await Promise.all([waitForState(alice, 'Disconnected'), waitForState(bob, 'Disconnected')]);
  expect(errors).toEqual([]);
  for (const page of [alice, bob]) await page.context().close();
});

test('an app built by Vite signs in with MSAL, exchanges its token and calls the bot Echo, under the guide’s content security policy', async () => {
  for (const name of ['vite.config.mjs', 'exchange.mjs', 'sign-in.js']) writeToFolder(name, readBlock(name));
  const showResult = `document.querySelector('pre').textContent = JSON.stringify((await signIn()) ?? null);`;
  writeToFolder('main.js', `import { signIn } from './sign-in.js'; ${showResult}`);
  const policy = `default-src 'self'; ${readBlock('text').trim()}`;
  const meta = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}" />`;
  const script = '<script type="module" src="/main.js"></script>';
  writeToFolder('index.html', `${meta}<title>Sign-in</title><pre></pre>${script}`);
  writeToFolder('vite.html', pageWithPackageNames().replace('<!doctype html>', meta));
  await build({
    root: folder,
    configFile: join(folder, 'vite.config.mjs'),
    mode: 'emulator',
    logLevel: 'error',
    build: { rolldownOptions: { input: ['index.html', 'vite.html'].map((page) => join(folder, page)) } },
  });

  const signInPage = await openPage('/');
  await signInPage.getByRole('button', { name: 'alice@fabrikam.example' }).click();
  await press(signInPage, 'Accept');
  const text = await signInPage.locator('pre', { hasText: 'userObjectId' }).textContent();
  const { teamsUserAadToken, userObjectId } = JSON.parse(text ?? '') as Record<string, string>;
  await signInPage.context().close();

  vi.stubEnv('ACS_CONNECTION_STRING', emulator.connectionString);
  const { exchange } = (await import(/* @vite-ignore */ join(folder, 'exchange.mjs'))) as {
    exchange: (...tokenAndUser: unknown[]) => Promise<{ token: string }>;
  };
  const { token } = await exchange(teamsUserAadToken, userObjectId);
  const page = await openSignedIn('/vite.html', token);
  // The page proposes Echo.
  await press(page, 'Call');
  await waitForVideo(page);
  await press(page, 'Hang up');
  await waitForState(page, 'Disconnected');
  expect(errors).toEqual([]);
  await page.context().close();
});
