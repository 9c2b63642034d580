import { fail, ok, type Result } from '../errors/problem.ts';
import { checkConfig, type ConfigFault } from './check.ts';
import type { Config } from './schema.ts';

/** Milliseconds until the request for the configuration fails. */
const configTimeoutMs = 10_000;

/**
 * Fetches `/config.json` and checks it.
 * @param pageHost the host of the page, as for `checkConfig`
 * @returns the configuration, or its faults, or a problem if the file cannot be fetched
 */
export async function loadConfig(
  pageHost: string,
): Promise<Result<{ config: Config; faults?: never } | { faults: readonly ConfigFault[] }>> {
  const limit = AbortSignal.timeout(configTimeoutMs);
  let text: string;
  try {
    const response = await fetch('/config.json', { cache: 'no-cache', signal: limit });
    if (!response.ok) return fail('config-unreadable', { detail: `${response.status}` });
    text = await response.text();
  } catch (cause) {
    return fail('config-unreadable', { ...(limit.aborted && { detail: 'timeout' }), cause });
  }
  try {
    return ok(checkConfig(JSON.parse(text), pageHost));
  } catch (cause) {
    return ok({
      faults: [
        {
          key: '(the whole file)',
          found: `not JSON: ${cause instanceof SyntaxError ? cause.message : 'unreadable'}`,
          expected: 'a JSON object',
          example: '{ "entra": { … } }',
        },
      ],
    });
  }
}
