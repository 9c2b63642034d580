import { fail, ok, type Result } from '../errors/problem.ts';
import type { CheckedConfig } from './check.ts';
import { Config, hasForeignAuthority } from './schema.ts';

const configTimeoutMs = 10_000;

let reading: Promise<Result<CheckedConfig>> | null = null;

/** Reads the configuration of this page. All callers share one request. After a failure, the next call sends a new one. */
export function readConfig(): Promise<Result<CheckedConfig>> {
  reading ??= loadConfig(location.hostname).then((result) => {
    if (!result.ok) reading = null;
    return result;
  });
  return reading;
}

/** Fetches `/config.json` and checks it. @param pageHost as for `checkConfig` */
export async function loadConfig(pageHost: string): Promise<Result<CheckedConfig>> {
  const timeoutSignal = AbortSignal.timeout(configTimeoutMs);
  let text: string;
  try {
    const response = await fetch('/config.json', { cache: 'no-cache', signal: timeoutSignal });
    if (!response.ok) return fail('config-unreadable', { detail: `${response.status}` });
    text = await response.text();
  } catch (cause) {
    return fail('config-unreadable', { ...(timeoutSignal.aborted && { detail: 'timeout' }), cause });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    const found = `not JSON: ${cause instanceof SyntaxError ? cause.message : 'unreadable'}`;
    const help = { expected: 'a JSON object', example: '{ "entra": { … } }' };
    return ok({ faults: [{ key: '(the whole file)', found, ...help }] });
  }
  const { data: config } = Config.safeParse(json);
  if (config && !config.integration && !hasForeignAuthority(config, pageHost)) return ok({ config });
  try {
    // The words about faults, and the check of `integration`, are a chunk of their own: few first screens need them.
    const { checkConfig } = await import('./check.ts');
    return ok(checkConfig(json, pageHost));
  } catch (cause) {
    return fail('config-unreadable', { cause });
  }
}
