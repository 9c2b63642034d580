import type * as z from 'zod/mini';
import { Config, isLoopback, keyHelp } from './schema.ts';

/** One wrong key of `config.json`, in words for the administrator who edits the file. */
export interface ConfigFault {
  /** The path of the key, for example `entra.clientId`. */
  readonly key: string;
  /** The wrong value, as JSON, or a phrase in its place, such as *(missing)*. */
  readonly found: string;
  readonly expected: string;
  readonly example: string;
}

/** `faults?: never` lets callers ask for `faults` in both cases. */
export type CheckedConfig = { config: Config; faults?: never } | { faults: readonly ConfigFault[] };

/** Writes a value as JSON: its first 80 characters, which are enough to recognise it. */
const describeValue = (value: unknown): string =>
  value === undefined ? '(missing)' : JSON.stringify(value).slice(0, 80);

const readValueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (value !== null && typeof value === 'object' ? Reflect.get(value, key) : undefined),
    root,
  );

/** Returns what is expected for a key, or else for the innermost object around the key that `keyHelp` knows. */
function findHelp(path: readonly PropertyKey[]): { expected: string; example: string } {
  // All entries of a list have the same help.
  const names = path.filter((part) => typeof part !== 'number');
  for (let length = names.length; length >= 0; length--) {
    const help = keyHelp[names.slice(0, length).join('.')];
    if (help) return help;
  }
  return { expected: 'another value', example: '' };
}

/** Translates an issue that zod reports. An issue about unknown keys becomes one fault for each key. */
function listFaults(issue: z.core.$ZodIssue, json: unknown): ConfigFault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      key: [...issue.path, key].join('.'),
      found: 'an unknown key',
      expected: 'no such key',
      example: '(remove it)',
    }));
  const key = issue.path.join('.') || '(the whole file)';
  return [{ key, found: describeValue(readValueAt(json, issue.path)), ...findHelp(issue.path) }];
}

/**
 * Checks a parsed `config.json`.
 * @param pageHost the host name of the page. On any host but localhost, the key `authorityMetadata` is a fault.
 */
export function checkConfig(json: unknown, pageHost: string): CheckedConfig {
  const parsed = Config.safeParse(json);
  const faults = (parsed.error?.issues ?? []).flatMap((issue) => listFaults(issue, json));
  if (parsed.data?.entra.authorityMetadata && !isLoopback(pageHost)) {
    const key = 'entra.authorityMetadata';
    faults.push({ key, found: `present on ${pageHost}`, ...findHelp(key.split('.')) });
  }
  return parsed.success && faults.length === 0 ? { config: parsed.data } : { faults };
}
