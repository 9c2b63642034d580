import { Config, isLoopback, keyHelp } from './schema.ts';

/** One wrong key of `config.json`, in words for the person who edits the file. */
export interface ConfigFault {
  /** The path of the key, for example `entra.clientId`. */
  readonly key: string;
  readonly found: string;
  readonly expected: string;
  readonly example: string;
}

const show = (value: unknown): string =>
  value === undefined ? '(missing)' : JSON.stringify(value).slice(0, 80);

const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (value !== null && typeof value === 'object' ? Reflect.get(value, key) : undefined),
    root,
  );

/** The help for a key, or for the nearest object around it that has one. */
function helpFor(path: readonly PropertyKey[]): { expected: string; example: string } {
  for (let length = path.length; length >= 0; length--) {
    const help = keyHelp[path.slice(0, length).join('.')];
    if (help) return help;
  }
  return { expected: 'another value', example: '' };
}

/**
 * Checks a parsed `config.json`.
 * @param pageHost the host of the page. `authorityMetadata` is refused except on localhost.
 * @returns the configuration, or all its faults
 */
export function checkConfig(
  json: unknown,
  pageHost: string,
): { config: Config; faults?: never } | { faults: readonly ConfigFault[] } {
  const parsed = Config.safeParse(json);
  const faults: ConfigFault[] = (parsed.error?.issues ?? []).flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          key: [...issue.path, key].join('.'),
          found: 'an unknown key',
          expected: 'no such key',
          example: '(remove it)',
        }))
      : [
          {
            key: issue.path.join('.') || '(the whole file)',
            found: show(valueAt(json, issue.path)),
            ...helpFor(issue.path),
          },
        ],
  );
  if (parsed.data?.entra.authorityMetadata && !isLoopback(pageHost)) {
    const key = 'entra.authorityMetadata';
    faults.push({ key, found: `present on ${pageHost}`, ...helpFor(key.split('.')) });
  }
  return parsed.success && faults.length === 0 ? { config: parsed.data } : { faults };
}
