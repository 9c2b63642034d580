import type { Environment } from '../settings/environment.ts';
import { readSettings, type Settings } from '../settings/settings.ts';
import { checkConnection, checkCredentials, checkUser } from './acsChecks.ts';
import { checkSigningKeys, checkRedirectUris, checkTenant } from './entraChecks.ts';
import { createFailure, createPass, type Finding } from './finding.ts';

export interface ExamineSetupOptions {
  /** The environment variables of the service, and optionally `DOCTOR_TEAMS_TOKEN` (a Teams token). */
  readonly env: Environment;
  /** The origin of the app. Default: the first of `ALLOWED_ORIGINS`. */
  readonly origin?: string | undefined;
  /** @returns milliseconds since 1970. Default: the clock of this machine. */
  readonly now?: () => number;
}

/**
 * Checks the settings of the service, and then Entra and ACS with these settings. It runs on the machine on which the
 * service will run, and changes nothing.
 */
export async function examineSetup({
  env,
  origin,
  now = Date.now,
}: ExamineSetupOptions): Promise<readonly Finding[]> {
  const settingsResult = readSettings(env);
  if ('faults' in settingsResult)
    return settingsResult.faults.map(({ key, found, expected, example }) =>
      createFailure(
        `setting ${key}`,
        `found ${found}`,
        `Set it to ${expected}, for example ${key}=${example}`,
      ),
    );
  const { settings } = settingsResult;
  return [
    createPass('settings', `ACS by ${settings.acs.kind === 'key' ? 'connection string' : 'Entra identity'}`),
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
    checkSigningKeys(authority, tenant),
    checkRedirectUris({ authority, tenant, clientId, origin }),
  ]);
  return [...tenantFindings, keys, ...redirects];
}

async function checkAcs(
  settings: Settings,
  teamsToken: string | undefined,
  now: () => number,
): Promise<Finding[]> {
  const connectionFindings = await checkConnection(settings.acs.endpoint, now);
  if (connectionFindings[0]?.verdict === 'fail') return connectionFindings;
  const credentialFindings = await checkCredentials(settings);
  const isAccepted = credentialFindings.every(({ verdict }) => verdict === 'pass');
  return [
    ...connectionFindings,
    ...credentialFindings,
    // Without accepted credentials, an exchange with a user's token would tell nothing about the user.
    ...(await checkUser(settings, isAccepted ? teamsToken : undefined)),
  ];
}
