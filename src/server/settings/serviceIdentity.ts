import { readFileSync } from 'node:fs';
import { ConfigFault, guidExample, isGuid, type Environment } from './configFault.ts';

/** An identity with an app registration: its id, and the id of the tenant in which it is registered. */
interface RegisteredIdentity {
  readonly tenantId: string;
  readonly clientId: string;
}

/** The service's own identity in Entra. ACS accepts it if it has a role on the ACS resource (Azure RBAC). */
export type ServiceIdentity =
  | (RegisteredIdentity & { readonly kind: 'secret'; readonly secret: string })
  | (RegisteredIdentity & { readonly kind: 'certificate'; readonly path: string })
  | (RegisteredIdentity & { readonly kind: 'workload'; readonly tokenFile: string })
  | { readonly kind: 'managed'; readonly clientId: string | null };

/** The variables for the credential of the service's identity. At most one of them is set. */
const credentialKeys = ['AZURE_CLIENT_SECRET', 'AZURE_CLIENT_CERTIFICATE_PATH', 'AZURE_FEDERATED_TOKEN_FILE'];

/**
 * Reads the variables that Azure's SDKs use: `AZURE_CLIENT_ID`, `AZURE_TENANT_ID`, and a secret, a certificate or a token
 * file. Without any of these three, the service uses the managed identity of its host. It reads the files at once, so
 * that a missing file is a fault at the start, and not at the first exchange.
 *
 * @throws ConfigFault
 */
export function checkServiceIdentity(env: Environment): ServiceIdentity {
  const clientId = env['AZURE_CLIENT_ID'] || null;
  const tenantId = env['AZURE_TENANT_ID'] || '';
  const secret = env['AZURE_CLIENT_SECRET'];
  const path = env['AZURE_CLIENT_CERTIFICATE_PATH'];
  const tokenFile = env['AZURE_FEDERATED_TOKEN_FILE'];
  const [credential, ...furtherCredentials] = credentialKeys.filter((key) => env[key]);
  const lastCredential = furtherCredentials.at(-1);
  if (lastCredential)
    throw new ConfigFault(
      lastCredential,
      `a value in addition to ${credential}`,
      `only one of ${credentialKeys.join(', ')}`,
      `no value for ${lastCredential}`,
    );
  if (clientId !== null && !isGuid(clientId)) throw createIdFault('AZURE_CLIENT_ID', 'not a GUID');
  if (credential === undefined) return { kind: 'managed', clientId };
  if (clientId === null) throw createIdFault('AZURE_CLIENT_ID', 'nothing');
  if (!isGuid(tenantId)) throw createIdFault('AZURE_TENANT_ID', tenantId === '' ? 'nothing' : 'not a GUID');
  const ids = { tenantId, clientId };
  if (secret) return { kind: 'secret', ...ids, secret };
  if (path) {
    const content = readText(path);
    const wrong = content === null ? 'a file that cannot be read' : findCertificateFault(content);
    if (wrong === null) return { kind: 'certificate', ...ids, path };
    const expected = 'the path of a PEM file with the certificate and its unencrypted private key';
    throw new ConfigFault('AZURE_CLIENT_CERTIFICATE_PATH', wrong, expected, '/run/secrets/certificate.pem');
  }
  if (tokenFile && readText(tokenFile)?.trim()) return { kind: 'workload', ...ids, tokenFile };
  const found = 'a file that cannot be read, or is empty';
  const expected = 'the path of the file with the token of the workload';
  const example = '/var/run/secrets/azure/tokens/azure-identity-token';
  throw new ConfigFault('AZURE_FEDERATED_TOKEN_FILE', found, expected, example);
}

/** @returns the content of a file, or null if it cannot be read */
function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** @returns what is wrong with the file of a certificate; null if nothing is */
function findCertificateFault(content: string): string | null {
  if (!content.includes('-----BEGIN CERTIFICATE-----')) return 'a file without a PEM certificate';
  if (content.includes('-----BEGIN ENCRYPTED PRIVATE KEY-----'))
    return 'a file with an encrypted private key';
  return /-----BEGIN (?:RSA |EC )?PRIVATE KEY-----/.test(content) ? null : 'a file without a private key';
}

const createIdFault = (key: string, found: string): ConfigFault =>
  new ConfigFault(key, found, 'the GUID that belongs to the secret, certificate or token file', guidExample);
