import type { Environment } from '../settings/environment.ts';
import { readSettings, type Settings } from '../settings/settings.ts';
import { checkPerson, checkProof, checkReach } from './acsChecks.ts';
import { checkKeys, checkRedirectUris, checkTenant } from './entraChecks.ts';
import { fail, pass, type Finding } from './finding.ts';

export interface ExamineOptions {
  /** The environment variables of the service, and optionally `DOCTOR_TEAMS_TOKEN` (a Teams token). */
  readonly env: Environment;
  /** The origin of the app; by default the first of `ALLOWED_ORIGINS`. */
  readonly origin?: string | undefined;
  readonly now?: () => number;
}

/** Checks a real set-up step by step, from the machine on which the service will run. It changes nothing. */
export async function examine({ env, origin, now = Date.now }: ExamineOptions): Promise<readonly Finding[]> {
  const read = readSettings(env);
  if ('faults' in read)
    return read.faults.map(({ key, found, expected, example }) =>
      fail(`setting ${key}`, `found ${found}`, `Set it to ${expected}, for example ${key}=${example}`),
    );
  const { settings } = read;
  return [
    pass('settings', `ACS by ${settings.acs.kind === 'key' ? 'connection string' : 'Entra identity'}`),
    ...(await checkEntra(settings, origin ?? settings.origins[0] ?? null)),
    ...(await checkAcs(settings, env['DOCTOR_TEAMS_TOKEN'], now)),
  ];
}

async function checkEntra(settings: Settings, origin: string | null): Promise<Finding[]> {
  const { authority, tenants, appClientId: clientId } = settings;
  const tenantFindings = await Promise.all(tenants.map((tenant) => checkTenant(authority, tenant)));
  const [tenant] = tenants;
  if (tenant === undefined || tenantFindings.every(({ verdict }) => verdict === 'fail'))
    return tenantFindings;
  const [keys, redirects] = await Promise.all([
    checkKeys(authority, tenant),
    checkRedirectUris({ authority, tenant, clientId, origin }),
  ]);
  return [...tenantFindings, keys, ...redirects];
}

async function checkAcs(
  settings: Settings,
  teamsToken: string | undefined,
  now: () => number,
): Promise<Finding[]> {
  const reachFindings = await checkReach(settings.acs.endpoint, now);
  if (reachFindings[0]?.verdict === 'fail') return reachFindings;
  const proofFindings = await checkProof(settings);
  const isAccepted = proofFindings.every(({ verdict }) => verdict === 'pass');
  return [
    ...reachFindings,
    ...proofFindings,
    ...(await checkPerson(settings, isAccepted ? teamsToken : undefined)),
  ];
}
