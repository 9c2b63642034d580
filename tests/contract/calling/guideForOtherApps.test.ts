import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startEmulator, type RunningEmulator } from '../../../src/emulator/emulator.ts';
import { openBrowser } from '../../support/calling/builtModules.ts';

/** docs/use-the-emulator.md, done as it says: each file that it shows is taken from it and run. */
vi.setConfig({ testTimeout: 30_000 });

const root = resolve(import.meta.dirname, '../../..');
const guide = readFileSync(join(root, 'docs/use-the-emulator.md'), 'utf8');
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };

let folder: string;
let server: Server;
let browser: Browser;
let emulator: RunningEmulator;
let app: string;

/** The block that begins with this comment, or is of this language, with the address of the emulator of this test. */
function shown(name: string): string {
  const blocks = [...guide.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];
  const comment = new RegExp(`^(<!--|//) ${name.replaceAll('.', '\\.')}( -->)?\n`);
  const found = blocks.find(([, language, code = '']) => language === name || comment.test(code));
  if (!found?.[2]) throw new Error(`The guide shows no ${name}.`);
  const url = new URL(emulator.url);
  return found[2].replace(comment, '').replaceAll('localhost:5174', url.host);
}
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

/** The guide's page, importing by the packages' names. */
const byName = () =>
  shown('page.html')
    .replaceAll(`${emulator.url}/calling.js`, '@azure/communication-calling')
    .replaceAll(`${emulator.url}/common.js`, '@azure/communication-common');

beforeAll(async () => {
  mkdirSync(join(root, '.cache'), { recursive: true });
  // Inside the tree, so that the packages which the guide takes for granted are found.
  folder = mkdtempSync(join(root, '.cache/guide-'));
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://localhost').pathname;
    const built = path === '/' || path.startsWith('/assets/') || path === '/vite.html';
    try {
      const file = join(folder, built ? 'dist' : '', path === '/' ? 'index.html' : path);
      response.setHeader('content-type', types[extname(file)] ?? 'text/plain');
      // The pages that are one file have their script in it, which a policy would have to allow.
      if (built) response.setHeader('content-security-policy', `default-src 'self'; ${shown('text').trim()}`);
      response.end(readFileSync(file));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((done) => server.listen(0, 'localhost', done));
  const { port } = server.address() as AddressInfo;
  app = `http://localhost:${port}`;
  emulator = await startEmulator({ port: 0, appPort: port });
  browser = await openBrowser();
  // Made on the first request, which no page shall wait for.
  await Promise.all(['/calling.js', '/common.js'].map((path) => fetch(emulator.url + path)));
  write('page.html', shown('page.html'));
  write('map.html', byName().replace(/(?=<script type="module">)/, shown('import map')));
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await emulator?.close();
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

async function open(path: string): Promise<{ page: Page; faults: string[] }> {
  const page = await browser.newPage();
  // Sooner than the test's own end, so that a failure names its step.
  page.setDefaultTimeout(15_000);
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.location().url.endsWith('favicon.ico')) {
      faults.push(message.text());
    }
  });
  await page.goto(app + path);
  return { page, faults };
}

const state = (page: Page) => page.locator('#state');

async function signInTo(page: Page, token: string): Promise<void> {
  await page.getByLabel('Token').fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('#agent').getByText('Connected', { exact: true }).waitFor();
}

/** Signs in, calls whom the page proposes, sees the picture, hangs up. */
async function callEcho(path: string, token: string): Promise<void> {
  const { page, faults } = await open(path);
  await signInTo(page, token);
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);
  expect(await state(page).textContent()).toBe('Connected');
  await page.getByRole('button', { name: 'Hang up' }).click();
  await state(page).getByText('Disconnected').waitFor();
  expect(faults).toEqual([]);
  await page.context().close();
}

async function pasted(user: string): Promise<string> {
  const headers = { 'x-emulator-secret': emulator.secret };
  const response = await fetch(`${emulator.url}/emulator/token?user=${user}`, { headers });
  return ((await response.json()) as { token: string }).token;
}

test('a plain page calls with a pasted token', async () => {
  await callEcho('/page.html', await pasted('alice@fabrikam.example'));
});

test('two windows of the page with an import map call each other, both with their picture', async () => {
  const [alice, bob] = await Promise.all([open('/map.html'), open('/map.html')]);
  await signInTo(alice.page, await pasted('alice@fabrikam.example'));
  await signInTo(bob.page, await pasted('bob@fabrikam.example'));
  await alice.page.getByLabel('Teams user id').fill('b0000000-0000-4000-8000-00000000000b');
  await alice.page.getByRole('button', { name: 'Call', exact: true }).click();
  await state(bob.page).getByText('Incoming call').waitFor();
  await bob.page.getByRole('button', { name: 'Accept' }).click();
  for (const { page } of [alice, bob]) {
    await page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);
  }
  await alice.page.getByRole('button', { name: 'Hang up' }).click();
  for (const { page } of [alice, bob]) await state(page).getByText('Disconnected').waitFor();
  expect([...alice.faults, ...bob.faults]).toEqual([]);
  for (const { page } of [alice, bob]) await page.context().close();
});

test('an app built by Vite signs in with MSAL, has its token exchanged and calls, under the policy', async () => {
  for (const name of ['vite.config.mjs', 'exchange.mjs', 'sign-in.js']) write(name, shown(name));
  const main = `import { signIn } from './sign-in.js'; const found = await signIn();`;
  write('main.js', `${main} document.querySelector('pre').textContent = JSON.stringify(found ?? null);`);
  const loaded = '<script type="module" src="/main.js"></script>';
  write('index.html', `<!doctype html><title>Sign-in</title><pre></pre>${loaded}`);
  write('vite.html', byName());
  await build({
    root: folder,
    configFile: join(folder, 'vite.config.mjs'),
    mode: 'emulator',
    logLevel: 'error',
    build: { rolldownOptions: { input: ['index.html', 'vite.html'].map((page) => join(folder, page)) } },
  });

  const { page, faults } = await open('/');
  await page.getByRole('button', { name: 'alice@fabrikam.example' }).click();
  await page.getByRole('button', { name: 'Accept' }).click();
  const text = await page.locator('pre', { hasText: 'userObjectId' }).textContent();
  const { teamsUserAadToken, userObjectId } = JSON.parse(text ?? '') as Record<string, string>;
  expect(faults).toEqual([]);
  await page.context().close();

  vi.stubEnv('ACS_CONNECTION_STRING', emulator.connectionString);
  const { exchange } = (await import(/* @vite-ignore */ join(folder, 'exchange.mjs'))) as {
    exchange: (...tokenAndUser: unknown[]) => Promise<{ token: string }>;
  };
  await callEcho('/vite.html', (await exchange(teamsUserAadToken, userObjectId)).token);
});
