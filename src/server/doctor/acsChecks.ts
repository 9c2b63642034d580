import { decodeJwt, type JWTPayload } from 'jose';
import { createIdentityClient } from '../exchange/identityClient.ts';
import { fromAcsError } from '../exchange/acsError.ts';
import type { HttpError } from '../httpError.ts';
import type { Settings } from '../settings/settings.ts';
import { fail, pass, reasonOf, unknown, type Finding } from './finding.ts';

/** HMAC is accepted within ±15 minutes and Entra's tokens within ±5: the narrower decides. */
const maxSkewSeconds = 300;

/** Whether the ACS resource can be reached, and how far this machine's clock is from its own. */
export async function checkReach(endpoint: string, now: () => number): Promise<Finding[]> {
  try {
    const response = await fetch(endpoint, { redirect: 'manual', signal: AbortSignal.timeout(5_000) });
    const found = [
      pass('ACS resource reachable', `status ${response.status} from ${new URL(endpoint).host}`),
    ];
    const date = Date.parse(response.headers.get('date') ?? '');
    if (Number.isNaN(date)) return [...found, unknown('clock', 'ACS sent no Date', 'timedatectl status')];
    const skew = Math.round((now() - date) / 1000);
    const evidence = `${Math.abs(skew)} s ${skew < 0 ? 'behind' : 'ahead of'} ACS`;
    return [
      ...found,
      Math.abs(skew) <= maxSkewSeconds
        ? pass('clock', evidence)
        : fail('clock', evidence, 'sudo timedatectl set-ntp true'),
    ];
  } catch (error) {
    const repair = `curl -sSI ${endpoint}   # open the way from here to that host, port 443; look for a typing error`;
    return [fail('ACS resource reachable', reasonOf(error), repair)];
  }
}

/** `null` when ACS answered with a token. */
async function exchange(settings: Settings, token: string, oid: string): Promise<HttpError | null> {
  try {
    await createIdentityClient(settings).getTokenForTeamsUser({
      teamsUserAadToken: token,
      clientId: settings.appClientId,
      userObjectId: oid,
      abortSignal: AbortSignal.timeout(8_000),
    });
    return null;
  } catch (error) {
    return fromAcsError(error);
  }
}

const role = 'RBAC role on the resource';
const absences: Readonly<Record<string, string>> = {
  CredentialUnavailableError: 'no managed identity in this place',
  acs_timeout: 'no answer in 8 s, by the managed identity or by ACS',
};
const elsewhereRepair =
  'az containerapp exec --name <app> --resource-group <group> --command "node dist/server/doctor.js"   # where the service ' +
  'runs; if it says the same there: az containerapp identity assign --system-assigned --name <app> --resource-group <group>';
const roleRepair =
  'az role assignment create --assignee <object id of the identity> --role "Communication and Email Service Owner" ' +
  '--scope "$(az communication show --name <resource> --resource-group <group> --query id -o tsv)"';

/**
 * Whether ACS accepts this service, by a made-up artifact 1: whoever is refused for *that* was accepted before.
 * By key it is the key that is checked, by identity the identity and its role.
 */
export async function checkProof(settings: Settings): Promise<Finding[]> {
  const problem = await exchange(settings, 'made-up', '00000000-0000-0000-0000-000000000000');
  const seen = problem?.detail ?? 'accepted';
  const byKey = settings.acs.kind === 'key';
  const check = byKey ? 'access key (HMAC)' : 'identity of the service';
  const refusedForToken = problem?.code === 'acs_refused' && !seen.startsWith('status 403');
  if (refusedForToken || problem === null) {
    const accepted = pass(check, `ACS refuses only the made-up token (${seen})`);
    return byKey ? [accepted] : [accepted, pass(role, 'the exchange is allowed')];
  }
  if (problem.code === 'acs_refused' || problem.code === 'acs_role_missing')
    return byKey
      ? [fail(check, seen, 'az communication show --name <resource> --resource-group <group>')]
      : [pass(check, 'ACS knows it'), fail(role, seen, roleRepair)];
  // The identity of the place the service runs in is nowhere else, so elsewhere nothing can be said of it.
  const isManaged = settings.acs.kind === 'entra' && settings.acs.identity.kind === 'managed';
  const absence = isManaged && absences[problem.code === 'acs_timeout' ? problem.code : seen];
  if (absence) return [check, role].map((name) => unknown(name, absence, elsewhereRepair));
  if (problem.code === 'acs_credential_refused' || problem.code === 'acs_credential_failed')
    return [
      byKey
        ? fail(
            check,
            seen,
            'az communication list-key --name <resource> --resource-group <group>   # into ACS_CONNECTION_STRING',
          )
        : fail(
            check,
            seen,
            'az containerapp identity show --name <app> --resource-group <group>   # and AZURE_CLIENT_ID for a user-assigned one',
          ),
    ];
  return [unknown(check, `${problem.code}, ${seen}`, 'Mend the reachability first.')];
}

const principalCommand =
  'az ad sp show --id 1fd5118e-2576-4263-8130-9503064c837a || az ad sp create --id 1fd5118e-2576-4263-8130-9503064c837a';
const licenceCommand =
  'az rest --method GET --uri "https://graph.microsoft.com/v1.0/users/<user>/licenseDetails"   # a Teams plan among them?';

/**
 * What only a person's artifact 1 can show: that the tenant has ACS's service principal, that somebody has consented to
 * the application, and that the person has a Teams licence.
 * @param teamsToken artifact 1, or nothing
 */
export async function checkPerson(settings: Settings, teamsToken: string | undefined): Promise<Finding[]> {
  const [principal, consent, licence] = ['ACS service principal in the tenant', 'consent', 'Teams licence'];
  const consentCommand = `az ad app permission admin-consent --id ${settings.appClientId}   # by an administrator of the people’s tenant`;
  if (!teamsToken) {
    const evidence = 'needs a person’s token (DOCTOR_TEAMS_TOKEN), or the page /doctor';
    return [
      unknown(principal, evidence, principalCommand),
      unknown(consent, evidence, consentCommand),
      unknown(licence, evidence, licenceCommand),
    ];
  }
  let claims: JWTPayload;
  try {
    claims = decodeJwt(teamsToken);
  } catch {
    const repair = 'Put an artifact 1 into DOCTOR_TEAMS_TOKEN, or leave it out.';
    return [fail('DOCTOR_TEAMS_TOKEN', 'not a token (not shown)', repair)];
  }
  const problem = await exchange(settings, teamsToken, String(claims['oid']));
  const { appid, azp = appid, scp } = claims;
  const isConsented = azp === settings.appClientId && String(scp).split(' ').includes('Teams.ManageCalls');
  const consented = isConsented
    ? pass(consent, 'Entra issued it to the application, with Teams.ManageCalls')
    : fail(consent, 'the token is another application’s, or has no Teams.ManageCalls', consentCommand);
  const issued = [pass(principal, 'Entra issued a token for ACS'), consented];
  if (problem === null) return [...issued, pass(licence, 'ACS issued an access token')];
  const seen = problem.detail ?? problem.code;
  const refused = problem.code === 'acs_refused' && seen.startsWith('status 403');
  if (refused || problem.code === 'acs_licence_missing')
    return [...issued, fail(licence, seen, licenceCommand)];
  return [
    consented,
    unknown(licence, `${problem.code}, ${seen}`, 'Take a fresh token; it lives for about an hour.'),
  ];
}
