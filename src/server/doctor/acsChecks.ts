import { decodeJwt, type JWTPayload } from 'jose';
import { createIdentityClient } from '../exchange/identityClient.ts';
import { fromAcsError } from '../exchange/acsError.ts';
import type { HttpError } from '../httpError.ts';
import type { Settings } from '../settings/settings.ts';
import { fail, pass, reasonOf, unknown, type Finding } from './finding.ts';

/** Largest accepted clock difference in seconds. HMAC allows ±15 minutes and Entra's tokens ±5. */
const maxSkewSeconds = 300;

/** Checks whether the ACS resource can be reached and how far this machine's clock differs from its clock. */
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
    const repair = `curl -sSI ${endpoint}   # allow this machine to reach that host on port 443; check the address for typing errors`;
    return [fail('ACS resource reachable', reasonOf(error), repair)];
  }
}

/** Tries an exchange. Returns null when ACS issued a token. */
async function tryExchange(settings: Settings, token: string, oid: string): Promise<HttpError | null> {
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

const roleCheck = 'RBAC role on the resource';
const absentIdentityReasons: Readonly<Record<string, string>> = {
  CredentialUnavailableError: 'no managed identity on this machine',
  acs_timeout: 'no response in 8 s from the managed identity or from ACS',
};
const elsewhereRepair =
  'az containerapp exec --name <app> --resource-group <group> --command "node dist/server/doctor.js"   # where the service ' +
  'runs; if the result is the same there: az containerapp identity assign --system-assigned --name <app> --resource-group <group>';
const roleRepair =
  'az role assignment create --assignee <object id of the identity> --role "Communication and Email Service Owner" ' +
  '--scope "$(az communication show --name <resource> --resource-group <group> --query id -o tsv)"';

/**
 * Checks whether ACS accepts this service, with an invalid Teams token: if ACS refuses *that*, it has accepted
 * the service. With an access key this checks the key, with an identity the identity and its role.
 */
export async function checkProof(settings: Settings): Promise<Finding[]> {
  const error = await tryExchange(settings, 'made-up', '00000000-0000-0000-0000-000000000000');
  const evidence = error?.detail ?? 'accepted';
  const byKey = settings.acs.kind === 'key';
  const check = byKey ? 'access key (HMAC)' : 'identity of the service';
  const refusedForToken = error?.code === 'acs_refused' && !evidence.startsWith('status 403');
  if (refusedForToken || error === null) {
    const accepted = pass(check, `ACS refuses only the invalid token (${evidence})`);
    return byKey ? [accepted] : [accepted, pass(roleCheck, 'the exchange is allowed')];
  }
  if (error.code === 'acs_refused' || error.code === 'acs_role_missing')
    return byKey
      ? [fail(check, evidence, 'az communication show --name <resource> --resource-group <group>')]
      : [pass(check, 'ACS knows it'), fail(roleCheck, evidence, roleRepair)];
  // A managed identity exists only where the service runs, so nothing can be said about it elsewhere.
  const usesManagedIdentity = settings.acs.kind === 'entra' && settings.acs.identity.kind === 'managed';
  const absentIdentityReason =
    usesManagedIdentity && absentIdentityReasons[error.code === 'acs_timeout' ? error.code : evidence];
  if (absentIdentityReason)
    return [check, roleCheck].map((name) => unknown(name, absentIdentityReason, elsewhereRepair));
  if (error.code === 'acs_credential_refused' || error.code === 'acs_credential_failed')
    return [
      byKey
        ? fail(
            check,
            evidence,
            'az communication list-key --name <resource> --resource-group <group>   # into ACS_CONNECTION_STRING',
          )
        : fail(
            check,
            evidence,
            'az containerapp identity show --name <app> --resource-group <group>   # and AZURE_CLIENT_ID for a user-assigned one',
          ),
    ];
  return [unknown(check, `${error.code}, ${evidence}`, 'Make ACS reachable first.')];
}

const principalCommand =
  'az ad sp show --id 1fd5118e-2576-4263-8130-9503064c837a || az ad sp create --id 1fd5118e-2576-4263-8130-9503064c837a';
const licenceCommand =
  'az rest --method GET --uri "https://graph.microsoft.com/v1.0/users/<user>/licenseDetails"   # a Teams plan among them?';

/**
 * Checks what only a user's Teams token can show: that the tenant has the service principal of ACS, that the
 * application has consent, and that the user has a Teams licence.
 * @param teamsToken the Teams token; without one these checks are reported as unknown
 */
export async function checkPerson(settings: Settings, teamsToken: string | undefined): Promise<Finding[]> {
  const [principal, consent, licence] = ['ACS service principal in the tenant', 'consent', 'Teams licence'];
  const consentCommand = `az ad app permission admin-consent --id ${settings.appClientId}   # by an administrator of the people’s tenant`;
  if (!teamsToken) {
    const evidence = 'needs a user’s Teams token (DOCTOR_TEAMS_TOKEN), or the page /doctor';
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
    const repair = 'Put a Teams token (artifact 1) into DOCTOR_TEAMS_TOKEN, or leave it out.';
    return [fail('DOCTOR_TEAMS_TOKEN', 'not a token (not shown)', repair)];
  }
  const error = await tryExchange(settings, teamsToken, String(claims['oid']));
  const { appid, azp = appid, scp } = claims;
  const isConsented = azp === settings.appClientId && String(scp).split(' ').includes('Teams.ManageCalls');
  const consented = isConsented
    ? pass(consent, 'Entra issued it to the application, with Teams.ManageCalls')
    : fail(consent, 'the token belongs to another application or lacks Teams.ManageCalls', consentCommand);
  const issued = [pass(principal, 'Entra issued a token for ACS'), consented];
  if (error === null) return [...issued, pass(licence, 'ACS issued an access token')];
  const evidence = error.detail ?? error.code;
  const refused = error.code === 'acs_refused' && evidence.startsWith('status 403');
  if (refused || error.code === 'acs_licence_missing')
    return [...issued, fail(licence, evidence, licenceCommand)];
  return [
    consented,
    unknown(licence, `${error.code}, ${evidence}`, 'Use a fresh token; it is valid for about an hour.'),
  ];
}
