import { decodeJwt, type JWTPayload } from 'jose';
import { teamsPermissions } from '../../contract/teamsPermissions.ts';
import { createIdentityClient } from '../exchange/identityClient.ts';
import { translateAcsError } from '../exchange/acsError.ts';
import type { HttpError } from '../httpError.ts';
import type { AcsAccess } from '../settings/acsResources.ts';
import type { Settings } from '../settings/settings.ts';
import { createFailure, createPass, createUnknown, describeNetworkError, type Finding } from './finding.ts';

/** The largest accepted difference of the clocks: 5 minutes, as in Entra's tokens. HMAC signatures for ACS are less strict (15). */
const maxClockDifferenceSeconds = 300;

/** Checks whether this machine can reach the ACS resource, and how far the clocks of the two differ. */
export async function checkConnection(endpoint: string, now: () => number): Promise<Finding[]> {
  const check = 'ACS resource reachable';
  try {
    const response = await fetch(endpoint, { redirect: 'manual', signal: AbortSignal.timeout(5_000) });
    const connection = createPass(check, `status ${response.status} from ${new URL(endpoint).host}`);
    return [connection, checkClock(Date.parse(response.headers.get('date') ?? ''), now())];
  } catch (error) {
    const repair = `curl -sSI ${endpoint}   # allow this machine to reach that host on port 443; check the address for typing errors`;
    return [createFailure(check, describeNetworkError(error), repair)];
  }
}

/** @param acsTime the time of ACS; `NaN` if ACS sent none @param ownTime the time of this machine */
function checkClock(acsTime: number, ownTime: number): Finding {
  if (Number.isNaN(acsTime)) return createUnknown('clock', 'ACS sent no Date', 'timedatectl status');
  const differenceSeconds = Math.round((ownTime - acsTime) / 1000);
  const evidence = `${Math.abs(differenceSeconds)} s ${differenceSeconds < 0 ? 'behind' : 'ahead of'} ACS`;
  return Math.abs(differenceSeconds) <= maxClockDifferenceSeconds
    ? createPass('clock', evidence)
    : createFailure('clock', evidence, 'sudo timedatectl set-ntp true');
}

/** One ACS resource, and how the service authenticates there. */
type CheckedAccess = Pick<Settings, 'authority' | 'appClientId'> & { readonly acs: AcsAccess };

/** Tries an exchange. @returns the error with which it failed; null if ACS issued a token */
async function tryExchange(access: CheckedAccess, token: string, oid: string): Promise<HttpError | null> {
  try {
    await createIdentityClient(access.acs, access.authority).getTokenForTeamsUser({
      teamsUserAadToken: token,
      clientId: access.appClientId,
      userObjectId: oid,
      abortSignal: AbortSignal.timeout(8_000),
    });
    return null;
  } catch (error) {
    return translateAcsError(error);
  }
}

const roleCheck = 'RBAC role on the resource';
/**
 * The errors that leave open whether the service has a managed identity: it exists only on the service's host, and this check
 * may run elsewhere. A key is the name of a credential error or an error code of this service; the value, the text for the report.
 */
const unknownIdentityReasons: Readonly<Record<string, string>> = {
  CredentialUnavailableError: 'no managed identity on this machine',
  acs_timeout: 'no response in 8 s from the managed identity or from ACS',
};
const unknownIdentityRepair =
  'az containerapp exec --name <app> --resource-group <group> --command "node dist/server/doctor.js"   # checks where the ' +
  'service runs. If the result is the same there, run: az containerapp identity assign --system-assigned --name <app> --resource-group <group>';
const roleRepair =
  'az role assignment create --assignee <object id of the identity> --role "Communication and Email Service Owner" ' +
  '--scope "$(az communication show --name <resource> --resource-group <group> --query id -o tsv)"';

/**
 * Checks whether ACS accepts the credentials of this service: the access key, or the service's identity and its role. It tries
 * an exchange with an invalid Teams token. ACS checks the credentials first, so they are correct if it refuses only the token.
 */
export async function checkCredentials(access: CheckedAccess): Promise<Finding[]> {
  const error = await tryExchange(access, 'made-up', '00000000-0000-0000-0000-000000000000');
  const evidence = error?.detail ?? 'accepted';
  const usesKey = access.acs.kind === 'key';
  const check = usesKey ? 'access key (HMAC)' : 'identity of the service';
  // A 403 does not prove that ACS refuses only the token: ACS also answers 403 to an identity without a role.
  const isOnlyTokenRefused =
    error?.code === 'acs_token_refused' ||
    (error?.code === 'acs_refused' && !evidence.startsWith('status 403'));
  if (isOnlyTokenRefused || error === null) {
    const result = error ? `ACS refuses only the invalid token (${evidence})` : 'ACS accepted the exchange';
    const pass = createPass(check, result);
    return usesKey ? [pass] : [pass, createPass(roleCheck, 'the exchange is allowed')];
  }
  if (error.code === 'acs_refused' || error.code === 'acs_role_missing')
    return usesKey
      ? [createFailure(check, evidence, 'az communication show --name <resource> --resource-group <group>')]
      : [createPass(check, 'ACS knows it'), createFailure(roleCheck, evidence, roleRepair)];
  const usesManagedIdentity = access.acs.kind === 'entra' && access.acs.identity.kind === 'managed';
  // For a credential error, `evidence` is the error's name.
  const errorKey = error.code === 'acs_timeout' ? error.code : evidence;
  const reason = usesManagedIdentity ? unknownIdentityReasons[errorKey] : undefined;
  if (reason) return [check, roleCheck].map((name) => createUnknown(name, reason, unknownIdentityRepair));
  if (error.code === 'acs_credential_refused' || error.code === 'acs_credential_failed') {
    const repair = usesKey
      ? 'az communication list-key --name <resource> --resource-group <group>   # into ACS_CONNECTION_STRING or ACS_CONNECTION_STRINGS'
      : 'az containerapp identity show --name <app> --resource-group <group>   # for a user-assigned identity, also set AZURE_CLIENT_ID to its client id';
    return [createFailure(check, evidence, repair)];
  }
  return [createUnknown(check, `${error.code}, ${evidence}`, 'Make ACS reachable first.')];
}

