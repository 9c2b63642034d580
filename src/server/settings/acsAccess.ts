import { checkEndpoint } from './endpoint.ts';
import type { ServiceIdentity } from './serviceIdentity.ts';

/** How the service authenticates at an ACS resource: by the resource's access key, or by its own identity in Entra. */
export type AcsAccess =
  | { readonly kind: 'key'; readonly endpoint: string; readonly connectionString: string }
  | { readonly kind: 'entra'; readonly endpoint: string; readonly identity: ServiceIdentity };

/** The service supports only the public cloud, for the reasons in docs/decisions/public-cloud-only.md. */
const allowedHosts = ['.communication.azure.com'];

/** Captures the endpoint and the access key, which is base64. */
const connectionStringPattern = /^endpoint=([^;]+);accesskey=([A-Za-z\d+/]+={0,2});?$/i;

/**
 * Reads one connection string of an ACS resource.
 *
 * @param isProduction whether to refuse loopback addresses
 * @returns the access to the resource, or in `wrong` a few words about the fault. They never quote the key.
 */
export function readConnectionString(
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
export function readAcsEndpoint(
  text: string,
  identity: ServiceIdentity,
  isProduction: boolean,
): Extract<AcsAccess, { kind: 'entra' }> | { readonly wrong: string } {
  const checked = checkEndpoint(text, { hosts: allowedHosts, isProduction });
  return 'wrong' in checked ? checked : { kind: 'entra', endpoint: checked.origin, identity };
}
