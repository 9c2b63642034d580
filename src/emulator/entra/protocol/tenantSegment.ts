import { tenants, type Application, type Tenant } from '../../core/seed.ts';
import { refusals } from './refusals.ts';

/**
 * Reads the first path segment of an authority: the id or domain of a tenant.
 * @returns `null` for `organizations` and `common`, which mean any work account.
 * @throws EntraError 90002 for a tenant that does not exist.
 */
export function readTenant(segment: string): Tenant | null {
  const wanted = segment.toLowerCase();
  if (wanted === 'organizations' || wanted === 'common') return null;
  const tenant = tenants.find(({ id, domain }) => id === wanted || domain === wanted);
  if (!tenant) throw refusals.unknownTenant(segment);
  return tenant;
}

/**
 * Finds an application, and checks that it may use the authority.
 * @throws EntraError 700016 for an unknown application, 50194 for a single-tenant application at `organizations` or `common`.
 */
export function readApplication(
  clientId: string | undefined,
  tenant: Tenant | null,
  applications: readonly Application[],
): Application {
  if (!clientId) throw refusals.missingParameter('client_id');
  const application = applications.find((candidate) => candidate.clientId === clientId.toLowerCase());
  if (!application) throw refusals.unknownApplication(clientId);
  if (application.accounts === 'single tenant') {
    if (!tenant) throw refusals.notMultiTenant(application);
    if (tenant.id !== application.tid) throw refusals.unknownApplication(clientId);
  }
  return application;
}
