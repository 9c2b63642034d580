import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { readMenu, startPage } from '../../src/dev/documentation/navigation.ts';
import { findViolations } from '../support/app/accessible.ts';
import { serveFolder, type PageServer } from '../support/pageServer.ts';

/** These tests build the documentation once, and read it in a browser under a base path, as on the pages of a Git host. */

const root = resolve(import.meta.dirname, '../..');
const base = '/switchboard/';
const menuPages = readMenu(root).flatMap(({ pages }) => pages.map(({ path }) => path));
const folder = mkdtempSync(join(tmpdir(), 'docs-'));
let site: PageServer;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  // The build fails if a page links to a page that does not exist.
  const command = ['vitepress', 'build', 'docs', '--base', base, '--outDir', folder];
  const env = { ...process.env, NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync('npx', command, { cwd: root, encoding: 'utf8', env });
  expect(status, stdout + stderr).toBe(0);
  site = await serveFolder(folder, base);
});
test.afterAll(() => {
  rmSync(folder, { recursive: true });
  return site.close();
});

/** Opens a page, and fails the test if the page requests anything from another host, or anything that does not exist. */
async function open(page: Page, path: string): Promise<{ faults: string[] }> {
  const faults: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(site.origin + base) && !request.url().startsWith('data:'))
      faults.push(request.url());
  });
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
  });
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(site.origin + base + path);
  await page.waitForLoadState('networkidle');
  return { faults };
}
const addressOf = (path: string): string => (path === startPage ? '' : path.replace(/\.md$/, '.html'));

test('every page of the menu is built, and its links to headings lead somewhere', () => {
  const paths = ['index.html', ...menuPages.map(addressOf)];
  const pages = new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
  for (const [path, html] of pages)
    for (const [, href = ''] of html.matchAll(/<a [^>]*href="([^"]*#[^"]+)"/g)) {
      if (!href.startsWith(base) && !href.startsWith('#')) continue;
      const [target = '', fragment = ''] = href.split('#');
      const file = target === '' ? path : target.slice(base.length) || 'index.html';
      expect(pages.get(file), `${path} links to ${href}`).toContain(` id="${decodeURIComponent(fragment)}"`);
    }
});

test('the search index has every page, and the search finds a page', async ({ page }) => {
  const chunks = join(folder, 'assets/chunks');
  const indexFile = readdirSync(chunks).find((name) => name.includes('localSearchIndex')) ?? '';
  const index = readFileSync(join(chunks, indexFile), 'utf8');
  const missing = menuPages.filter((path) => !index.includes(`"/${addressOf(path)}#`));
  expect(missing).toEqual([]);

  const { faults } = await open(page, '');
  // The button does nothing until the page's script has run.
  await expect(async () => {
    await page.getByRole('button', { name: 'Search' }).first().click();
    await expect(page.getByRole('searchbox')).toBeVisible({ timeout: 5_000 });
  }).toPass();
  await page.getByRole('searchbox').fill('agentDisconnect');
  await page.getByRole('option').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/controls|API/);
  expect(faults).toEqual([]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const path of [startPage, 'docs/host-it.md', 'docs/architecture.md', 'docs/emulator-http-api.md']) {
    test(`axe finds nothing on ${path} in the ${colorScheme} theme, and the page requests nothing from other hosts`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { faults } = await open(page, addressOf(path));
      await expect(page.locator('html')).toHaveClass(colorScheme === 'dark' ? /dark/ : /^((?!dark).)*$/);
      expect(await findViolations(page)).toEqual([]);
      expect(faults).toEqual([]);
    });
  }
}
