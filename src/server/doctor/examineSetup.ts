import type { Environment } from '../settings/configFault.ts';
import type { AcsAccess } from '../settings/acsResources.ts';
import { readSettings, type Settings } from '../settings/settings.ts';
import { checkAppIntegration, findDirectApp } from './appCheck.ts';
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

/** Checks the settings of the service, and then Entra and ACS with these settings. It changes nothing. */
export async function examineSetup({ env, origin, now = Date.now }: ExamineSetupOptions): Promise<Finding[]> {
  const settingsResult = readSettings(env);
  const integrationFindings = await checkAppIntegration(env['WEB_ROOT'] || null, origin);
  if ('faults' in settingsResult) {
    const directApp = origin === undefined ? null : await findDirectApp(origin);
    if (directApp) return [directApp, ...integrationFindings];
    const faults = settingsResult.faults.map(({ key, found, expected, example }) => {
      const repair = `Set it to ${expected}, for example ${key}=${example}`;
      return createFailure(`setting ${key}`, `found ${found}`, repair);
    });
    return [...faults, ...integrationFindings];
  }
  const { settings } = settingsResult;
  return [
    createPass('settings', describeResources(settings)),
    ...describeTrustedTypes(settings),
    ...integrationFindings,
    ...(await checkEntra(settings, origin ?? settings.origins[0] ?? null)),
    ...(await checkAcs(settings, env['DOCTOR_TEAMS_TOKEN'], now)),
  ];
}

async function checkEntra(settings: Settings, origin: string | null): Promise<Finding[]> {
  const { authority, tenants, appClientId: clientId } = settings;
  const tenantFindings = await Promise.all(tenants.map((tenant) => checkTenant(authority, tenant)));
  // The first tenant stands for all: the keys and the registered addresses do not depend on the tenant.
  const [tenant] = tenants;
  if (tenant === undefined || tenantFindings.every(({ verdict }) => verdict === 'fail'))
    return tenantFindings;
  const [keys, redirects] = await Promise.all([
    checkSigningKeys(authority, tenant),
    checkRedirectUris({ authority, tenant, clientId, origin }),
  ]);
  return [...tenantFindings, keys, ...redirects];
}

function describeResources({ acs }: Settings): string {
  // All resources are accessed in the same way.
  const access = acs[0].kind === 'key' ? 'connection string' : 'Entra identity';
  return acs.length === 1 ? `ACS by ${access}` : `${acs.length} ACS resources by ${access}`;
}

/** Mentions that the settings do not enforce Trusted Types. Otherwise nobody would remember to enforce them again. */
const describeTrustedTypes = ({ trustedTypes }: Settings): Finding[] =>
  trustedTypes === 'enforce'
    ? []
    : [createPass('Trusted Types', 'browsers only report violations, because TRUSTED_TYPES is "report"')];

/** Adds the host of an ACS resource to the name of a finding. */
const nameHost = (finding: Finding, { endpoint }: AcsAccess): Finding => ({
  ...finding,
  check: `${finding.check} (${new URL(endpoint).host})`,
});

/**
 * Checks every ACS resource, and then exchanges the user's Teams token. With several resources, the findings name their hosts.
 * The first resource that accepts the service yields all findings about the token. Each further one yields only the last
 * finding of `checkUser`: whether it exchanges the token, too.
 */
async function checkAcs(
  settings: Settings,
  teamsToken: string | undefined,
  now: () => number,
): Promise<Finding[]> {
  const resources = await Promise.all(settings.acs.map((acs) => checkResource({ ...settings, acs }, now)));
  const isSingle = resources.length === 1;
  const resourceFindings = resources.flatMap(({ acs, findings }) =>
    isSingle ? findings : findings.map((finding) => nameHost(finding, acs)),
  );
  // If the only resource cannot be reached, hints about the token would not help yet.
  if (isSingle && !resources[0]?.isReachable) return resourceFindings;
  const [first, ...others] = resources.filter(({ isAccepted }) => isAccepted);
  // Without an accepting resource or a token, there is no exchange, and `checkUser` only says what remains unknown.
  if (!first || !teamsToken)
    return [...resourceFindings, ...(await checkUser({ ...settings, acs: settings.acs[0] }, undefined))];
  const userFindings = await checkUser({ ...settings, acs: first.acs }, teamsToken);
  for (const { acs } of others) {
    const lastFinding = (await checkUser({ ...settings, acs }, teamsToken)).at(-1);
    if (lastFinding) userFindings.push(nameHost(lastFinding, acs));
  }
  return [...resourceFindings, ...userFindings];
}

/** Checks whether one resource can be reached, and accepts the service. */
async function checkResource(settings: Omit<Settings, 'acs'> & { acs: AcsAccess }, now: () => number) {
  const { acs } = settings;
  const connectionFindings = await checkConnection(acs.endpoint, now);
  // The first finding says whether the host answers.
  if (connectionFindings[0]?.verdict === 'fail')
    return { acs, findings: connectionFindings, isReachable: false, isAccepted: false };
  const credentialFindings = await checkCredentials(settings);
  const isAccepted = credentialFindings.every(({ verdict }) => verdict === 'pass');
  return { acs, findings: [...connectionFindings, ...credentialFindings], isReachable: true, isAccepted };
}
