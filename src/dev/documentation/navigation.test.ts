import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readMenu, startPage } from './navigation.ts';

const root = resolve(import.meta.dirname, '../../..');
const menuPaths = readMenu(root).flatMap(({ pages }) => pages.map(({ path }) => path));

test('the menu on the start page lists every page in docs once', () => {
  const pages = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((file) => `docs/${file.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.md') && path !== startPage);
  // A missing page: add a line to docs/README.md.
  expect(pages.filter((path) => !menuPaths.includes(path))).toEqual([]);
  expect(menuPaths.filter((path, index) => menuPaths.indexOf(path) !== index)).toEqual([]);
});

test('the menu lists only pages that exist', () => {
  expect(menuPaths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('readMenu reads groups from headings, and pages from list items that begin with a link', () => {
  const folder = mkdtempSync(join(tmpdir(), 'menu-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'docs'));
  const writeStartPage = (text: string) => writeFileSync(join(folder, startPage), text);
  writeStartPage(
    '# Start\n\nSee [other](x.md).\n\n## Guides\n\n- [One](one.md): words\n- no link\n- [Two](../TWO.md)\n',
  );
  expect(readMenu(folder)).toEqual([
    {
      title: 'Guides',
      pages: [
        { title: 'One', path: 'docs/one.md' },
        { title: 'Two', path: 'TWO.md' },
      ],
    },
  ]);
  writeStartPage('# Start\n\n- [One](one.md)\n');
  expect(() => readMenu(folder)).toThrow('docs/README.md lists one.md before its first heading.');
});
