import { readFileSync } from 'node:fs';
import { createFault, guidExample, isGuid, type Checked, type Environment } from './configFault.ts';

/**
 * The service's own identity in Entra. ACS accepts the service if this identity has a role on the ACS resource (Azure
 * RBAC).
 */
export type ServiceIdentity =
  | { readonly kind: 'secret'; readonly tenantId: string; readonly clientId: string; readonly secret: string }
  | {
      readonly kind: 'certificate';
      readonly tenantId: string;
      readonly clientId: string;
      readonly path: string;
    }
  | {
      readonly kind: 'workload';
      readonly tenantId: string;
      readonly clientId: string;
      readonly tokenFile: string;
    }
  | { readonly kind: 'managed'; readonly clientId: string | null };

/**
 * Reads the variables that Azure's SDKs use: `AZURE_CLIENT_ID`, `AZURE_TENANT_ID`, and a secret, a certificate or a
 * token file. Without a secret, certificate or token file the service uses the managed identity of its host. The files must
 * exist at start: otherwise only the first exchange would fail.
 */
export function checkServiceIdentity(env: Environment): Checked<ServiceIdentity> {
  const clientId = env['AZURE_CLIENT_ID'] || null;
  const tenantId = env['AZURE_TENANT_ID'] || '';
  const secret = env['AZURE_CLIENT_SECRET'];
  const path = env['AZURE_CLIENT_CERTIFICATE_PATH'];
  const tokenFile = env['AZURE_FEDERATED_TOKEN_FILE'];
  const [credential, ...furtherCredentials] = credentialNames.filter((name) => env[name]);
  const lastCredential = furtherCredentials.at(-1);
  if (lastCredential)
    return createFault(
      lastCredential,
      `a value in addition to ${credential}`,
      `only one of ${credentialNames.join(', ')}`,
      `no value for ${lastCredential}`,
    );
  if (clientId !== null && !isGuid(clientId)) return createIdFault('AZURE_CLIENT_ID', 'not a GUID');
  if (!secret && !path && !tokenFile) return { value: { kind: 'managed', clientId } };
  if (clientId === null) return createIdFault('AZURE_CLIENT_ID', 'nothing');
  if (!isGuid(tenantId)) return createIdFault('AZURE_TENANT_ID', tenantId === '' ? 'nothing' : 'not a GUID');
  const ids = { tenantId, clientId };
  if (secret) return { value: { kind: 'secret', ...ids, secret } };
  if (path) {
    const content = readText(path);
    const wrong = content === null ? 'a file that cannot be read' : findCertificateFault(content);
    return wrong === null
      ? { value: { kind: 'certificate', ...ids, path } }
      : createFault(
          'AZURE_CLIENT_CERTIFICATE_PATH',
          wrong,
          'the path of a PEM file with the certificate and its unencrypted private key',
          '/run/secrets/certificate.pem',
        );
  }
  return readText(tokenFile ?? '')?.trim()
    ? { value: { kind: 'workload', ...ids, tokenFile: tokenFile ?? '' } }
    : createFault(
        'AZURE_FEDERATED_TOKEN_FILE',
        'a file that cannot be read, or is empty',
        'the path of the file with the token of the workload',
        '/var/run/secrets/azure/tokens/azure-identity-token',
      );
}

/** The variables of which each gives the service's identity a credential. */
const credentialNames = [
  'AZURE_CLIENT_SECRET',
  'AZURE_CLIENT_CERTIFICATE_PATH',
  'AZURE_FEDERATED_TOKEN_FILE',
] as const;

/** @returns the content of a file, or null if it cannot be read */
function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** @returns what is missing in the file of a certificate, or null */
function findCertificateFault(content: string): string | null {
  if (!content.includes('-----BEGIN CERTIFICATE-----')) return 'a file without a PEM certificate';
  if (content.includes('-----BEGIN ENCRYPTED PRIVATE KEY-----'))
    return 'a file with an encrypted private key';
  return /-----BEGIN (?:RSA |EC )?PRIVATE KEY-----/.test(content) ? null : 'a file without a private key';
}

const createIdFault = (key: string, found: string): Checked<never> =>
  createFault(key, found, 'the GUID that belongs to the secret, certificate or token file', guidExample);
