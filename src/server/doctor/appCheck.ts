import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkIntegration } from '../site/integration.ts';
import { createFailure, createPass, type Finding } from './finding.ts';

const appTimeoutMs = 5_000;

/**
 * Finds out whether an app gets its ACS tokens from the ACS resource itself, such as the app of agents (Teams Phone extensibility).
 * Then there is no token service to check.
 * @returns `null` if the app needs a token service, or if its `config.json` cannot be read
 */
export async function findDirectApp(origin: string): Promise<Finding | null> {
  try {
    const response = await fetch(`${origin}/config.json`, { signal: AbortSignal.timeout(appTimeoutMs) });
    const { tokenSource } = (await response.json()) as { tokenSource?: { kind?: unknown } };
    if (typeof tokenSource?.kind !== 'string' || tokenSource.kind === 'service') return null;
    const evidence = `none: the app gets its tokens from the ACS resource itself, and ${origin}/doctor checks that`;
    return createPass('token service', evidence);
  } catch {
    // Without an answer, or with another one, the settings of the service are the better hint.
    return null;
  }
}

/**
 * Checks the part `integration` of the app's `config.json`: the file that the service would serve, and the one at the app's address.
 * @returns no finding without that part, or if the file cannot be read, which other checks report
 */
export async function checkAppIntegration(
  webRoot: string | null,
  origin: string | undefined,
): Promise<Finding[]> {
  const configs = await Promise.all([
    webRoot === null ? null : readJson(readFile(join(webRoot, 'config.json'), 'utf8')),
    origin === undefined ? null : readJson(fetchText(`${origin}/config.json`)),
  ]);
  const findings = configs.flatMap((config) => {
    const checked = checkIntegration(config);
    if ('faults' in checked)
      return checked.faults.map(({ key, found, expected, example }) =>
        createFailure(key, `found ${found}`, `Set it to ${expected}, for example ${example}`),
      );
    const parts = Object.keys(checked.integration ?? {});
    return parts.length > 0 ? [createPass('config.json: integration', parts.join(', '))] : [];
  });
  // The two files are usually the same.
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(appTimeoutMs) });
  return response.text();
}

/** @returns null if the text cannot be read, or is not JSON */
async function readJson(text: Promise<string>): Promise<unknown> {
  try {
    return JSON.parse(await text);
  } catch {
    return null;
  }
}
