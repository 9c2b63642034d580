import type { Environment } from '../settings/environment.ts';
import { readSettings, type Settings } from '../settings/settings.ts';
import { checkPerson, checkProof, checkReach } from './acsChecks.ts';
import { checkKeys, checkRedirectUris, checkTenant } from './entraChecks.ts';
import { fail, pass, type Finding } from './finding.ts';

export interface ExamineOptions {
  /** The service's environment variables, and optionally `DOCTOR_TEAMS_TOKEN` (an artifact 1). */
  readonly env: Environment;
  /** Where the app is served, without a path; by default the first of `ALLOWED_ORIGINS`. */
  readonly origin?: string | undefined;
  readonly now?: () => number;
}

/** Checks a real set-up step by step, from the place where the service will run. It changes nothing anywhere. */
export async function examine({ env, origin, now = Date.now }: ExamineOptions): Promise<readonly Finding[]> {
  const read = readSettings(env);
  if ('faults' in read)
    return read.faults.map(({ key, found, expected, example }) =>
      fail(`setting ${key}`, `found ${found}`, `Set it to ${expected}, for example ${key}=${example}`),
    );
  const { settings } = read;
  return [
    pass('settings', `ACS by ${settings.acs.kind === 'key' ? 'connection string' : 'Entra identity'}`),
    ...(await entra(settings, origin ?? settings.origins[0] ?? null)),
    ...(await acs(settings, env['DOCTOR_TEAMS_TOKEN'], now)),
  ];
}

async function entra(settings: Settings, origin: string | null): Promise<Finding[]> {
  const { authority, tenants, appClientId: clientId } = settings;
  const known = await Promise.all(tenants.map((tenant) => checkTenant(authority, tenant)));
  const [tenant] = tenants;
  if (tenant === undefined || known.every(({ verdict }) => verdict === 'fail')) return known;
  const [keys, redirects] = await Promise.all([
    checkKeys(authority, tenant),
    checkRedirectUris({ authority, tenant, clientId, origin }),
  ]);
  return [...known, keys, ...redirects];
}

async function acs(
  settings: Settings,
  teamsToken: string | undefined,
  now: () => number,
): Promise<Finding[]> {
  const reach = await checkReach(settings.acs.endpoint, now);
  if (reach[0]?.verdict === 'fail') return reach;
  const proof = await checkProof(settings);
  const accepted = proof.every(({ verdict }) => verdict === 'pass');
  return [...reach, ...proof, ...(await checkPerson(settings, accepted ? teamsToken : undefined))];
}
