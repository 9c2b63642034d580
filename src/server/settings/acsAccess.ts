import { checkEndpoint } from './endpoint.ts';
import type { Checked } from './configFault.ts';
import { checkServiceIdentity, type ServiceIdentity } from './serviceIdentity.ts';
import type { Environment } from './environment.ts';

/** How the service authenticates at ACS: by the access key of the resource, or by its own identity in Entra. */
export type AcsAccess =
  | { readonly kind: 'key'; readonly endpoint: string; readonly connectionString: string }
  | { readonly kind: 'entra'; readonly endpoint: string; readonly identity: ServiceIdentity };

/** The service supports only the public cloud, for the reasons in docs/decisions/public-cloud-only.md. */
const allowedHosts = ['.communication.azure.com'];
const examples = {
  connectionString: 'endpoint=https://<resource>.communication.azure.com/;accesskey=<key from the portal>',
  endpoint: 'https://<resource>.communication.azure.com',
};

/**
 * Reads `ACS_CONNECTION_STRING` (access key, HMAC) or `ACS_ENDPOINT` (Entra and Azure RBAC). Exactly one of
 * them must be set.
 *
 * @param isProduction whether to refuse loopback addresses
 */
export function checkAcsAccess(env: Environment, isProduction: boolean): Checked<AcsAccess> {
  const connectionString = env['ACS_CONNECTION_STRING'];
  const endpoint = env['ACS_ENDPOINT'];
  const key = endpoint ? 'ACS_ENDPOINT' : 'ACS_CONNECTION_STRING';
  if (connectionString && endpoint) {
    return createFault(
      'ACS_ENDPOINT',
      'a value in addition to ACS_CONNECTION_STRING',
      'only one of the two',
      examples.endpoint,
    );
  }
  if (endpoint) {
    const checked = checkEndpoint(endpoint, { hosts: allowedHosts, isProduction });
    if ('wrong' in checked)
      return createFault(
        key,
        checked.wrong,
        'the https address of an ACS resource in the public cloud',
        examples.endpoint,
      );
    const identity = checkServiceIdentity(env);
    if ('fault' in identity) return identity;
    return { value: { kind: 'entra', endpoint: checked.origin, identity: identity.value } };
  }
  const expected = 'the connection string of an ACS resource in the public cloud (or ACS_ENDPOINT instead)';
  if (!connectionString) return createFault(key, 'nothing', expected, examples.connectionString);
  // Captures the endpoint and the access key, which is base64.
  const parts = /^endpoint=([^;]+);accesskey=([A-Za-z\d+/]+={0,2});?$/i.exec(connectionString.trim());
  if (!parts?.[1] || !parts[2]) {
    return createFault(key, 'a value of another form (not shown)', expected, examples.connectionString);
  }
  const checked = checkEndpoint(parts[1], { hosts: allowedHosts, isProduction });
  if ('wrong' in checked) return createFault(key, checked.wrong, expected, examples.connectionString);
  // Base64 comes in groups of four characters. A key of ACS has far more than 16 bytes.
  if (parts[2].length % 4 !== 0 || Buffer.from(parts[2], 'base64').length < 16) {
    return createFault(
      key,
      'a key that is truncated or not base64 (not shown)',
      expected,
      examples.connectionString,
    );
  }
  return {
    value: {
      kind: 'key',
      endpoint: checked.origin,
      connectionString: `endpoint=${checked.origin}/;accesskey=${parts[2]}`,
    },
  };
}

function createFault(key: string, found: string, expected: string, example: string): Checked<never> {
  return { fault: { key, found, expected, example } };
}
