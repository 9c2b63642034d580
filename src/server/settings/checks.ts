import type { LogLevel } from '../log.ts';
import { checkEndpoint } from './endpoint.ts';
import { guidExample, isGuid, type Checked } from './configFault.ts';

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
export function checkNodeEnv(value: string | undefined): Checked<boolean> {
  if (!value || ['production', 'development', 'test'].includes(value))
    return { value: value === 'production' };
  return {
    fault: {
      key: 'NODE_ENV',
      found: `"${value.slice(0, 40)}"`,
      expected: 'production, development or test',
      example: 'production',
    },
  };
}

/** Checks the id of an application. @param key the name of the environment variable */
export function checkGuid(key: string, value: string | undefined): Checked<string> {
  if (value && isGuid(value)) return { value: value.toLowerCase() };
  return {
    fault: {
      key,
      found: value ? 'not a GUID' : 'nothing',
      expected: 'the GUID of an application',
      example: guidExample,
    },
  };
}

/**
 * Checks a whole number.
 *
 * @param key the name of the environment variable
 * @param example the value that the message about a fault shows
 */
export function checkInteger(
  key: string,
  value: string,
  min: number,
  max: number,
  example: string,
): Checked<number> {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
  if (number >= min && number <= max) return { value: number };
  const expected = `a whole number from ${min} to ${max}`;
  return { fault: { key, found: `"${value.slice(0, 40)}"`, expected, example } };
}

/** The tenant id in the tokens of all personal Microsoft accounts. Nobody there has Teams at work. */
const personalAccountsTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';

export function checkTenants(value: string | undefined): Checked<readonly string[]> {
  const tenants = splitList(value).map((tenant) => tenant.toLowerCase());
  const wrongCount = tenants.filter((tenant) => !isGuid(tenant)).length;
  if (tenants.includes(personalAccountsTenant)) {
    return {
      fault: {
        key: 'ALLOWED_TENANTS',
        found: `the tenant of all personal Microsoft accounts (${personalAccountsTenant})`,
        expected: 'GUIDs of tenants of organizations, separated by commas',
        example: guidExample,
      },
    };
  }
  if (tenants.length > 0 && wrongCount === 0) return { value: [...new Set(tenants)] };
  return {
    fault: {
      key: 'ALLOWED_TENANTS',
      found: tenants.length === 0 ? 'nothing' : `${wrongCount} of ${tenants.length} that are not GUIDs`,
      expected: 'GUIDs of tenants, separated by commas',
      example: guidExample,
    },
  };
}

export function checkAuthority(value: string, isProduction: boolean): Checked<string> {
  const checked = checkEndpoint(value, { hosts: allowedAuthorities, isProduction });
  if ('origin' in checked) return { value: checked.origin };
  return {
    fault: {
      key: 'ENTRA_AUTHORITY',
      found: checked.wrong,
      expected: 'the https address of Microsoft Entra ID in the public cloud, without a tenant',
      example: 'https://login.microsoftonline.com',
    },
  };
}

/**
 * Checks the id of an authentication context. Entra has the ids c1 to c99. Each tenant decides which policy an id
 * stands for.
 */
export function checkAuthContext(value: string): Checked<string | null> {
  if (/^c[1-9]\d?$/.test(value)) return { value };
  return {
    fault: {
      key: 'REQUIRED_AUTH_CONTEXT',
      found: `"${value.slice(0, 40)}"`,
      expected: 'the id of one authentication context, c1 to c99',
      example: 'c1',
    },
  };
}

/**
 * Checks a list of origins. In production it accepts only https, because an attacker on the network could change a page
 * that is fetched over http, and that page contains tokens.
 */
export function checkOrigins(value: string | undefined, isProduction: boolean): Checked<readonly string[]> {
  const origins = splitList(value);
  const validOrigins = origins.filter(
    (item) =>
      URL.canParse(item) &&
      new URL(item).origin === item &&
      // The service compares origins as texts, so an asterisk would not act as a wildcard.
      !item.includes('*') &&
      (item.startsWith('https://') || (!isProduction && item.startsWith('http://'))),
  );
  if (validOrigins.length === origins.length) return { value: origins };
  return {
    fault: {
      key: 'ALLOWED_ORIGINS',
      found: `${origins.length - validOrigins.length} of ${origins.length} that are not ${isProduction ? 'https ' : ''}origins`,
      expected: 'origins without a path, separated by commas',
      example: 'https://phone.example.com',
    },
  };
}

/**
 * Checks the key of the log's pseudonyms: at least 32 characters, of which at least 8 are different. An attacker who
 * knows an id and its pseudonym in the log could find a short key by trial.
 */
export function checkLogKey(value: string): Checked<string | null> {
  if (value.trim().length >= 32 && new Set(value).size >= 8) return { value };
  return {
    fault: {
      key: 'LOG_KEY',
      found: 'a key that is easy to guess (not shown)',
      expected: '32 random characters or more',
      example: 'what `openssl rand -base64 32` prints',
    },
  };
}

export function checkLogLevel(value: string): Checked<LogLevel | 'silent'> {
  const levels = ['error', 'warn', 'info', 'silent'] as const;
  const level = levels.find((name) => name === value);
  if (level) return { value: level };
  return {
    fault: {
      key: 'LOG_LEVEL',
      found: `"${value.slice(0, 40)}"`,
      expected: levels.join(', '),
      example: 'info',
    },
  };
}
