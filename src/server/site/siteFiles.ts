import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import * as z from 'zod/mini';
import type { Integration } from '../../contract/integration.ts';
import type { ConfigFault } from '../settings/configFault.ts';
import { isLoopback } from '../settings/endpoint.ts';
import { checkIntegration } from './integration.ts';

/** The files of the built app when the service started. The service serves no other file. */
export interface SiteFiles {
  /** The folder of the built app. */
  readonly root: string;
  /** The HTML of each page, by path such as `/index.html`. It still has Vite's placeholder for the nonce. */
  readonly pages: ReadonlyMap<string, string>;
  /** The paths of all other files, such as `/assets/main-3f2a.js`. */
  readonly files: ReadonlySet<string>;
  /** The origins that the app's `config.json` names. The policy must allow the app to reach them. */
  readonly configuredOrigins: readonly string[];
  /** The origin of the emulated Entra on this machine, if `config.json` names one; otherwise null. */
  readonly localAuthority: string | null;
  /** Whether the app is for agents of Teams Phone extensibility, who get their ACS tokens without a token service. */
  readonly isForAgents: boolean;
  /** The part `integration` of `config.json`; null without it. */
  readonly integration: Integration | null;
  /** What is wrong with that part. A service with a fault does not start. */
  readonly integrationFaults: readonly ConfigFault[];
}

/** The part of `config.json` by which an app says that it needs no token service. */
const AgentConfig = z.object({ tokenSource: z.object({ kind: z.literal('teamsExtension') }) });

/** Lists the files of the built app, and reads its pages. @throws Error when the folder or its `index.html` is missing */
export async function readSiteFiles(root: string): Promise<SiteFiles> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => `/${relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')}`)
    // Leaves out hidden files and compressed copies.
    .filter((path) => !path.includes('/.') && !/\.(?:br|gz|zst)$/.test(path));
  const pagePaths = paths.filter((path) => path.endsWith('.html'));
  const pages = new Map<string, string>();
  for (const path of pagePaths) pages.set(path, await readFile(join(root, path), 'utf8'));
  if (!pages.has('/index.html')) throw new Error('no index.html in the folder');
  const configText = paths.includes('/config.json') ? await readFile(join(root, 'config.json'), 'utf8') : '';
  const config = parseJson(configText);
  const checked = checkIntegration(config);
  return {
    root,
    pages,
    files: new Set(paths.filter((path) => !pages.has(path))),
    configuredOrigins: findOrigins(withoutIntegration(config) ?? configText),
    localAuthority: findLocalAuthority(configText),
    isForAgents: AgentConfig.safeParse(config).success,
    integration: 'integration' in checked ? checked.integration : null,
    integrationFaults: 'faults' in checked ? checked.faults : [],
  };
}

/** The app sends no requests to the addresses in `integration`. @returns the other parts as JSON; null if there is no such part */
const withoutIntegration = (config: unknown): string | null =>
  typeof config === 'object' && config !== null && 'integration' in config
    ? JSON.stringify({ ...config, integration: null })
    : null;

/** @returns null if the text is not JSON. The app itself then tells the user what is wrong with `config.json`. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Finds the origins of all http(s) URLs in a JSON text. For an origin on this machine, the list also has the origin with `ws:`,
 * to which the app opens a WebSocket in development.
 */
function findOrigins(json: string): readonly string[] {
  const origins = new Set<string>();
  for (const [text] of json.matchAll(/https?:\/\/[^\s"'\\<>]+/g)) {
    if (!URL.canParse(text)) continue;
    const url = new URL(text);
    const { origin } = url;
    // A wildcard or a separator would widen the policy.
    if (!/^https?:\/\/[\w.[\]:-]+$/.test(origin)) continue;
    // The app, too, accepts plain http only on this machine.
    if (url.protocol === 'http:' && !isLoopback(url)) continue;
    origins.add(origin);
    if (isLoopback(url)) origins.add(origin.replace(/^http/, 'ws'));
  }
  return [...origins];
}

/** Finds the origin of an emulated Entra in `config.json` (`authorityMetadata`). The app accepts one only on this machine. */
function findLocalAuthority(json: string): string | null {
  const [, address = ''] = /"authorization_endpoint"\s*:\s*"([^"\\]+)"/.exec(json) ?? [];
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return isLoopback(url) ? url.origin : null;
}
