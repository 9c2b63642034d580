import { createFault, type Checked, type Environment } from './configFault.ts';
import { checkEndpoint } from './endpoint.ts';
import { checkServiceIdentity, type ServiceIdentity } from './serviceIdentity.ts';

/** How the service authenticates at an ACS resource: by the resource's access key, or by its own identity in Entra. */
export type AcsAccess =
  | { readonly kind: 'key'; readonly endpoint: string; readonly connectionString: string }
  | { readonly kind: 'entra'; readonly endpoint: string; readonly identity: ServiceIdentity };

/** The ACS resources of the service, at least one. The service spreads its users over them. */
export type AcsResources = readonly [AcsAccess, ...AcsAccess[]];

/** The service supports only the public cloud, for the reasons in docs/decisions/public-cloud-only.md. */
const allowedHosts = ['.communication.azure.com'];

/** Captures the endpoint and the access key, which is base64. */
const connectionStringPattern = /^endpoint=([^;]+);accesskey=([A-Za-z\d+/]+={0,2});?$/i;

const examples = {
  connectionString: 'endpoint=https://<resource>.communication.azure.com/;accesskey=<key from the portal>',
  endpoint: 'https://<resource>.communication.azure.com',
};
const nothingExpected =
  'the connection string of an ACS resource in the public cloud (or ACS_ENDPOINT instead; ' +
  'ACS_CONNECTION_STRINGS or ACS_ENDPOINTS for several resources)';

/** One variable that names ACS resources. */
interface ResourceVariable {
  readonly key: string;
  readonly value: string;
  /** The variable of the same kind that takes several resources; null if this variable takes several itself. */
  readonly plural: string | null;
  /** What each entry must be, in the singular and without an article. */
  readonly entry: string;
  readonly example: string;
  /** Reads one entry, and tells what is wrong with it. */
  readonly read: (text: string) => AcsAccess | { readonly wrong: string };
}

/**
 * Reads how the service reaches ACS: `ACS_CONNECTION_STRING` or `ACS_CONNECTION_STRINGS` (access keys, HMAC), or
 * `ACS_ENDPOINT` or `ACS_ENDPOINTS` (Entra and Azure RBAC). Exactly one of the four must be set. A plural variable
 * separates its entries by commas or white space, neither of which an entry can contain.
 *
 * @param isProduction whether to refuse loopback addresses
 */
export function checkAcsResources(env: Environment, isProduction: boolean): Checked<AcsResources> {
  const usesEntra = Boolean(env['ACS_ENDPOINT'] || env['ACS_ENDPOINTS']);
  const identity = usesEntra ? checkServiceIdentity(env) : null;
  const keyVariable = {
    entry: 'connection string of an ACS resource in the public cloud',
    example: examples.connectionString,
    read: (text: string) =>
      /^https?:/i.test(text)
        ? { wrong: 'an address without a key; addresses alone belong into ACS_ENDPOINTS' }
        : readConnectionString(text, isProduction),
  };
  const entraVariable = {
    entry: 'https address of an ACS resource in the public cloud',
    example: examples.endpoint,
    read: (text: string) => {
      if (/accesskey=/i.test(text))
        return { wrong: 'a connection string (not shown), which belongs into ACS_CONNECTION_STRINGS' };
      // A fault of the identity is reported below, and then the result of this function is not used.
      const ownIdentity = identity && 'value' in identity ? identity.value : null;
      return readAcsEndpoint(text, ownIdentity ?? { kind: 'managed', clientId: null }, isProduction);
    },
  };
  const names = { keys: 'ACS_CONNECTION_STRINGS', endpoints: 'ACS_ENDPOINTS' };
  const variables = [
    { key: 'ACS_CONNECTION_STRING', value: env['ACS_CONNECTION_STRING'], plural: names.keys, ...keyVariable },
    { key: names.keys, value: env['ACS_CONNECTION_STRINGS'], plural: null, ...keyVariable },
    { key: 'ACS_ENDPOINT', value: env['ACS_ENDPOINT'], plural: names.endpoints, ...entraVariable },
    { key: names.endpoints, value: env['ACS_ENDPOINTS'], plural: null, ...entraVariable },
  ].flatMap(({ value, ...variable }): ResourceVariable[] => (value ? [{ ...variable, value }] : []));
  const [variable, ...furtherVariables] = variables;
  if (!variable)
    return createFault('ACS_CONNECTION_STRING', 'nothing', nothingExpected, examples.connectionString);
  const lastVariable = furtherVariables.at(-1);
  if (lastVariable) {
    return createFault(
      lastVariable.key,
      `a value in addition to ${variable.key}`,
      'only one of ACS_CONNECTION_STRING, ACS_CONNECTION_STRINGS, ACS_ENDPOINT and ACS_ENDPOINTS',
      lastVariable.example,
    );
  }
  const resources = readResources(variable);
  if ('fault' in resources) return resources;
  return identity && 'fault' in identity ? identity : resources;
}