/** The application id of ACS, the same in all tenants. */
const acsAppId = '1fd5118e-2576-4263-8130-9503064c837a';
const principalCommand = `az ad sp show --id ${acsAppId} || az ad sp create --id ${acsAppId}`;
const licenceCommand =
  'az rest --method GET --uri "https://graph.microsoft.com/v1.0/users/<user>/licenseDetails"   # a Teams plan among them?';

const principalCheck = 'ACS service principal in the tenant';
const consentCheck = 'consent';
const licenceCheck = 'Teams licence';
const createConsentCommand = (clientId: string): string =>
  `az ad app permission admin-consent --id ${clientId}`;

/**
 * Checks whether Entra issued a Teams token to this application, with all permissions that the exchange demands.
 * @param claims the claims of the token. The application is `azp` in a token of version 2, and `appid` in one of version 1
 */
function checkConsent(
  clientId: string,
  { appid, azp = appid }: JWTPayload,
  missingPermissions: readonly string[],
): Finding {
  if (azp !== clientId) {
    const repair = `Use a token that Entra issued to the application ${clientId}.`;
    return createFailure(consentCheck, 'the token belongs to another application', repair);
  }
  if (missingPermissions.length > 0) {
    const repair =
      `az ad app permission list --id ${clientId}   # The developer makes the application ask for both permissions. Then ` +
      `the user consents at the next sign-in, or an administrator of the user’s tenant runs: ${createConsentCommand(clientId)}`;
    return createFailure(consentCheck, `the token lacks ${missingPermissions.join(' and ')}`, repair);
  }
  const evidence = `Entra issued the token to this application, with ${teamsPermissions.join(' and ')}`;
  return createPass(consentCheck, evidence);
}

/**
 * Checks what only a Teams token (a user's Entra access token for ACS) can show: whether the tenant has the service principal
 * of ACS, whether the application has consent, and whether the user has a Teams licence.
 * @param teamsToken `undefined` makes these findings `unknown`
 */
export async function checkUser(access: CheckedAccess, teamsToken: string | undefined): Promise<Finding[]> {
  if (!teamsToken) {
    const evidence = 'needs a user’s Teams token (DOCTOR_TEAMS_TOKEN), or the page /doctor';
    const consentRepair = `${createConsentCommand(access.appClientId)}   # by an administrator of the users’ tenant`;
    return [
      createUnknown(principalCheck, evidence, principalCommand),
      createUnknown(consentCheck, evidence, consentRepair),
      createUnknown(licenceCheck, evidence, licenceCommand),
    ];
  }
  let claims: JWTPayload;
  try {
    claims = decodeJwt(teamsToken);
  } catch {
    const repair = 'Put a user’s Entra access token for Teams into DOCTOR_TEAMS_TOKEN, or unset it.';
    return [createFailure('DOCTOR_TEAMS_TOKEN', 'not a JWT (the value is not shown here)', repair)];
  }
  const error = await tryExchange(access, teamsToken, String(claims['oid']));
  const grantedPermissions = String(claims['scp']).split(' ');
  const missingPermissions = teamsPermissions.filter((name) => !grantedPermissions.includes(name));
  const consentFinding = checkConsent(access.appClientId, claims, missingPermissions);
  const entraFindings = [createPass(principalCheck, 'Entra issued a token for ACS'), consentFinding];
  if (error === null) return [...entraFindings, createPass(licenceCheck, 'ACS issued an access token')];
  const evidence = error.detail ?? error.code;
  // The caller has run `checkCredentials` before. So if no permission is missing, a 403 means that the user has no licence.
  const isRefused = error.code === 'acs_refused' && evidence.startsWith('status 403');
  if (error.code === 'acs_licence_missing' || (isRefused && missingPermissions.length === 0))
    return [...entraFindings, createFailure(licenceCheck, evidence, licenceCommand)];
  if (missingPermissions.length > 0)
    return [...entraFindings, createUnknown(licenceCheck, evidence, 'Grant the missing permission first.')];
  const repair = 'Use a fresh token; it is valid for about an hour.';
  // Such an error does not prove that Entra issued the token for ACS, so `principalCheck` has no result.
  return [consentFinding, createUnknown(licenceCheck, `${error.code}, ${evidence}`, repair)];
}
