import { fail, failUnexpectedly, type Failure } from './problem.ts';
import type { ProblemCode } from './catalogue.ts';

/** The parts of the set-up check (`doctor/`) that may fail because of an Entra error. */
type SetUpCheck = 'config' | 'redirectUri' | 'application' | 'tenant' | 'principal' | 'consent' | 'account';

/**
 * Maps the number of an Entra error (its message begins with `AADSTS<number>`) to a problem, and to the set-up check that fails.
 * Source: Microsoft's page "Microsoft Entra authentication and authorization error codes".
 */
export const entraErrors: Readonly<Record<string, readonly [problem: ProblemCode, check?: SetUpCheck]>> = {
  '16000': ['sign-in-needed'],
  '50011': ['app-misregistered', 'redirectUri'],
  '50020': ['wrong-tenant', 'account'],
  '50034': ['wrong-tenant', 'account'],
  '50057': ['account-not-allowed', 'account'],
  '50058': ['sign-in-needed'],
  '50059': ['app-misregistered', 'application'],
  '50076': ['sign-in-needed', 'account'],
  '50078': ['sign-in-needed'],
  '50079': ['sign-in-needed'],
  '50105': ['account-not-allowed', 'account'],
  '50158': ['sign-in-needed'],
  '50173': ['sign-in-needed'],
  '50194': ['app-misregistered', 'application'],
  '53000': ['account-not-allowed'],
  '53003': ['account-not-allowed', 'account'],
  '65001': ['consent-needed', 'consent'],
  '65004': ['consent-refused', 'consent'],
  '70008': ['sign-in-needed'],
  '90002': ['app-misregistered', 'tenant'],
  '90009': ['app-misregistered', 'config'],
  '90093': ['consent-by-admin-needed', 'consent'],
  '90094': ['consent-by-admin-needed', 'consent'],
  '90095': ['consent-by-admin-needed', 'consent'],
  '500011': ['acs-not-in-tenant', 'principal'],
  '500113': ['app-misregistered', 'redirectUri'],
  '500121': ['sign-in-needed'],
  '650052': ['acs-not-in-tenant', 'principal'],
  '650053': ['app-misregistered'],
  '650057': ['app-misregistered'],
  '700016': ['app-misregistered', 'application'],
  '700054': ['app-misregistered'],
  '700082': ['sign-in-needed'],
  '700084': ['sign-in-needed'],
  '900941': ['consent-by-admin-needed', 'consent'],
  '7000218': ['app-misregistered', 'redirectUri'],
  '9002325': ['app-misregistered', 'redirectUri'],
  '9002326': ['app-misregistered', 'redirectUri'],
};

/** Maps MSAL's error codes and Entra's sub-errors to problems. Source: msal-browser's page "Errors". */
export const problemByErrorCode: Readonly<Record<string, ProblemCode>> = {
  user_cancelled: 'sign-in-cancelled',
  user_canceled: 'sign-in-cancelled',
  access_denied: 'sign-in-cancelled',
  consent_required: 'consent-needed',
  interaction_required: 'sign-in-needed',
  login_required: 'sign-in-needed',
  invalid_grant: 'sign-in-needed',
  no_account_error: 'sign-in-needed',
  no_tokens_found: 'sign-in-needed',
  timed_out: 'sign-in-needed',
  redirect_bridge_timeout: 'sign-in-needed',
  redirect_bridge_empty_response: 'sign-in-needed',
  bad_token: 'sign-in-needed',
  refresh_token_expired: 'sign-in-needed',
  popup_window_error: 'popup-blocked',
  empty_window_error: 'popup-blocked',
  failed_to_redirect: 'sign-in-unreachable',
  server_error: 'sign-in-unreachable',
  temporarily_unavailable: 'sign-in-unreachable',
  endpoints_resolution_error: 'sign-in-unreachable',
  openid_config_error: 'sign-in-unreachable',
  network_error: 'sign-in-unreachable',
  no_network_connectivity: 'sign-in-unreachable',
  post_request_failed: 'sign-in-unreachable',
  get_request_failed: 'sign-in-unreachable',
  cache_quota_exceeded: 'storage-full',
};

/** The common fields of MSAL's errors. The app's network module adds `retryAfterMs`. */
interface MsalError extends Error {
  errorCode?: unknown;
  /** More precise than `errorCode`: for example `failed_to_redirect` for `timed_out`. */
  subError?: unknown;
  retryAfterMs?: number;
}

const isMsalError = (cause: unknown): cause is MsalError => cause instanceof Error && 'errorCode' in cause;

/** Whether the browser's storage has no more room. Firefox has a name of its own for this error. */
export const isQuotaExceeded = (cause: unknown): boolean =>
  cause instanceof DOMException && /^(QuotaExceededError|NS_ERROR_DOM_QUOTA_REACHED)$/.test(cause.name);

/** Turns an error that MSAL threw into a problem. The message of MSAL's errors is the text from Entra. */
export function translateMsalError(cause: unknown): Failure {
  if (isQuotaExceeded(cause)) return fail('storage-full', { cause });
  if (!isMsalError(cause)) return failUnexpectedly(cause);
  const { errorCode, subError, message, retryAfterMs } = cause;
  const entraNumber = /AADSTS(\d+)/.exec(message)?.[1];
  const problemCode =
    entraErrors[entraNumber ?? '']?.[0] ??
    problemByErrorCode[String(subError)] ??
    problemByErrorCode[String(errorCode)] ??
    'sign-in-failed';
  return fail(problemCode, {
    detail: entraNumber ? `AADSTS${entraNumber}` : String(errorCode),
    ...(retryAfterMs && { retryAfterMs }),
    cause,
  });
}
