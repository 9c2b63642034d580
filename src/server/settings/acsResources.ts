import { ConfigFault, type Environment } from './configFault.ts';
import { checkEndpoint } from './endpoint.ts';
import { checkServiceIdentity, type ServiceIdentity } from './serviceIdentity.ts';

/** How the service authenticates at an ACS resource: by the resource's access key, or by its own identity in Entra. */
export type AcsAccess =
  | { readonly kind: 'key'; readonly endpoint: string; readonly connectionString: string }
  | { readonly kind: 'entra'; readonly endpoint: string; readonly identity: ServiceIdentity };

/** The ACS resources of the service, at least one. */
export type AcsResources = readonly [AcsAccess, ...AcsAccess[]];

/** Only the public cloud, for the reasons in docs/decisions/public-cloud-only.md. */
const allowedHosts = ['.communication.azure.com'];

/** Captures the endpoint and the access key, which is base64. */
const connectionStringPattern = /^endpoint=([^;]+);accesskey=([A-Za-z\d+/]+={0,2});?$/i;

interface NamedResource {
  readonly endpoint: string;
  /** The access key from a connection string; null if the variable has only the address. */
  readonly key: string | null;
}
type NamedResources = readonly [NamedResource, ...NamedResource[]];

/** One of the two ways to name an ACS resource: a connection string or an address. */
interface Notation {
  readonly article: 'a' | 'an';
  /** What an entry must be, for messages. */
  readonly entry: string;
  readonly example: string;
  /** The variable that takes several entries. */
  readonly plural: string;
  /** Reads one entry. @returns in `wrong` a short description of the fault, which never quotes a key */
  readonly read: (text: string, isProduction: boolean) => NamedResource | { readonly wrong: string };
}

const connectionStrings: Notation = {
  article: 'a',
  entry: 'connection string of an ACS resource in the public cloud',
  example: 'endpoint=https://<resource>.communication.azure.com/;accesskey=<key from the portal>',
  plural: 'ACS_CONNECTION_STRINGS',
  read(text, isProduction) {
    if (/^https?:/i.test(text))
      return { wrong: 'an address without a key; addresses alone belong into ACS_ENDPOINTS' };
    const [, endpoint, key] = connectionStringPattern.exec(text.trim()) ?? [];
    if (!endpoint || !key) return { wrong: 'a value of another form (not shown)' };
    const checked = checkEndpoint(endpoint, { hosts: allowedHosts, isProduction });
    if ('wrong' in checked) return checked;
    // Base64 comes in groups of four characters. A key of ACS has far more than 16 bytes.
    if (key.length % 4 !== 0 || Buffer.from(key, 'base64').length < 16)
      return { wrong: 'a key that is truncated or not base64 (not shown)' };
    return { endpoint: checked.origin, key };
  },
};

const addresses: Notation = {
  article: 'an',
  entry: 'https address of an ACS resource in the public cloud',
  example: 'https://<resource>.communication.azure.com',
  plural: 'ACS_ENDPOINTS',
  read(text, isProduction) {
    if (/accesskey=/i.test(text))
      return { wrong: 'a connection string (not shown), which belongs into ACS_CONNECTION_STRINGS' };
    const checked = checkEndpoint(text, { hosts: allowedHosts, isProduction });
    return 'wrong' in checked ? checked : { endpoint: checked.origin, key: null };
  },
};

/**
 * Reads how the service reaches ACS: `ACS_CONNECTION_STRING` or `ACS_CONNECTION_STRINGS` (access keys, HMAC), or
 * `ACS_ENDPOINT` or `ACS_ENDPOINTS` (Entra and Azure RBAC). Exactly one of the four must be set.
 *
 * @param isProduction whether to refuse loopback addresses
 * @throws ConfigFault
 */
export function checkAcsResources(env: Environment, isProduction: boolean): AcsResources {
  const [variable, ...furtherVariables] = [
    { name: 'ACS_CONNECTION_STRING', value: env['ACS_CONNECTION_STRING'], notation: connectionStrings },
    { name: 'ACS_CONNECTION_STRINGS', value: env['ACS_CONNECTION_STRINGS'], notation: connectionStrings },
    { name: 'ACS_ENDPOINT', value: env['ACS_ENDPOINT'], notation: addresses },
    { name: 'ACS_ENDPOINTS', value: env['ACS_ENDPOINTS'], notation: addresses },
  ].filter(({ value }) => value);
  if (!variable)
    throw new ConfigFault(
      'ACS_CONNECTION_STRING',
      'nothing',
      'the connection string of an ACS resource in the public cloud (or ACS_ENDPOINT instead; ' +
        'ACS_CONNECTION_STRINGS or ACS_ENDPOINTS for several resources)',
      connectionStrings.example,
    );
  const lastVariable = furtherVariables.at(-1);
  if (lastVariable)
    throw new ConfigFault(
      lastVariable.name,
      `a value in addition to ${variable.name}`,
      'only one of ACS_CONNECTION_STRING, ACS_CONNECTION_STRINGS, ACS_ENDPOINT and ACS_ENDPOINTS',
      lastVariable.notation.example,
    );
  const { name, value = '', notation } = variable;
  const readEntries = name === notation.plural ? readSeveral : readSingle;
  const [first, ...others] = readEntries(name, value, notation, isProduction);
  const identity = notation === addresses ? checkServiceIdentity(env) : null;
  const createAccess = ({ endpoint, key }: NamedResource): AcsAccess =>
    identity
      ? { kind: 'entra', endpoint, identity }
      : { kind: 'key', endpoint, connectionString: `endpoint=${endpoint}/;accesskey=${key}` };
  return [createAccess(first), ...others.map(createAccess)];
}

/** Splits a value at commas and white space, neither of which an entry can contain. */
const splitEntries = (value: string): string[] => value.split(/[\s,]+/).filter(Boolean);

function readSingle(key: string, value: string, notation: Notation, isProduction: boolean): NamedResources {
  const { article, entry, example, plural, read } = notation;
  const entries = splitEntries(value);
  // If at most one of the entries is valid, the value is probably a single entry with a wrong separator, which `read` reports.
  if (entries.filter((text) => 'endpoint' in read(text, isProduction)).length > 1) {
    const expected = `one ${entry}; several belong into ${plural}`;
    throw new ConfigFault(key, `${entries.length} entries`, expected, example);
  }
  const resource = read(value, isProduction);
  if ('wrong' in resource) throw new ConfigFault(key, resource.wrong, `${article} ${entry}`, example);
  return [resource];
}

/** Reads a variable that takes several entries. The fault names every wrong entry by its number. */
function readSeveral(key: string, value: string, notation: Notation, isProduction: boolean): NamedResources {
  const { entry, example, read } = notation;
  const results = splitEntries(value).map((text) => read(text, isProduction));
  const endpoints = results.map((result) => ('endpoint' in result ? result.endpoint : null));
  const faults = results.flatMap((result, index) => {
    const position = `number ${index + 1} of ${results.length} is`;
    if ('wrong' in result) return [`${position} ${result.wrong}`];
    const firstIndex = endpoints.indexOf(result.endpoint);
    return firstIndex < index ? [`${position} the same resource as number ${firstIndex + 1}`] : [];
  });
  const expected = `each entry to be the ${entry}, each resource once, separated by commas`;
  if (faults.length > 0) throw new ConfigFault(key, faults.join('; '), expected, `${example},${example}`);
  const [first, ...others] = results.flatMap((result) => ('endpoint' in result ? [result] : []));
  if (!first) throw new ConfigFault(key, 'only separators', expected, example);
  return [first, ...others];
}
