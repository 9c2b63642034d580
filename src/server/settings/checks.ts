import { isIP } from 'node:net';
import type { LogLevel } from '../log.ts';
import { checkEndpoint } from './endpoint.ts';
import { ConfigFault, guidExample, isGuid, quote } from './configFault.ts';

// Each exported function checks an environment variable, and throws a `ConfigFault` for a wrong value. If the variable is not set,
// most of them return the default or null.

/** Splits a list at its commas. Empty items become `[]`, so that `flatMap` drops them. */
const splitList = (value = ''): string[] => value.split(',').flatMap((item) => item.trim() || []);

/** @param expected describes the choices in the fault's message @returns the chosen value; the first choice if there is none */
function checkChoice<Choice extends string>(
  key: string,
  value: string | undefined,
  choices: readonly [Choice, ...Choice[]],
  expected: string,
  example: Choice,
): Choice {
  if (!value) return choices[0];
  const choice = choices.find((name) => name === value);
  if (choice) return choice;
  throw new ConfigFault(key, quote(value), expected, example);
}

/**
 * Checks `NODE_ENV`. A misspelt value is a fault, because it would switch off the stricter checks of production.
 * @returns whether the service runs in production
 */
export function checkNodeEnv(value: string | undefined): boolean {
  const names = ['development', 'production', 'test'] as const;
  const expected = 'production, development or test';
  return checkChoice('NODE_ENV', value, names, expected, 'production') === 'production';
}

export const checkLogLevel = (value: string | undefined): LogLevel | 'silent' =>
  checkChoice('LOG_LEVEL', value, ['info', 'error', 'warn', 'silent'], 'error, warn, info, silent', 'info');

/**
 * Whether browsers enforce Trusted Types, or only report violations. Trusted Types forbid code to turn text into script, except
 * through the app's own policy.
 */
export type TrustedTypesMode = 'enforce' | 'report';

export const checkTrustedTypes = (value: string | undefined): TrustedTypesMode =>
  checkChoice('TRUSTED_TYPES', value, ['enforce', 'report'], 'enforce or report', 'report');

/** Checks the id of an application. @param key the name of the environment variable */
export function checkGuid(key: string, value: string | undefined): string {
  if (value && isGuid(value)) return value.toLowerCase();
  throw new ConfigFault(key, value ? 'not a GUID' : 'nothing', 'the GUID of an application', guidExample);
}

/** Checks a whole number. @param fallback the number if there is no value; also the example in the fault's message */
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

/** The tenant id in the tokens of all personal Microsoft accounts. It is refused: these accounts have no Teams for work. */
const personalAccountsTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';

export function checkTenants(value: string | undefined): readonly string[] {
  const tenants = splitList(value).map((tenant) => tenant.toLowerCase());
  const wrongCount = tenants.filter((tenant) => !isGuid(tenant)).length;
  const createFault = (found: string, expected: string) =>
    new ConfigFault('ALLOWED_TENANTS', found, `${expected}, separated by commas`, guidExample);
  if (tenants.includes(personalAccountsTenant))
    throw createFault(
      `the tenant of all personal Microsoft accounts (${personalAccountsTenant})`,
      'GUIDs of tenants of organizations',
    );
  if (tenants.length === 0) throw createFault('nothing', 'GUIDs of tenants');
  if (wrongCount > 0)
    throw createFault(`${wrongCount} of ${tenants.length} that are not GUIDs`, 'GUIDs of tenants');
  return [...new Set(tenants)];
}

/** Checks the origin of Entra. Only the public cloud is allowed, for the reasons in docs/decisions/public-cloud-only.md. */
export function checkAuthority(value: string | undefined, isProduction: boolean): string {
  const host = 'login.microsoftonline.com';
  const example = `https://${host}`;
  const checked = checkEndpoint(value || example, { hosts: [host], isProduction });
  if ('origin' in checked) return checked.origin;
  const expected = 'the https address of Microsoft Entra ID in the public cloud, without a tenant';
  throw new ConfigFault('ENTRA_AUTHORITY', checked.wrong, expected, example);
}

/** Checks the id of an authentication context. Each tenant decides which Conditional Access policy the id stands for. */
export function checkAuthContext(value: string | undefined): string | null {
  if (!value) return null;
  if (/^c[1-9]\d?$/.test(value)) return value;
  const expected = 'the id of one authentication context, c1 to c99';
  throw new ConfigFault('REQUIRED_AUTH_CONTEXT', quote(value), expected, 'c1');
}

/**
 * Checks a list of origins. Production needs https, because an attacker on the network could change a page that comes over
 * http, and the app's page contains tokens.
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
  const kind = isProduction ? 'https origins' : 'origins';
  const found = `${origins.length - validOrigins.length} of ${origins.length} that are not ${kind}`;
  const expected = 'origins without a path, separated by commas';
  throw new ConfigFault('ALLOWED_ORIGINS', found, expected, 'https://phone.example.com');
}

/**
 * Checks the key of the log's pseudonyms: at least 32 characters, of which at least 8 are different. An attacker who
 * knows an id and its pseudonym in the log could find a short key by trial.
 */
export function checkLogKey(value: string | undefined): string | null {
  if (!value) return null;
  if (value.trim().length >= 32 && new Set(value).size >= 8) return value;
  const found = 'a key that is easy to guess (not shown)';
  const example = 'what `openssl rand -base64 32` prints';
  throw new ConfigFault('LOG_KEY', found, '32 random characters or more', example);
}

/** Matches a host name of at most 253 characters, whose labels consist of letters, digits and hyphens. */
const hostNamePattern = /^(?=.{1,253}$)[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/i;
/** Matches digits and dots, such as `127.1`. `isIP` refuses this text, but a resolver may take it for an IPv4 address. */
const dottedDigits = /^[\d.]+$/;

/** Checks the address to listen on: an IP address or a name of this machine, without port, scheme or brackets. */
export function checkHost(value: string | undefined): string | null {
  if (!value) return null;
  if (isIP(value) !== 0 || (hostNamePattern.test(value) && !dottedDigits.test(value))) return value;
  throw new ConfigFault('HOST', quote(value), 'an IP address or a name of this machine', '127.0.0.1');
}

/**
 * The domains that a first call needs. The first five are on Microsoft's page "Network recommendations" for Azure
 * Communication Services, under signalling, telemetry and registration. The Calling SDK 2.0.0 also names hosts in the last one.
 * `*.azure.net` and `*.azure.com` also contain hosts of Azure's customers, such as virtual machines with a public name, to which
 * injected script could send stolen data. So an operator should narrow the list once calls work (docs/first-calls-on-azure.md).
 */
const defaultCallingHosts: readonly string[] =
  '*.skype.com *.microsoft.com *.azure.net *.azure.com *.office.com *.svc.cloud.microsoft'.split(' ');

/** Matches a host name of at least two labels, optionally after `*.`. Anything else could widen the page's policy. */
const callingHostPattern = /^(?:\*\.)?[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+$/i;

export function checkCallingHosts(value: string | undefined): readonly string[] {
  if (!value) return defaultCallingHosts;
  const hosts = splitList(value);
  const wrongCount = hosts.filter((host) => !callingHostPattern.test(host)).length;
  if (hosts.length > 0 && wrongCount === 0) return hosts;
  const found = `${wrongCount} of ${hosts.length} that are not hosts`;
  const expected = 'hosts, or domains after "*.", without a scheme and separated by commas';
  throw new ConfigFault('CALLING_HOSTS', found, expected, defaultCallingHosts.join(','));
}

/** The largest share of the quota that one user may get. So it takes at least twenty users to use up the quota on purpose. */
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
