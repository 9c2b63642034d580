import { randomUUID } from 'node:crypto';
import type { Application, Tenant } from '../../core/directory.ts';
import type { Person } from '../../core/people.ts';

export class EntraError extends Error {
  override readonly name = 'EntraError';
  /** The AADSTS number. */
  readonly code: number;
  /** OAuth's error code, such as `invalid_grant`. */
  readonly error: string;
  /** Entra's refinement of `error`, such as `consent_required`. */
  readonly suberror: string | undefined;
  readonly status: 400 | 401;

  constructor(
    code: number,
    error: string,
    message: string,
    { suberror, status = 400 }: { suberror?: string; status?: 400 | 401 } = {},
  ) {
    super(message);
    this.code = code;
    this.error = error;
    this.suberror = suberror;
    this.status = status;
  }
}

/** Creates the body of an OAuth error response, in Entra's form. @param now milliseconds since 1970. */
export function createErrorBody(refusal: EntraError, now: number, correlationId: string = randomUUID()) {
  // The form of Entra: `2026-01-31 23:59:59Z`.
  const timestamp = `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const traceId = randomUUID();
  return {
    error: refusal.error,
    error_description: `AADSTS${refusal.code}: ${refusal.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [refusal.code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    ...(refusal.suberror ? { suberror: refusal.suberror } : {}),
  };
}

/**
 * Creates an error from a text such as `AADSTS65004 access_denied/cancel: User declined…`: the AADSTS number, OAuth's error code,
 * Entra's refinement of that code if there is one, and the message.
 */
function refusal(text: TemplateStringsArray, ...values: string[]): EntraError {
  const pattern = /^AADSTS(\d+) (\w+)(?:\/(\w+))?: (.*)$/s;
  const [, code, error = '', suberror, message = ''] = pattern.exec(String.raw(text, ...values)) ?? [];
  return new EntraError(Number(code), error, message, suberror ? { suberror } : {});
}

/**
 * Creates the errors with which Entra refuses requests. Each function is named after the fault.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export const refusals = {
  unknownApplication: (clientId: string) =>
    refusal`AADSTS700016 unauthorized_client: Application with identifier '${clientId}' was not found in the directory.`,
  redirectMismatch: (uri: string, { clientId }: Application) =>
    refusal`AADSTS50011 invalid_request: The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application '${clientId}'.`,
  unknownTenant: (tenant: string) =>
    refusal`AADSTS90002 invalid_request: Tenant '${tenant}' not found. Check the tenant ID or domain.`,
  notMultiTenant: ({ clientId, displayName }: Application) =>
    refusal`AADSTS50194 invalid_request: Application '${clientId}'(${displayName}) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps. Use a tenant-specific endpoint.`,
  userOfOtherTenant: ({ upn }: Person, tenant: Tenant, { clientId, displayName }: Application) =>
    refusal`AADSTS50020 invalid_grant: User account '${upn}' does not exist in tenant '${tenant.name}' and cannot access the application '${clientId}'(${displayName}) in that tenant. Sign out and sign in again with a different account.`,
  missingParameter: (name: string) =>
    refusal`AADSTS900144 invalid_request: The request body must contain the following parameter: '${name}'.`,
  repeatedParameter: (name: string) =>
    refusal`AADSTS90015 invalid_request: The request contains the parameter '${name}' more than once.`,
  unsupportedResponseType: (type: string) =>
    refusal`AADSTS700054 unsupported_response_type: response_type '${type}' is not enabled for the application.`,
  unsupportedResponseMode: (mode: string) =>
    refusal`AADSTS900971 invalid_request: The response_mode '${mode}' is not supported; use fragment or query.`,
  unsupportedPrompt: (prompt: string) =>
    refusal`AADSTS90023 invalid_request: Unsupported 'prompt' value '${prompt}'.`,
  missingPkce: () =>
    refusal`AADSTS9002325 invalid_request: Proof Key for Code Exchange is required for cross-origin authorization code redemption.`,
  invalidCodeChallenge: () =>
    refusal`AADSTS50147 invalid_request: The code_challenge must be 43 characters long, made with code_challenge_method S256.`,
  codeVerifierMismatch: () =>
    refusal`AADSTS501481 invalid_grant: The Code_Verifier does not match the code_challenge supplied in the authorization request.`,
  emptyScope: () =>
    refusal`AADSTS70011 invalid_scope: The provided value for the input parameter 'scope' is not valid.`,
  severalResources: (scope: string) =>
    refusal`AADSTS28000 invalid_request: Provided value for the input parameter scope is not valid because it contains more than one resource. Scope ${scope} is not valid.`,
  unknownResource: (name: string) =>
    refusal`AADSTS500011 invalid_resource: The resource principal named ${name} was not found in the tenant.`,
  unknownScope: (scope: string, resource: string) =>
    refusal`AADSTS650053 invalid_client: The application asked for scope '${scope}' that doesn't exist on the resource '${resource}'.`,
  invalidClaimsParameter: () =>
    refusal`AADSTS50161 invalid_request: The value of the parameter 'claims' is not a claims request.`,
  accountDisabled: () => refusal`AADSTS50057 invalid_grant: The user account is disabled.`,
  mfaRequired: () =>
    refusal`AADSTS50076 interaction_required/basic_action: Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.`,
  mfaFailed: () =>
    refusal`AADSTS500121 access_denied: Authentication failed during strong authentication request.`,
  adminConsentRequired: () =>
    refusal`AADSTS90094 access_denied: An administrator of the organisation must grant this application the permissions that it asks for.`,
  notAnAdministrator: ({ upn }: Person) =>
    refusal`AADSTS90093 access_denied: '${upn}' is not an administrator; only an administrator can consent for a whole organisation.`,
  riskyApplication: () =>
    refusal`AADSTS900941 access_denied: Administrator consent is required. The application is considered risky, because its publisher is not verified.`,
  noServicePrincipal: ({ displayName }: Application, resource: string) =>
    refusal`AADSTS650052 invalid_client: The application '${displayName}' needs access to a service ('${resource}') that your organisation has not subscribed to or enabled. Contact your administrator.`,
  notSpa: () =>
    refusal`AADSTS9002326 invalid_request: Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.`,
  notSignedIn: () =>
    refusal`AADSTS50058 login_required: A silent sign-in request was sent but no user is signed in. The cookies used to represent the user session were not sent in the request.`,
  severalAccounts: () =>
    refusal`AADSTS16000 interaction_required: Either multiple user identities are available for the current request or the selected account is not supported for the scenario.`,
  consentRequired: ({ clientId, displayName }: Application) =>
    refusal`AADSTS65001 consent_required/consent_required: The user or administrator has not consented to use the application with ID '${clientId}' named '${displayName}'. Send an interactive authorization request for this user and resource.`,
  consentDeclined: () =>
    refusal`AADSTS65004 access_denied/cancel: User declined to consent to access the app.`,
  pageExpired: () =>
    refusal`AADSTS165000 invalid_request: This page has been used already or is too old. Go back to the app and sign in again.`,
  unsupportedGrant: (grant: string) =>
    refusal`AADSTS70003 unsupported_grant_type: The app requested an unsupported grant type '${grant}'.`,
  invalidGrant: () => refusal`AADSTS70000 invalid_grant: Provided grant is invalid or malformed.`,
  codeRedeemed: () =>
    refusal`AADSTS54005 invalid_grant: OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.`,
  codeExpired: () =>
    refusal`AADSTS70008 invalid_grant: The provided authorization code has expired. Send a new interactive authorization request.`,
  codeRedirectMismatch: () =>
    refusal`AADSTS500112 invalid_grant: The reply address does not match the reply address provided when requesting the authorization code.`,
  authorizationPending: () =>
    refusal`AADSTS70016 authorization_pending: OAuth 2.0 device flow error. Authorization is pending. Continue polling.`,
  // Only RFC 8628 lists `slow_down`. Microsoft's page has neither this error nor a number for it.
  slowDown: () => refusal`AADSTS70016 slow_down: OAuth 2.0 device flow error. The device polls too often.`,
  // Microsoft's page has this error without a number.
  deviceDeclined: () =>
    refusal`AADSTS70016 authorization_declined: The end user denied the authorization request.`,
  unknownDeviceCode: () =>
    refusal`AADSTS70018 bad_verification_code: The provided value for the input parameter 'device_code' is not valid.`,
  unknownUserCode: () =>
    refusal`AADSTS70018 bad_verification_code: That code did not work. Check the code and try again.`,
  deviceCodeExpired: () =>
    refusal`AADSTS70020 expired_token: The provided value for the input parameter 'device_code' is not valid. This device code has expired.`,
  // The only refusal with another status than 400.
  clientSecretMissing: () =>
    new EntraError(
      7000218,
      'invalid_client',
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
      { status: 401 },
    ),
  refreshTokenExpired: (issued: Date) =>
    refusal`AADSTS700084 invalid_grant: The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which cannot be extended. It is now expired and a new sign in request must be sent by the SPA to the sign in page. The token was issued on ${issued.toISOString()}.`,
  signInRevoked: () =>
    refusal`AADSTS50173 invalid_grant/bad_token: The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.`,
};
