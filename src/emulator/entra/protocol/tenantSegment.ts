import type { Application, Directory, Tenant } from '../../core/directory.ts';
import { refusals } from './refusals.ts';

/**
 * Finds the tenant that the first segment of a path names, by id or by domain.
 * @returns `null` for `organizations` and `common`, which allow the accounts of every tenant.
 * @throws EntraError 90002 for a tenant that does not exist.
 */
export function readTenant({ tenants }: Directory, tenantSegment: string): Tenant | null {
  const idOrDomain = tenantSegment.toLowerCase();
  if (idOrDomain === 'organizations' || idOrDomain === 'common') return null;
  const tenant = tenants.find(({ id, domain }) => id === idOrDomain || domain === idOrDomain);
  if (!tenant) throw refusals.unknownTenant(tenantSegment);
  return tenant;
}

/**
 * Finds an application, and checks that users of the tenant may sign in to it.
 * @param tenant the tenant of the path; `null` for `organizations` and `common`.
 * @throws EntraError 700016 for an unknown application, 50194 for a single-tenant application without a tenant.
 */
export function readApplication(
  { applications }: Directory,
  clientId: string | undefined,
  tenant: Tenant | null,
): Application {
  if (!clientId) throw refusals.missingParameter('client_id');
  const application = applications.find((candidate) => candidate.clientId === clientId.toLowerCase());
  if (!application) throw refusals.unknownApplication(clientId);
  if (application.accounts === 'single tenant') {
    if (!tenant) throw refusals.notMultiTenant(application);
    // To other tenants, a single-tenant application is unknown.
    if (tenant.id !== application.tid) throw refusals.unknownApplication(clientId);
  }
  return application;
}
