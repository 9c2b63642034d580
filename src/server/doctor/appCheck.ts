import { createPass, type Finding } from './finding.ts';

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
