import { isIP } from 'node:net';
import type { LogLevel } from '../log.ts';
import { checkEndpoint } from './endpoint.ts';
import { ConfigFault, guidExample, isGuid, quote } from './configFault.ts';

/** Each function of this file checks one environment variable, and throws a `ConfigFault` for a wrong value. */

/** The service supports only the public cloud, for the reasons in docs/decisions/public-cloud-only.md. */
const allowedAuthorities = ['login.microsoftonline.com'];

/** Splits a list at its commas. */
const splitList = (value: string | undefined): string[] =>
  (value ?? '').split(',').flatMap((item) => item.trim() || []);

/**
 * Checks `NODE_ENV`. Without a value the service does not run in production. A misspelt value would switch off the checks
 * that are stricter in production.
 *
 * @returns whether the service runs in production
 */
export function checkNodeEnv(value: string | undefined): boolean {
  if (!value || ['production', 'development', 'test'].includes(value)) return value === 'production';
  throw new ConfigFault('NODE_ENV', quote(value), 'production, development or test', 'production');
}

/** Checks the id of an application. @param key the name of the environment variable */
export function checkGuid(key: string, value: string | undefined): string {
  if (value && isGuid(value)) return value.toLowerCase();
  throw new ConfigFault(key, value ? 'not a GUID' : 'nothing', 'the GUID of an application', guidExample);
}

/**
 * Checks a whole number.
 *
 * @param key the name of the environment variable
 * @param fallback the number without a value, and the example in the message about a fault
 */
export function checkInteger(
  key: string,
  value: string | undefined,
  [min, max]: readonly [number, number],
  fallback: number,
): number {
  if (!value) return fallback;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
  if (number >= min && number <= max) return number;
  throw new ConfigFault(key, quote(value), `a whole number from ${min} to ${max}`, String(fallback));
}

/** The tenant id in the tokens of all personal Microsoft accounts. Nobody there has Teams at work. */
const personalAccountsTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';

export function checkTenants(value: string | undefined): readonly string[] {
  const tenants = splitList(value).map((tenant) => tenant.toLowerCase());
  const wrongCount = tenants.filter((tenant) => !isGuid(tenant)).length;
  if (tenants.includes(personalAccountsTenant))
    throw new ConfigFault(
      'ALLOWED_TENANTS',
      `the tenant of all personal Microsoft accounts (${personalAccountsTenant})`,
      'GUIDs of tenants of organizations, separated by commas',
      guidExample,
    );
  if (tenants.length > 0 && wrongCount === 0) return [...new Set(tenants)];
  throw new ConfigFault(
    'ALLOWED_TENANTS',
    tenants.length === 0 ? 'nothing' : `${wrongCount} of ${tenants.length} that are not GUIDs`,
    'GUIDs of tenants, separated by commas',
    guidExample,
  );
}

export function checkAuthority(value: string | undefined, isProduction: boolean): string {
  const publicAuthority = 'https://login.microsoftonline.com';
  const checked = checkEndpoint(value || publicAuthority, { hosts: allowedAuthorities, isProduction });
  if ('origin' in checked) return checked.origin;
  throw new ConfigFault(
    'ENTRA_AUTHORITY',
    checked.wrong,
    'the https address of Microsoft Entra ID in the public cloud, without a tenant',
    publicAuthority,
  );
}

/**
 * Checks the id of an authentication context. Entra has the ids c1 to c99. Each tenant decides which policy an id
 * stands for.
 */
export function checkAuthContext(value: string | undefined): string | null {
  if (!value) return null;
  if (/^c[1-9]\d?$/.test(value)) return value;
  const expected = 'the id of one authentication context, c1 to c99';
  throw new ConfigFault('REQUIRED_AUTH_CONTEXT', quote(value), expected, 'c1');
}

/**
 * Checks a list of origins. In production it accepts only https, because an attacker on the network could change a page
 * that is fetched over http, and that page contains tokens.
 */
export function checkOrigins(value: string | undefined, isProduction: boolean): readonly string[] {
  const origins = splitList(value);
  const validOrigins = origins.filter(
    (item) =>
      URL.canParse(item) &&
      new URL(item).origin === item &&
      // The service compares origins as texts, so an asterisk would not act as a wildcard.
      !item.includes('*') &&
      (item.startsWith('https://') || (!isProduction && item.startsWith('http://'))),
  );
  if (validOrigins.length === origins.length) return origins;
  throw new ConfigFault(
    'ALLOWED_ORIGINS',
    `${origins.length - validOrigins.length} of ${origins.length} that are not ${isProduction ? 'https ' : ''}origins`,
    'origins without a path, separated by commas',
    'https://phone.example.com',
  );
}

