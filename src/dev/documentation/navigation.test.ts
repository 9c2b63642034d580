import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
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