/** Reads all entries of a variable. Its fault describes every wrong entry by its number, and quotes none. */
function readResources({
  key,
  value,
  plural,
  entry,
  example,
  read,
}: ResourceVariable): Checked<AcsResources> {
  const entries = value.split(/[\s,]+/).filter(Boolean);
  if (plural !== null) {
    // A wrong separator inside one connection string is another fault, which `read` reports.
    if (entries.filter((text) => 'kind' in read(text)).length > 1)
      return createFault(
        key,
        `${entries.length} entries`,
        `one ${entry}; several belong into ${plural}`,
        example,
      );
    const access = read(value);
    const article = /^[aeiou]/.test(entry) ? 'an' : 'a';
    return 'wrong' in access
      ? createFault(key, access.wrong, `${article} ${entry}`, example)
      : { value: [access] };
  }
  const results = entries.map(read);
  const endpoints = results.map((result) => ('kind' in result ? result.endpoint : null));
  const faults = results.flatMap((result, index) => {
    const position = `number ${index + 1} of ${results.length} is`;
    if ('wrong' in result) return [`${position} ${result.wrong}`];
    const firstIndex = endpoints.indexOf(result.endpoint);
    return firstIndex < index ? [`${position} the same resource as number ${firstIndex + 1}`] : [];
  });
  const expected = `each entry to be the ${entry}, each resource once, separated by commas`;
  if (faults.length > 0) return createFault(key, faults.join('; '), expected, `${example},${example}`);
  const [first, ...others] = results.flatMap((result) => ('kind' in result ? [result] : []));
  return first ? { value: [first, ...others] } : createFault(key, 'only separators', expected, example);
}

/**
 * Reads one connection string of an ACS resource.
 *
 * @param isProduction whether to refuse loopback addresses
 * @returns the access to the resource, or in `wrong` a few words about the fault. They never quote the key.
 */
function readConnectionString(
  text: string,
  isProduction: boolean,
): Extract<AcsAccess, { kind: 'key' }> | { readonly wrong: string } {
  const [, endpoint, key] = connectionStringPattern.exec(text.trim()) ?? [];
  if (!endpoint || !key) return { wrong: 'a value of another form (not shown)' };
  const checked = checkEndpoint(endpoint, { hosts: allowedHosts, isProduction });
  if ('wrong' in checked) return checked;
  // Base64 comes in groups of four characters. A key of ACS has far more than 16 bytes.
  if (key.length % 4 !== 0 || Buffer.from(key, 'base64').length < 16)
    return { wrong: 'a key that is truncated or not base64 (not shown)' };
  return {
    kind: 'key',
    endpoint: checked.origin,
    connectionString: `endpoint=${checked.origin}/;accesskey=${key}`,
  };
}

/**
 * Reads the address of an ACS resource, at which the service authenticates by its identity in Entra.
 *
 * @param isProduction whether to refuse loopback addresses
 * @returns the access to the resource, or in `wrong` a few words about the fault
 */
function readAcsEndpoint(
  text: string,
  identity: ServiceIdentity,
  isProduction: boolean,
): Extract<AcsAccess, { kind: 'entra' }> | { readonly wrong: string } {
  const checked = checkEndpoint(text, { hosts: allowedHosts, isProduction });
  return 'wrong' in checked ? checked : { kind: 'entra', endpoint: checked.origin, identity };
}
