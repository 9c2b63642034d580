import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isLoopback } from '../settings/endpoint.ts';

/** The files of the built app, listed at start. A path that is not listed is never looked up on the disk. */
export interface SiteFiles {
  readonly root: string;
  /** HTML by path, such as `/index.html`, with Vite's nonce placeholder. */
  readonly pages: ReadonlyMap<string, string>;
  /** Paths of all other files, such as `/assets/main-3f2a.js`. */
  readonly files: ReadonlySet<string>;
  /** Origins that the app's own `config.json` names; the app must be allowed to reach them. */
  readonly configuredOrigins: readonly string[];
  /** The origin of the emulated Entra on this machine that `config.json` names; null if there is none. */
  readonly localAuthority: string | null;
}

/**
 * Lists the files of the built app.
 *
 * @param root folder of the built app
 * @throws Error when the folder or its `index.html` is missing
 */
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
    configuredOrigins: findOrigins(config),
    localAuthority: findLocalAuthority(config),
  };
}

/**
 * Finds the origin of every http(s) URL in a JSON text. For loopback origins it adds the WebSocket form, which
 * local development uses for signalling; Azure's hosts are in the policy by name.
 */
function findOrigins(json: string): readonly string[] {
  const origins = new Set<string>();
  for (const [text] of json.matchAll(/https?:\/\/[^\s"'\\<>]+/g)) {
    if (!URL.canParse(text)) continue;
    const url = new URL(text);
    const { origin } = url;
    // Only what is safe in the source list of a header; a wildcard or separator would widen the policy.
    if (!/^https?:\/\/[\w.[\]:-]+$/.test(origin)) continue;
    // The app refuses such an address as well.
    if (url.protocol === 'http:' && !isLoopback(url)) continue;
    origins.add(origin);
    if (isLoopback(url)) origins.add(origin.replace(/^http/, 'ws'));
  }
  return [...origins];
}

/**
 * Finds the address of which the app opens a hidden frame. The app uses `authorityMetadata` on this machine
 * only.
 */
function findLocalAuthority(json: string): string | null {
  const [, address = ''] = /"authorization_endpoint"\s*:\s*"([^"\\]+)"/.exec(json) ?? [];
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return isLoopback(url) ? url.origin : null;
}
