import type { Application, Tenant } from '../../core/directory.ts';
import type { Person } from '../../core/people.ts';
import { EntraError } from './errors.ts';

/**
 * Creates the errors with which Entra refuses requests, each with its AADSTS number and its OAuth error code. Each
 * member is named after the fault.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export const refusals = {
  unknownApplication: (clientId: string) =>
    new EntraError(
      700016,
      'unauthorized_client',
      `Application with identifier '${clientId}' was not found in the directory.`,
    ),
  redirectMismatch: (uri: string, { clientId }: Application) =>
    new EntraError(
      50011,
      'invalid_request',
      `The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application '${clientId}'.`,
    ),
  unknownTenant: (tenant: string) =>
    new EntraError(90002, 'invalid_request', `Tenant '${tenant}' not found. Check the tenant ID or domain.`),
  notMultiTenant: ({ clientId, displayName }: Application) =>
    new EntraError(
      50194,
      'invalid_request',
      `Application '${clientId}'(${displayName}) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps. Use a tenant-specific endpoint.`,
    ),
  userOfOtherTenant: ({ upn }: Person, tenant: Tenant, { clientId, displayName }: Application) =>
    new EntraError(
      50020,
      'invalid_grant',
      `User account '${upn}' does not exist in tenant '${tenant.name}' and cannot access the application '${clientId}'(${displayName}) in that tenant. Sign out and sign in again with a different account.`,
    ),
  missingParameter: (name: string) =>
    new EntraError(
      900144,
      'invalid_request',
      `The request body must contain the following parameter: '${name}'.`,
    ),
  repeatedParameter: (name: string) =>
    new EntraError(90015, 'invalid_request', `The request contains the parameter '${name}' more than once.`),
  unsupportedResponseType: (type: string) =>
    new EntraError(
      700054,
      'unsupported_response_type',
      `response_type '${type}' is not enabled for the application.`,
    ),
  unsupportedResponseMode: (mode: string) =>
    new EntraError(
      900971,
      'invalid_request',
      `The response_mode '${mode}' is not supported; use fragment or query.`,
    ),
  unsupportedPrompt: (prompt: string) =>
    new EntraError(90023, 'invalid_request', `Unsupported 'prompt' value '${prompt}'.`),
  missingPkce: () =>
    new EntraError(
      9002325,
      'invalid_request',
      'Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
    ),
  invalidCodeChallenge: () =>
    new EntraError(
      50147,
      'invalid_request',
      'The code_challenge must be 43 characters long, made with code_challenge_method S256.',
    ),
  codeVerifierMismatch: () =>
    new EntraError(
      501481,
      'invalid_grant',
      'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
    ),
  emptyScope: () =>
    new EntraError(
      70011,
      'invalid_scope',
      "The provided value for the input parameter 'scope' is not valid.",
    ),
  severalResources: (scope: string) =>
    new EntraError(
      28000,
      'invalid_request',
      `Provided value for the input parameter scope is not valid because it contains more than one resource. Scope ${scope} is not valid.`,
    ),
  unknownResource: (name: string) =>
    new EntraError(
      500011,
      'invalid_resource',
      `The resource principal named ${name} was not found in the tenant.`,
    ),
  unknownScope: (scope: string, resource: string) =>
    new EntraError(
      650053,
      'invalid_client',
      `The application asked for scope '${scope}' that doesn't exist on the resource '${resource}'.`,
    ),
  invalidClaimsParameter: () =>
    new EntraError(50161, 'invalid_request', "The value of the parameter 'claims' is not a claims request."),
  accountDisabled: () => new EntraError(50057, 'invalid_grant', 'The user account is disabled.'),
  mfaRequired: () =>
    new EntraError(
      50076,
      'interaction_required',
      'Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.',
      { suberror: 'basic_action' },
    ),
  mfaFailed: () =>
    new EntraError(500121, 'access_denied', 'Authentication failed during strong authentication request.'),
  adminConsentRequired: () =>
    new EntraError(
      90094,
      'access_denied',
      'An administrator of the organisation must grant this application the permissions that it asks for.',
    ),
  notAnAdministrator: ({ upn }: Person) =>
    new EntraError(
      90093,
      'access_denied',
      `'${upn}' is not an administrator; only an administrator can consent for a whole organisation.`,
    ),
  riskyApplication: () =>
    new EntraError(
      900941,
      'access_denied',
      'Administrator consent is required. The application is considered risky, because its publisher is not verified.',
    ),
  noServicePrincipal: ({ displayName }: Application, resource: string) =>
    new EntraError(
      650052,
      'invalid_client',
      `The application '${displayName}' needs access to a service ('${resource}') that your organisation has not subscribed to or enabled. Contact your administrator.`,
    ),
  notSpa: () =>
    new EntraError(
      9002326,
      'invalid_request',
      "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.",
    ),
  notSignedIn: () =>
    new EntraError(
      50058,
      'login_required',
      'A silent sign-in request was sent but no user is signed in. The cookies used to represent the user session were not sent in the request.',
    ),
  severalAccounts: () =>
    new EntraError(
      16000,
      'interaction_required',
      'Either multiple user identities are available for the current request or the selected account is not supported for the scenario.',
    ),
  consentRequired: ({ clientId, displayName }: Application) =>
    new EntraError(
      65001,
      'consent_required',
      `The user or administrator has not consented to use the application with ID '${clientId}' named '${displayName}'. Send an interactive authorization request for this user and resource.`,
      { suberror: 'consent_required' },
    ),
  consentDeclined: () =>
    new EntraError(65004, 'access_denied', 'User declined to consent to access the app.', {
      suberror: 'cancel',
    }),
  pageExpired: () =>
    new EntraError(
      165000,
      'invalid_request',
      'This page has been used already or is too old. Go back to the app and sign in again.',
    ),
  unsupportedGrant: (grant: string) =>
    new EntraError(
      70003,
      'unsupported_grant_type',
      `The app requested an unsupported grant type '${grant}'.`,
    ),
  invalidGrant: () => new EntraError(70000, 'invalid_grant', 'Provided grant is invalid or malformed.'),
  codeRedeemed: () =>
    new EntraError(
      54005,
      'invalid_grant',
      'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
    ),
  codeExpired: () =>
    new EntraError(
      70008,
      'invalid_grant',
      'The provided authorization code has expired. Send a new interactive authorization request.',
    ),
  codeRedirectMismatch: () =>
    new EntraError(
      500112,
      'invalid_grant',
      'The reply address does not match the reply address provided when requesting the authorization code.',
    ),
  authorizationPending: () =>
    new EntraError(
      70016,
      'authorization_pending',
      'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
    ),
  // Only RFC 8628 lists `slow_down`. Microsoft's page has neither this error nor a number for it.
  slowDown: () =>
    new EntraError(70016, 'slow_down', 'OAuth 2.0 device flow error. The device polls too often.'),
  // Microsoft's page has this error without a number.
  deviceDeclined: () =>
    new EntraError(70016, 'authorization_declined', 'The end user denied the authorization request.'),
  unknownDeviceCode: () =>
    new EntraError(
      70018,
      'bad_verification_code',
      "The provided value for the input parameter 'device_code' is not valid.",
    ),
  unknownUserCode: () =>
    new EntraError(70018, 'bad_verification_code', 'That code did not work. Check the code and try again.'),
  deviceCodeExpired: () =>
    new EntraError(
      70020,
      'expired_token',
      "The provided value for the input parameter 'device_code' is not valid. This device code has expired.",
    ),
  clientSecretMissing: () =>
    new EntraError(
      7000218,
      'invalid_client',
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
      { status: 401 },
    ),
  refreshTokenExpired: (issued: Date) =>
    new EntraError(
      700084,
      'invalid_grant',
      `The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which cannot be extended. It is now expired and a new sign in request must be sent by the SPA to the sign in page. The token was issued on ${issued.toISOString()}.`,
    ),
  signInRevoked: () =>
    new EntraError(
      50173,
      'invalid_grant',
      'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.',
      { suberror: 'bad_token' },
    ),
};
