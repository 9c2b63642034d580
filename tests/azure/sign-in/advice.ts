import { teamsPermissions } from '../../../src/contract/teamsPermissions.ts';
import type { EntraRefusal } from './deviceCode.ts';

const owner = 'The owner of the app registration';
const administrator = 'An administrator of the tenant';

const consentAdvice =
  `${administrator} must consent first: either the tenant lets only administrators consent, or the publisher of the ` +
  'application is not verified. Ask for consent with `az ad app permission admin-consent --id <client id>`, or verify the ' +
  'publisher (portal: App registrations, Branding & properties).';

const cancelAdvice = `The sign-in was cancelled. Sign in again and accept. If the page asked for an administrator’s approval: ${consentAdvice}`;

const permissionAdvice = `${owner} must add the permissions Teams.ManageCalls and Teams.ManageChats of Azure Communication Services (portal: App registrations, API permissions).`;

/** What to do, and who does it, by the AADSTS number of a refusal. */
const adviceByNumber: Readonly<Record<string, string>> = {
  AADSTS7000218: `${owner} must allow public client flows (portal: App registrations, Authentication, “Allow public client flows”: Yes), for the time of the hour.`,
  AADSTS65001: consentAdvice,
  AADSTS90094: consentAdvice,
  AADSTS90095: consentAdvice,
  AADSTS900941: consentAdvice,
  AADSTS50020: `This account is from another tenant. Sign in with a member of the tenant in ALLOWED_TENANTS, or ask ${administrator.toLowerCase()} to invite the account as a guest for the step “guest”.`,
  AADSTS50105: `${administrator} must assign the person to the application (portal: Enterprise applications, Users and groups).`,
  AADSTS700016: `No application of the tenant has this client id. ${owner} must correct APP_CLIENT_ID, or add the application to the tenant.`,
  AADSTS90002: `There is no such tenant. Correct ALLOWED_TENANTS: \`az account show --query tenantId\`.`,
  AADSTS650052: `${administrator} must add the service principal of Azure Communication Services: \`az ad sp create --id 1fd5118e-2576-4263-8130-9503064c837a\`.`,
  AADSTS650053: permissionAdvice,
  AADSTS650057: permissionAdvice,
};

const adviceByCode: Readonly<Record<string, string>> = {
  expired_token: 'Nobody signed in within 15 minutes. Start the step again, and enter the new code at once.',
  authorization_declined: cancelAdvice,
  access_denied: cancelAdvice,
  bad_verification_code: 'Entra does not know the code. Start the step again, and enter the new code.',
};

/** @returns what a person has to do after Entra refused a sign-in, and who does it */
export function adviseAfterRefusal({ code, message }: EntraRefusal): string {
  const number = /AADSTS\d+/.exec(message)?.[0] ?? '';
  return (
    adviceByNumber[number] ??
    adviceByCode[code] ??
    `Look up ${number || code} at https://login.microsoftonline.com/error, and start the step again.`
  );
}

/**
 * @param claims those of a person's Teams token
 * @returns what is wrong with the account or with its permissions, as a sentence; `null` if nothing is
 */
export function findAccountFault(claims: Readonly<Record<string, unknown>>): string | null {
  const { scp, acct, idp, tid } = claims;
  // Entra sets `acct` to 1 for a guest, and names the guest's own tenant in `idp`.
  const isGuest = acct === 1 || acct === '1' || (typeof idp === 'string' && !idp.includes(String(tid)));
  if (isGuest)
    return 'This account is a guest of the tenant. The hour needs members with a Teams licence: sign in with a member. Guests have a step of their own.';
  const granted = String(scp).split(' ');
  const missing = teamsPermissions.filter((permission) => !granted.includes(permission));
  if (missing.length === 0) return null;
  return `The token lacks ${missing.join(' and ')}. ${owner} must add the permission (portal: App registrations, API permissions), and ${administrator.toLowerCase()} must consent to it.`;
}

/** @returns what to do after ACS refused an exchange, and who does it; `null` if the status has no usual reason */
export function adviseAfterExchange(status: number): string | null {
  if (status === 403)
    return `The person has no Teams licence. ${administrator} must assign one (Microsoft 365 admin centre, Users), and wait some minutes.`;
  if (status === 401)
    return 'ACS did not accept the token or the access key. Compare the findings of the step “registration”, and whether the application has both Teams permissions.';
  return null;
}
