import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readMenu, resolveLink, startPage } from './navigation.ts';

const root = resolve(import.meta.dirname, '../../..');
const menuPaths = readMenu(root).flatMap(({ pages }) => pages.map(({ path }) => path));
const sitePages = [startPage, ...menuPaths];
/** @returns the text of a page without code, in which brackets and `#` mean something else. */
const readText = (path: string): string =>
  readFileSync(join(root, path), 'utf8').replace(/^( *)```[\s\S]*?^\1```$/gm, '');

/** @returns the links of a page to other files of the repository, and to headings. */
function listLinks(path: string): string[] {
  const text = readText(path).replace(/`[^`]*`/g, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)/gm)];
  return links
    .map(([, inline, reference]) => inline ?? reference ?? '')
    .filter((link) => !/^[a-z]+:/.test(link));
}
/** @returns the fragments by which Git hosts and the site address the headings of a page. */
const listFragments = (path: string): string[] =>
  [...readText(path).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .replaceAll(' ', '-'),
  );

test('the menu on the start page lists every page in docs once', () => {
  const pages = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((file) => `docs/${file.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.md') && path !== startPage);
  // A missing page: add a line to docs/README.md.
  expect(menuPaths).toEqual(expect.arrayContaining(pages));
  expect(menuPaths.filter((path, index) => menuPaths.indexOf(path) !== index)).toEqual([]);
});

test.each([
  ['README.md', 'docs/errors.md', '/docs/errors.md'],
  ['docs/errors.md', 'live-call.md#states', '/docs/live-call.md#states'],
  ['docs/decisions/sign-in.md', '../../CONTRIBUTING.md', '/CONTRIBUTING.md'],
  ['CONTRIBUTING.md', 'docs/README.md', '/index.md'],
  ['README.md', '#start', '#start'],
  ['README.md', 'https://example.com/a.md', 'https://example.com/a.md'],
])('resolveLink leads from %s by the link %s to %s on the site', (source, href, address) => {
  expect(resolveLink(source, href)).toBe(address);
});

test('every link between pages leads to a page of the site, and to a heading that exists', () => {
  const links = sitePages.flatMap((path) => listLinks(path).map((link) => ({ path, link })));
  // Far fewer links would mean that `listLinks` no longer finds them.
  expect(links.length).toBeGreaterThan(100);
  const deadLinks = links.filter(({ path, link }) => {
    const [file = '', fragment] = link.split('#');
    const target = file === '' ? path : posix.join(posix.dirname(path), file);
    if (!target.endsWith('.md')) return !/\.(png|svg)$/.test(target);
    if (!sitePages.includes(target)) return true;
    return fragment !== undefined && !listFragments(target).includes(fragment);
  });
  expect(deadLinks).toEqual([]);
});

test('every file of the code that a page names exists', () => {
  const missing = sitePages
    // The changelog names files of earlier versions.
    .filter((path) => path !== 'CHANGELOG.md')
    .flatMap((path) =>
      [...readFileSync(join(root, path), 'utf8').matchAll(/`((?:src|tests|deploy)\/[\w./-]+)`/g)].map(
        ([, file = '']) => ({ path, file }),
      ),
    )
    .filter(({ file }) => !existsSync(join(root, file)));
  expect(missing).toEqual([]);
});
