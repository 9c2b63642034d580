import type { Application, Tenant } from '../../core/directory.ts';
import type { Person } from '../../core/people.ts';
import { EntraError } from './errors.ts';

/** @returns a template tag: it makes an error of the text behind it, which begins with the error's AADSTS number. */
const refusal =
  (error: string, options?: { suberror?: string; status?: 400 | 401 }) =>
  (text: TemplateStringsArray, ...values: string[]): EntraError => {
    const [, code, message = ''] = /^AADSTS(\d+): (.*)$/s.exec(String.raw(text, ...values)) ?? [];
    return new EntraError(Number(code), error, message, options);
  };

/**
 * Creates the errors with which Entra refuses requests. Each function is named after the fault.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export const refusals = {
  unknownApplication: (clientId: string) =>
    refusal(
      'unauthorized_client',
    )`AADSTS700016: Application with identifier '${clientId}' was not found in the directory.`,
  redirectMismatch: (uri: string, { clientId }: Application) =>
    refusal(
      'invalid_request',
    )`AADSTS50011: The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application '${clientId}'.`,
  unknownTenant: (tenant: string) =>
    refusal('invalid_request')`AADSTS90002: Tenant '${tenant}' not found. Check the tenant ID or domain.`,
  notMultiTenant: ({ clientId, displayName }: Application) =>
    refusal(
      'invalid_request',
    )`AADSTS50194: Application '${clientId}'(${displayName}) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps. Use a tenant-specific endpoint.`,
  userOfOtherTenant: ({ upn }: Person, tenant: Tenant, { clientId, displayName }: Application) =>
    refusal(
      'invalid_grant',
    )`AADSTS50020: User account '${upn}' does not exist in tenant '${tenant.name}' and cannot access the application '${clientId}'(${displayName}) in that tenant. Sign out and sign in again with a different account.`,
  missingParameter: (name: string) =>
    refusal(
      'invalid_request',
    )`AADSTS900144: The request body must contain the following parameter: '${name}'.`,
  repeatedParameter: (name: string) =>
    refusal('invalid_request')`AADSTS90015: The request contains the parameter '${name}' more than once.`,
  unsupportedResponseType: (type: string) =>
    refusal(
      'unsupported_response_type',
    )`AADSTS700054: response_type '${type}' is not enabled for the application.`,
  unsupportedResponseMode: (mode: string) =>
    refusal(
      'invalid_request',
    )`AADSTS900971: The response_mode '${mode}' is not supported; use fragment or query.`,
  unsupportedPrompt: (prompt: string) =>
    refusal('invalid_request')`AADSTS90023: Unsupported 'prompt' value '${prompt}'.`,
  missingPkce: () =>
    refusal(
      'invalid_request',
    )`AADSTS9002325: Proof Key for Code Exchange is required for cross-origin authorization code redemption.`,
  invalidCodeChallenge: () =>
    refusal(
      'invalid_request',
    )`AADSTS50147: The code_challenge must be 43 characters long, made with code_challenge_method S256.`,
  codeVerifierMismatch: () =>
    refusal(
      'invalid_grant',
    )`AADSTS501481: The Code_Verifier does not match the code_challenge supplied in the authorization request.`,
  emptyScope: () =>
    refusal('invalid_scope')`AADSTS70011: The provided value for the input parameter 'scope' is not valid.`,
  severalResources: (scope: string) =>
    refusal(
      'invalid_request',
    )`AADSTS28000: Provided value for the input parameter scope is not valid because it contains more than one resource. Scope ${scope} is not valid.`,
  unknownResource: (name: string) =>
    refusal(
      'invalid_resource',
    )`AADSTS500011: The resource principal named ${name} was not found in the tenant.`,
  unknownScope: (scope: string, resource: string) =>
    refusal(
      'invalid_client',
    )`AADSTS650053: The application asked for scope '${scope}' that doesn't exist on the resource '${resource}'.`,
  invalidClaimsParameter: () =>
    refusal('invalid_request')`AADSTS50161: The value of the parameter 'claims' is not a claims request.`,
  accountDisabled: () => refusal('invalid_grant')`AADSTS50057: The user account is disabled.`,
  mfaRequired: () =>
    refusal('interaction_required', {
      suberror: 'basic_action',
    })`AADSTS50076: Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.`,
  mfaFailed: () =>
    refusal('access_denied')`AADSTS500121: Authentication failed during strong authentication request.`,
  adminConsentRequired: () =>
    refusal(
      'access_denied',
    )`AADSTS90094: An administrator of the organisation must grant this application the permissions that it asks for.`,
  notAnAdministrator: ({ upn }: Person) =>
    refusal(
      'access_denied',
    )`AADSTS90093: '${upn}' is not an administrator; only an administrator can consent for a whole organisation.`,
  riskyApplication: () =>
    refusal(
      'access_denied',
    )`AADSTS900941: Administrator consent is required. The application is considered risky, because its publisher is not verified.`,
  noServicePrincipal: ({ displayName }: Application, resource: string) =>
    refusal(
      'invalid_client',
    )`AADSTS650052: The application '${displayName}' needs access to a service ('${resource}') that your organisation has not subscribed to or enabled. Contact your administrator.`,
  notSpa: () =>
    refusal(
      'invalid_request',
    )`AADSTS9002326: Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.`,
  notSignedIn: () =>
    refusal(
      'login_required',
    )`AADSTS50058: A silent sign-in request was sent but no user is signed in. The cookies used to represent the user session were not sent in the request.`,
  severalAccounts: () =>
    refusal(
      'interaction_required',
    )`AADSTS16000: Either multiple user identities are available for the current request or the selected account is not supported for the scenario.`,
  consentRequired: ({ clientId, displayName }: Application) =>
    refusal('consent_required', {
      suberror: 'consent_required',
    })`AADSTS65001: The user or administrator has not consented to use the application with ID '${clientId}' named '${displayName}'. Send an interactive authorization request for this user and resource.`,
  consentDeclined: () =>
    refusal('access_denied', {
      suberror: 'cancel',
    })`AADSTS65004: User declined to consent to access the app.`,
  pageExpired: () =>
    refusal(
      'invalid_request',
    )`AADSTS165000: This page has been used already or is too old. Go back to the app and sign in again.`,
  unsupportedGrant: (grant: string) =>
    refusal('unsupported_grant_type')`AADSTS70003: The app requested an unsupported grant type '${grant}'.`,
  invalidGrant: () => refusal('invalid_grant')`AADSTS70000: Provided grant is invalid or malformed.`,
  codeRedeemed: () =>
    refusal(
      'invalid_grant',
    )`AADSTS54005: OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.`,
  codeExpired: () =>
    refusal(
      'invalid_grant',
    )`AADSTS70008: The provided authorization code has expired. Send a new interactive authorization request.`,
  codeRedirectMismatch: () =>
    refusal(
      'invalid_grant',
    )`AADSTS500112: The reply address does not match the reply address provided when requesting the authorization code.`,
  authorizationPending: () =>
    refusal(
      'authorization_pending',
    )`AADSTS70016: OAuth 2.0 device flow error. Authorization is pending. Continue polling.`,
  // Only RFC 8628 lists `slow_down`. Microsoft's page has neither this error nor a number for it.
  slowDown: () => refusal('slow_down')`AADSTS70016: OAuth 2.0 device flow error. The device polls too often.`,
  // Microsoft's page has this error without a number.
  deviceDeclined: () =>
    refusal('authorization_declined')`AADSTS70016: The end user denied the authorization request.`,
  unknownDeviceCode: () =>
    refusal(
      'bad_verification_code',
    )`AADSTS70018: The provided value for the input parameter 'device_code' is not valid.`,
  unknownUserCode: () =>
    refusal('bad_verification_code')`AADSTS70018: That code did not work. Check the code and try again.`,
  deviceCodeExpired: () =>
    refusal(
      'expired_token',
    )`AADSTS70020: The provided value for the input parameter 'device_code' is not valid. This device code has expired.`,
  clientSecretMissing: () =>
    refusal('invalid_client', {
      status: 401,
    })`AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'.`,
  refreshTokenExpired: (issued: Date) =>
    refusal(
      'invalid_grant',
    )`AADSTS700084: The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which cannot be extended. It is now expired and a new sign in request must be sent by the SPA to the sign in page. The token was issued on ${issued.toISOString()}.`,
  signInRevoked: () =>
    refusal('invalid_grant', {
      suberror: 'bad_token',
    })`AADSTS50173: The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.`,
};