/**
 * Checks the key of the log's pseudonyms: at least 32 characters, of which at least 8 are different. An attacker who
 * knows an id and its pseudonym in the log could find a short key by trial.
 */
export function checkLogKey(value: string | undefined): string | null {
  if (!value) return null;
  if (value.trim().length >= 32 && new Set(value).size >= 8) return value;
  throw new ConfigFault(
    'LOG_KEY',
    'a key that is easy to guess (not shown)',
    '32 random characters or more',
    'what `openssl rand -base64 32` prints',
  );
}

export function checkLogLevel(value: string | undefined): LogLevel | 'silent' {
  if (!value) return 'info';
  const levels = ['error', 'warn', 'info', 'silent'] as const;
  const level = levels.find((name) => name === value);
  if (level) return level;
  throw new ConfigFault('LOG_LEVEL', quote(value), levels.join(', '), 'info');
}

/** Accepts a host name of labels from letters, digits and hyphens, 253 characters at most. */
const hostNamePattern = /^(?=.{1,253}$)[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/i;
/** Accepts digits and dots, such as `127.1`. `isIP` refuses this text, but a resolver may take it for an IPv4 address. */
const dottedDigits = /^[\d.]+$/;

/** Checks the address to listen on: an IP address or a name of this machine, without port, scheme or brackets. */
export function checkHost(value: string | undefined): string | null {
  if (!value) return null;
  if (isIP(value) !== 0 || (hostNamePattern.test(value) && !dottedDigits.test(value))) return value;
  throw new ConfigFault('HOST', quote(value), 'an IP address or a name of this machine', '127.0.0.1');
}

/**
 * Whether browsers enforce Trusted Types, or only report violations. Trusted Types forbid code to turn text into script, except
 * through the app's own policy.
 */
export type TrustedTypesMode = 'enforce' | 'report';

export function checkTrustedTypes(value: string | undefined): TrustedTypesMode {
  if (!value) return 'enforce';
  if (value === 'enforce' || value === 'report') return value;
  throw new ConfigFault('TRUSTED_TYPES', quote(value), 'enforce or report', 'report');
}

/**
 * The first five are the domains of Microsoft's page "Network recommendations" for Azure Communication Services, under
 * signalling, telemetry and registration. The Calling SDK 2.0.0 itself also names hosts in the last one. With all of them
 * a first call is not blocked. `*.azure.net` and `*.azure.com` also contain hosts of Azure's customers, such as virtual
 * machines with a public name, to which injected script could send stolen data. So an operator should narrow the list
 * when calls work; docs/first-calls-on-azure.md says how.
 */
const defaultCallingHosts: readonly string[] = [
  '*.skype.com',
  '*.microsoft.com',
  '*.azure.net',
  '*.azure.com',
  '*.office.com',
  '*.svc.cloud.microsoft',
];

/**
 * Accepts a host name of at least two labels, optionally after `*.`. It refuses everything that could widen the Content
 * Security Policy.
 */
const callingHostPattern = /^(?:\*\.)?[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+$/i;

/** Checks `CALLING_HOSTS`, which replaces the default list. */
export function checkCallingHosts(value: string | undefined): readonly string[] {
  if (!value) return defaultCallingHosts;
  const hosts = splitList(value);
  const wrongCount = hosts.filter((host) => !callingHostPattern.test(host)).length;
  if (hosts.length > 0 && wrongCount === 0) return hosts;
  throw new ConfigFault(
    'CALLING_HOSTS',
    `${wrongCount} of ${hosts.length} that are not hosts`,
    'hosts, or domains after "*.", without a scheme and separated by commas',
    defaultCallingHosts.join(','),
  );
}

/**
 * The largest share of the quota that one user may get. At least twenty users would have to misuse the service together
 * before the quota is used up.
 */
const maxShare = 1 / 20;
/** The default share of one user: 10 of the 500 exchanges in 30 s that ACS allows. A tab needs one exchange in an hour. */
const defaultShare = 1 / 50;

/**
 * Checks `EXCHANGE_QUOTA_PER_PERSON`, the number of exchanges in 30 s that one user may make.
 *
 * @param perResource the number of exchanges in 30 s that all users together may make
 */
export function checkPersonQuota(value: string | undefined, perResource: number): number {
  const countExchanges = (share: number): number => Math.max(1, Math.floor(perResource * share));
  const range = [1, countExchanges(maxShare)] as const;
  return checkInteger('EXCHANGE_QUOTA_PER_PERSON', value, range, countExchanges(defaultShare));
}
