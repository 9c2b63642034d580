import { guidExample, isGuid, type Checked } from './configFault.ts';
import type { Environment } from './environment.ts';

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
 * token file. Without a secret, certificate or token file the service uses the managed identity of its host.
 */
export function checkServiceIdentity(env: Environment): Checked<ServiceIdentity> {
  const clientId = env['AZURE_CLIENT_ID'] || null;
  const tenantId = env['AZURE_TENANT_ID'] || '';
  const secret = env['AZURE_CLIENT_SECRET'];
  const path = env['AZURE_CLIENT_CERTIFICATE_PATH'];
  const tokenFile = env['AZURE_FEDERATED_TOKEN_FILE'];
  if (clientId !== null && !isGuid(clientId)) return createIdFault('AZURE_CLIENT_ID', 'not a GUID');
  if (!secret && !path && !tokenFile) return { value: { kind: 'managed', clientId } };
  if (clientId === null) return createIdFault('AZURE_CLIENT_ID', 'nothing');
  if (!isGuid(tenantId)) return createIdFault('AZURE_TENANT_ID', tenantId === '' ? 'nothing' : 'not a GUID');
  const ids = { tenantId, clientId };
  if (secret) return { value: { kind: 'secret', ...ids, secret } };
  if (path) return { value: { kind: 'certificate', ...ids, path } };
  return { value: { kind: 'workload', ...ids, tokenFile: tokenFile ?? '' } };
}

const createIdFault = (key: string, found: string): Checked<never> => ({
  fault: {
    key,
    found,
    expected: 'the GUID that belongs to the secret, certificate or token file',
    example: guidExample,
  },
});
