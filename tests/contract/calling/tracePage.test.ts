import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startEmulator, type RunningEmulator } from '../../../src/emulator/emulator.ts';
import { createTraceFile } from '../../../src/emulator/trace/tracePage.ts';
import { openBrowser, readTestPageModule } from '../../support/calling/builtModules.ts';
import type { PersonApi, PersonPageOptions } from '../../support/calling/page/setUpPersonPage.ts';
import { openTestPage, testPageHtml, type TestPage } from '../../support/calling/testPage.ts';
import { servePages, type PageServer } from '../../support/pageServer.ts';

/** Tests of the page `/emulator/trace`, and of the page in one file. Alice's page stands for the app under development. */
vi.setConfig({ testTimeout: 30_000 });

let emulator: RunningEmulator;
let pageServer: PageServer;
let browser: Browser;
let context: BrowserContext;
let alicePage: TestPage<PersonApi>;
let folder: string;

const control = (path: string, body?: object) =>
  fetch(`${emulator.url}/emulator/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'x-emulator-secret': emulator.secret, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });

beforeAll(async () => {
  const [startedEmulator, testPage] = await Promise.all([startEmulator(), readTestPageModule()]);
  emulator = startedEmulator;
  folder = mkdtempSync(join(tmpdir(), 'trace-page-'));
  browser = await openBrowser();
  pageServer = await servePages({ '/test/': testPageHtml, '/testPage.js': testPage });
  // The emulator bundles both files when they are first requested. Pages should not have to wait for that.
  await Promise.all(['/calling.js', '/trace.js'].map((path) => fetch(emulator.url + path)));
  context = await browser.newContext();
  const { token } = (await (await control('token?user=alice@fabrikam.example')).json()) as { token: string };
  alicePage = await openTestPage(await context.newPage(), pageServer.origin, 'setUpPersonPage', {
    sdkModule: `${emulator.url}/calling.js`,
    token,
    objectIds: { alice: '', bob: '', carol: '' },
    threadId: null,
    meetingLink: null,
    timeoutMs: 15_000,
    isDropIn: true,
  } satisfies PersonPageOptions);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await pageServer?.close();
  await emulator?.stop();
  rmSync(folder, { recursive: true });
});

const pageErrors: string[] = [];
async function openPage(address: string): Promise<Page> {
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && pageErrors.push(message.text()));
  page.on('pageerror', ({ message }) => pageErrors.push(message));
  await page.goto(address);
  return page;
}
const findRow = (page: Page, text: string | RegExp) =>
  page.getByRole('listbox', { name: 'Entries' }).getByRole('option').filter({ hasText: text });

/** Makes a trace of one person, whose entries come ten a second. */
function createTrace(names: readonly string[]): string {
  const header = { acsCallingTrace: 1, emulator: '0.3.0', startedAt: '2026-11-30T08:00:00.000Z' };
  const lines = names.map((name, index) => ({
    at: index * 100,
    lane: `lane-${index % 5}`,
    kind: 'frame',
    name,
    way: 'up',
    data: { number: index, text: 'word '.repeat(40) },
  }));
  return [header, ...lines].map((line) => JSON.stringify(line)).join('\n');
}
async function openFile(name: string, trace: string, good?: string): Promise<Page> {
  const path = join(folder, `${name}.html`);
  writeFileSync(path, await createTraceFile({ title: name, trace, ...(good !== undefined && { good }) }));
  return openPage(pathToFileURL(path).href);
}

test('a developer switches the recorder on, and sees a call of a page that was open already', async () => {
  const page = await openPage(`${emulator.url}/emulator/trace#secret=${encodeURIComponent(emulator.secret)}`);
  await page.getByRole('button', { name: 'Record' }).click();
  await page.getByRole('button', { name: 'Stop recording' }).waitFor();
  await control('act', { as: 'bob@fabrikam.example', act: 'ring', to: 'alice@fabrikam.example' });
  await alicePage.run(async (api) => {
    const incomingCall = await api.takeIncomingCall();
    await incomingCall.accept();
  });
  await findRow(page, 'incoming from Bob Baker').waitFor();
  for (const text of [
    'TeamsCallAgent.incomingCall',
    'TeamsIncomingCall.accept done',
    'TeamsCall.stateChanged Connected',
  ]) {
    await page.getByLabel('Search').fill(text);
    await findRow(page, text).first().waitFor();
  }
  await page.getByLabel('Search').fill('getStats');
  await findRow(page, /↓ \d+ ↑ \d+ kbit\/s/)
    .first()
    .click();
  await page.getByRole('region', { name: 'Message' }).getByText('"peers"').waitFor();
  await page.getByLabel('Search').fill('');
  for (const lane of ['Alice Archer', 'Bob Baker', 'The test and its controls'])
    expect(await page.getByRole('checkbox', { name: lane }).isChecked()).toBe(true);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  expect(pageErrors).toEqual([]);
});

test('of 20,000 entries the list draws only those in sight, and a key and a search find any of them', async () => {
  const names = Array.from({ length: 20_000 }, (_, index) =>
    index === 19_990 ? 'needle' : `step ${index % 50}`,
  );
  const page = await openFile('long', createTrace(names));
  await page.getByText('20,000 entries').waitFor();
  const list = page.getByRole('listbox', { name: 'Entries' });
  await list.focus();
  await page.keyboard.press('End');
  await findRow(page, '1999.900').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.insertText('needle');
  await page.getByText('1 of 20,000 entries').waitFor();
  expect(await list.getByRole('option').count()).toBe(1);
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('region', { name: 'Message' }).getByText('19990').waitFor();
  await page.getByLabel('Search').fill('');
  expect(await list.getByRole('option').count()).toBeLessThan(100);
  expect(await list.getAttribute('aria-activedescendant')).toBe(
    await list.locator('[aria-selected=true]').getAttribute('id'),
  );
  expect(pageErrors).toEqual([]);
});

test('compared with a good run, the page begins with the first difference, and n leads to the next one', async () => {
  const good = createTrace(['start', 'a', 'b', 'c', 'd', 'leave', 'bye', 'e', 'f', 'g']);
  const bad = createTrace(['start', 'a', 'b', 'c', 'd', 'mute', 'bye', 'e', 'f', 'g']);
  const page = await openFile('compared', bad, good);
  const message = page.getByRole('region', { name: 'Message' });
  await message.getByText(/^(Missing|Additional): /).waitFor();
  await page.getByRole('checkbox', { name: 'Only the 2 differences' }).check();
  expect(await findRow(page, /leave|mute/).count()).toBe(2);
  const first = await message.innerText();
  await page.getByRole('listbox').focus();
  await page.keyboard.press('n');
  await expect.poll(() => message.innerText()).not.toBe(first);
});

test('a file that is no trace, or one of another version, is refused in one sentence', async () => {
  const page = await openFile('any', createTrace(['start']));
  for (const [text, sentence] of [
    ['hello', 'no.jsonl is not a trace of acs-calling-emulator'],
    [createTrace(['x']).replace('1', '7'), 'no.jsonl is a trace of version 7'],
  ] as const) {
    await page
      .getByLabel('Open…')
      .setInputFiles({ name: 'no.jsonl', mimeType: 'text/plain', buffer: Buffer.from(text) });
    await page.getByRole('alert').filter({ hasText: sentence }).waitFor();
  }
});
