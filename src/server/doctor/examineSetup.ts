import type { Environment } from '../settings/configFault.ts';
import type { AcsAccess } from '../settings/acsResources.ts';
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
    createPass('settings', describeResources(settings)),
    ...describeTrustedTypes(settings),
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

function describeResources({ acs }: Settings): string {
  const access = acs[0].kind === 'key' ? 'connection string' : 'Entra identity';
  return acs.length === 1 ? `ACS by ${access}` : `${acs.length} ACS resources by ${access}`;
}

/** Names a defence that the settings switch off. Otherwise nobody would remember to switch it on again. */
const describeTrustedTypes = ({ trustedTypes }: Settings): Finding[] =>
  trustedTypes === 'enforce'
    ? []
    : [createPass('Trusted Types', 'browsers only report violations, because TRUSTED_TYPES is "report"')];

/**
 * Checks every ACS resource. With several resources, the name of a finding ends with the host of its resource. The
 * findings about a user's token come once from the first resource that accepts the service. The other resources then
 * only show whether they exchange that token, too.
 */
async function checkAcs(
  settings: Settings,
  teamsToken: string | undefined,
  now: () => number,
): Promise<Finding[]> {
  const resources = await Promise.all(settings.acs.map((acs) => checkResource({ ...settings, acs }, now)));
  const isSingle = resources.length === 1;
  const findings = resources.flatMap((resource) =>
    resource.findings.map((finding) =>
      isSingle ? finding : { ...finding, check: `${finding.check} (${resource.host})` },
    ),
  );
  if (isSingle && !resources[0]?.isReachable) return findings;
  const acceptingResources = resources.filter(({ isAccepted }) => isAccepted);
  // Without accepted credentials, an exchange with a user's token would tell nothing about the user.
  const userToken = acceptingResources.length > 0 ? teamsToken : undefined;
  const [first = { acs: settings.acs[0] }, ...others] = acceptingResources;
  findings.push(...(await checkUser({ ...settings, acs: first.acs }, userToken)));
  if (!userToken) return findings;
  for (const { acs, host } of others) {
    const userFindings = await checkUser({ ...settings, acs }, userToken);
    const lastFinding = userFindings.at(-1);
    if (lastFinding) findings.push({ ...lastFinding, check: `${lastFinding.check} (${host})` });
  }
  return findings;
}

/** Checks whether one resource can be reached, and accepts the service. */
async function checkResource(settings: Omit<Settings, 'acs'> & { acs: AcsAccess }, now: () => number) {
  const { acs } = settings;
  const host = new URL(acs.endpoint).host;
  const connectionFindings = await checkConnection(acs.endpoint, now);
  if (connectionFindings[0]?.verdict === 'fail')
    return { acs, host, findings: connectionFindings, isReachable: false, isAccepted: false };
  const credentialFindings = await checkCredentials(settings);
  const isAccepted = credentialFindings.every(({ verdict }) => verdict === 'pass');
  const findings = [...connectionFindings, ...credentialFindings];
  return { acs, host, findings, isReachable: true, isAccepted };
}
