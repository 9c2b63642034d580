import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterAll, expect, test } from 'vitest';
import { createTraceFile } from '../../../src/emulator/trace/tracePage.ts';
import { setUpToolPage } from '../../support/calling/setUpToolPage.ts';

// Tests of the page `/emulator/trace`, and of the page in one file.
const { pageErrors, requestControl, getEmulator, getAlicePage, openPage, openPersonPage } =
  setUpToolPage('/trace.js');
const folder = mkdtempSync(join(tmpdir(), 'trace-page-'));
afterAll(() => rmSync(folder, { recursive: true }));

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
  const { url, secret } = getEmulator();
  const page = await openPage(`${url}/emulator/trace#secret=${encodeURIComponent(secret)}`);
  await page.getByRole('button', { name: 'Record' }).click();
  await page.getByRole('button', { name: 'Stop recording' }).waitFor();
  await requestControl('act', { as: 'bob@fabrikam.example', act: 'ring', to: 'alice@fabrikam.example' });
  await getAlicePage().run(async (api) => {
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
  // A page that is opened now records from its first call of the SDK on.
  const bobPage = await openPersonPage('bob');
  await bobPage.run((api) => void api.agent.startCall(api.people.carol));
  for (const text of ['CallClient.createTeamsCallAgent done', 'TeamsCallAgent.startCall']) {
    await page.getByLabel('Search').fill(text);
    await findRow(page, text).first().waitFor();
  }
  await page.getByLabel('Search').fill('');
  for (const lane of ['Alice Archer', 'Bob Baker', 'The test and its controls'])
    expect(await page.getByRole('checkbox', { name: lane, exact: true }).isChecked()).toBe(true);
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

test('a hostile trace runs no script: what looks like markup is text, and the policy of the page stops the rest', async () => {
  const attack = `</script><script>window.isHit=1</script><img src=x onerror="window.isHit=1">`;
  const trace = createTrace([attack, '<!--<script>']).replaceAll('lane-0', 'javascript:window.isHit=1');
  const page = await openFile('hostile', trace, trace);
  await findRow(page, attack).click();
  await page.getByRole('region', { name: 'Message' }).getByText(attack).waitFor();
  // An element that a fault of ours would let through.
  await page.evaluate((markup) => {
    document.body.append(document.createRange().createContextualFragment(markup));
  }, '<script>window.isHit=1</script><img src="data:," onerror="window.isHit=1">');
  await page.waitForTimeout(100);
  expect(await page.evaluate(() => 'isHit' in window)).toBe(false);
  pageErrors.length = 0;
});
