import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** A heading of the menu with its pages. `path` leads from the root of the repository to the Markdown file. */
interface MenuGroup {
  readonly title: string;
  readonly pages: { readonly title: string; readonly path: string }[];
}

/** The start page. Its lists of links are also the menu of the site. */
export const startPage = 'docs/README.md';

/** Reads the menu from the start page: a heading of level 2 is a group, and a list item that begins with a link is its page. */
export function readMenu(root: string): MenuGroup[] {
  const groups: MenuGroup[] = [];
  for (const line of readFileSync(join(root, startPage), 'utf8').split('\n')) {
    const [, heading] = /^## (.+)$/.exec(line) ?? [];
    if (heading !== undefined) groups.push({ title: heading, pages: [] });
    const [, title, link] = /^- \[([^\]]+)\]\(([^)]+)\)/.exec(line) ?? [];
    if (title === undefined || link === undefined) continue;
    const group = groups.at(-1);
    if (!group) throw new Error(`${startPage} lists ${link} before its first heading.`);
    group.pages.push({ title, path: posix.join(posix.dirname(startPage), link) });
  }
  return groups;
}

/**
 * Translates a link of a Markdown file, which is relative to the file as Git hosts expect, into a link of the site.
 * @param source the path of the Markdown file from the root of the repository
 * @returns a path from the root of the site, with the extension `.md` that VitePress replaces and checks
 */
export function resolveLink(source: string, href: string): string {
  if (/^([a-z][a-z0-9+.-]*:|\/|#)/i.test(href)) return href;
  const [path = '', fragment] = href.split('#');
  const target = posix.join(posix.dirname(source), decodeURIComponent(path));
  const address = target === startPage ? '/index.md' : `/${target}`;
  return fragment === undefined ? address : `${address}#${fragment}`;
}
