import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isLoopback } from '../settings/endpoint.ts';

/** The built app as found at start. What is not listed here is never looked for on the disk. */
export interface SiteFiles {
  readonly root: string;
  /** HTML by path, such as `/index.html`, with Vite's nonce placeholder still in it. */
  readonly pages: ReadonlyMap<string, string>;
  /** Paths of everything else, such as `/assets/main-3f2a.js`. */
  readonly files: ReadonlySet<string>;
  /** Origins that the app's own `config.json` names: it must be allowed to reach them. */
  readonly configuredOrigins: readonly string[];
  /** Where `config.json` says a stand-in for Entra is, on this machine; null if it names none. */
  readonly localAuthority: string | null;
}

/** Throws when the folder or its `index.html` is missing: the app was not built. */
export async function readSiteFiles(root: string): Promise<SiteFiles> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => `/${relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')}`)
    .filter((path) => !path.includes('/.') && !/\.(?:br|gz|zst)$/.test(path));
  const pagePaths = paths.filter((path) => path.endsWith('.html'));
  const pages = new Map<string, string>();
  for (const path of pagePaths) pages.set(path, await readFile(join(root, path), 'utf8'));
  if (!pages.has('/index.html')) throw new Error('no index.html in the folder');
  const config = paths.includes('/config.json') ? await readFile(join(root, 'config.json'), 'utf8') : '';
  return {
    root,
    pages,
    files: new Set(paths.filter((path) => !pages.has(path))),
    configuredOrigins: originsIn(config),
    localAuthority: localAuthorityIn(config),
  };
}

/**
 * The origin of every http(s) URL inside a JSON text, and for this machine's own ones the WebSocket form too:
 * development signals over it, while Azure's hosts are in the policy by name.
 */
function originsIn(json: string): readonly string[] {
  const origins = new Set<string>();
  for (const [text] of json.matchAll(/https?:\/\/[^\s"'\\<>]+/g)) {
    if (!URL.canParse(text)) continue;
    const url = new URL(text);
    const { origin } = url;
    // Only what is safe inside a header's source list; a wildcard or separator would widen the policy.
    if (!/^https?:\/\/[\w.[\]:-]+$/.test(origin)) continue;
    // The app refuses such an address, too.
    if (url.protocol === 'http:' && !isLoopback(url)) continue;
    origins.add(origin);
    if (isLoopback(url)) origins.add(origin.replace(/^http/, 'ws'));
  }
  return [...origins];
}

/** The app heeds `authorityMetadata` on this machine only, and opens a hidden frame at the address it names. */
function localAuthorityIn(json: string): string | null {
  const [, address = ''] = /"authorization_endpoint"\s*:\s*"([^"\\]+)"/.exec(json) ?? [];
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return isLoopback(url) ? url.origin : null;
}
