import * as z from 'zod/mini';
import { Integration, integrationHelp } from '../../contract/integration.ts';
import { Config, hasForeignAuthority } from './schema.ts';

const WholeConfig = z
  .extend(Config, { integration: z.optional(Integration) })
  // Only a token service has a web hook.
  .check(
    z.refine(({ integration, tokenSource }) => !integration?.webHook || tokenSource.kind === 'service', {
      path: ['integration', 'webHook'],
    }),
  );

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

const publicOnly =
  'Switchboard works in Microsoft’s public cloud only, and national clouds are not supported';

/** The expected value of each key, in words and by example, for the administrator who edits the file. */
const keyHelp: Record<string, { expected: string; example: string }> = {
  '': { expected: 'a JSON object', example: '{ "entra": { … }, "tokenSource": { … }, "graph": { … } }' },
  entra: { expected: 'an object', example: '{ "clientId": "…", "tenant": "organizations" }' },
  'entra.clientId': {
    expected: 'the application (client) id, a GUID',
    example: '11111111-2222-4333-8444-555555555555',
  },
  'entra.tenant': { expected: 'a tenant id (GUID) or "organizations"', example: 'organizations' },
  'entra.authorityMetadata': {
    expected: 'nothing: this key is for a local replacement of Entra on localhost only',
    example: '(leave the key out)',
  },
  tokenSource: {
    expected: 'an object',
    example: '{ "kind": "service", "url": "/api/token", "scope": "…/access_as_user" }',
  },
  'tokenSource.kind': { expected: '"service", "resource" or "teamsExtension"', example: 'service' },
  'tokenSource.endpoint': {
    expected: `the https address of the ACS resource; ${publicOnly}`,
    example: 'https://example.communication.azure.com',
  },
  'tokenSource.url': { expected: 'an https address or a path on this origin', example: '/api/token' },
  'tokenSource.scope': {
    expected: 'one scope of the token service’s API, or null where that has sessions of its own',
    example: '11111111-2222-4333-8444-555555555555/access_as_user',
  },
  'tokenSource.resourceAccounts': {
    expected: 'a list of at least one Teams resource account',
    example: '[{ "id": "…", "name": "Main line", "number": "+14255550150" }]',
  },
  'tokenSource.resourceAccounts.id': {
    expected: 'the object id of the resource account, a GUID that no other one in the list has',
    example: '22222222-3333-4444-8555-666666666666',
  },
  'tokenSource.resourceAccounts.name': { expected: '1 to 64 characters', example: 'Main line' },
  'tokenSource.resourceAccounts.number': {
    expected: 'the service number, + and digits, that no other resource account in the list has',
    example: '+14255550150',
  },
  'tokenSource.queueUrl': {
    expected: 'an https address or a path on this origin, or no such key',
    example: 'https://calls.example.com/queue',
  },
  graph: { expected: 'an object', example: '{ "endpoint": "https://graph.microsoft.com/v1.0" }' },
  cloud: { expected: `"public", or no such key; ${publicOnly}`, example: 'public' },
  'graph.endpoint': {
    expected: `an https address; ${publicOnly}`,
    example: 'https://graph.microsoft.com/v1.0',
  },
  'graph.oneDriveOrigins': {
    expected: 'a list of https origins without a path or a wildcard, or no such key',
    example: '["https://example-my.sharepoint.com"]',
  },
  environmentLabel: { expected: '1 to 24 characters', example: 'Staging' },
  sharedFavourites: {
    expected: 'the path of a file on this origin, or no such key',
    example: '/lists/desk.json',
  },
  tokenInspector: { expected: 'true or false', example: 'true' },
  ...integrationHelp,
};

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
 * Checks a parsed `config.json`, and puts its faults into words.
 * @param pageHost the host name of the page. On any host but localhost, the key `authorityMetadata` is a fault.
 */
export function checkConfig(json: unknown, pageHost: string): CheckedConfig {
  const parsed = WholeConfig.safeParse(json);
  const faults = (parsed.error?.issues ?? []).flatMap((issue) => listFaults(issue, json));
  if (parsed.data && hasForeignAuthority(parsed.data, pageHost)) {
    const key = 'entra.authorityMetadata';
    faults.push({ key, found: `present on ${pageHost}`, ...findHelp(key.split('.')) });
  }
  return parsed.success && faults.length === 0 ? { config: parsed.data } : { faults };
}
