import { posix } from 'node:path';
import { startPage } from './navigation.ts';

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
