import type { LogLevel } from '../log.ts';
import { checkEndpoint } from './endpoint.ts';
import { guidExample, isGuid, type Checked } from './configFault.ts';

/** National clouds are not supported: see docs/decisions/public-cloud-only.md. */
const authorities = ['login.microsoftonline.com'];

const list = (value: string | undefined): string[] =>
  (value ?? '').split(',').flatMap((item) => item.trim() || []);

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

export function checkInteger(
  key: string,
  value: string,
  min: number,
  max: number,
  example = String(Math.max(min, 8080)),
): Checked<number> {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
  if (number >= min && number <= max) return { value: number };
  const expected = `a whole number from ${min} to ${max}`;
  return { fault: { key, found: `"${value.slice(0, 40)}"`, expected, example } };
}

export function checkTenants(value: string | undefined): Checked<readonly string[]> {
  const tenants = list(value).map((tenant) => tenant.toLowerCase());
  const wrong = tenants.filter((tenant) => !isGuid(tenant)).length;
  if (tenants.length > 0 && wrong === 0) return { value: [...new Set(tenants)] };
  return {
    fault: {
      key: 'ALLOWED_TENANTS',
      found: tenants.length === 0 ? 'nothing' : `${wrong} of ${tenants.length} that are not GUIDs`,
      expected: 'GUIDs of tenants, separated by commas',
      example: guidExample,
    },
  };
}

export function checkAuthority(value: string, production: boolean): Checked<string> {
  const checked = checkEndpoint(value, { hosts: authorities, production });
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
 * Checks the id of an authentication context. Entra has c1 to c99; the tenant decides which policy stands
 * behind one.
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
 * Checks a list of origins. In production only https is accepted: a page fetched over http can be changed on
 * its way, and it would hold the tokens.
 */
export function checkOrigins(value: string | undefined, production: boolean): Checked<readonly string[]> {
  const origins = list(value);
  const valid = origins.filter(
    (item) =>
      URL.canParse(item) &&
      new URL(item).origin === item &&
      // An asterisk would not be a wildcard here but part of a host name that no page has.
      !item.includes('*') &&
      (item.startsWith('https://') || (!production && item.startsWith('http://'))),
  );
  if (valid.length === origins.length) return { value: origins };
  return {
    fault: {
      key: 'ALLOWED_ORIGINS',
      found: `${origins.length - valid.length} of ${origins.length} that are not ${production ? 'https ' : ''}origins`,
      expected: 'origins without a path, separated by commas',
      example: 'https://phone.example.com',
    },
  };
}

export function checkRedis(value: string): Checked<string | null> {
  const protocol = URL.canParse(value) ? new URL(value).protocol : '';
  if (protocol === 'redis:' || protocol === 'rediss:') return { value };
  return {
    fault: {
      key: 'REDIS_URL',
      found: 'a value of another form (not shown)',
      expected: 'the address of a Redis server',
      example: 'rediss://<name>:<password>@<host>:6380',
    },
  };
}

/**
 * Checks the key of the log's pseudonyms. A short key can be found by trial, because the log shows pseudonyms
 * of ids that an attacker may know.
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

export function checkLevel(value: string): Checked<LogLevel | 'silent'> {
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
