import type { LogLevel } from '../log.ts';
import { checkEndpoint } from './endpoint.ts';
import { guidExample, isGuid, type Checked } from './settingFault.ts';

/** National clouds are not supported: see docs/decisions/public-cloud-only.md. */
const authorities = ['login.microsoftonline.com'];

const list = (value: string | undefined): string[] =>
  (value ?? '').split(',').flatMap((item) => item.trim() || []);

export function checkGuid(key: string, value: string | undefined): Checked<string> {
  if (value && isGuid(value)) return { value: value.toLowerCase() };
  return {
    fault: {
      key,
      found: value ? 'no id' : 'nothing',
      expected: 'the GUID of an application',
      example: guidExample,
    },
  };
}

export function checkInteger(
  key: string,
  value: string,
  least: number,
  most: number,
  example = String(Math.max(least, 8080)),
): Checked<number> {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
  if (number >= least && number <= most) return { value: number };
  const expected = `a whole number from ${least} to ${most}`;
  return { fault: { key, found: `"${value.slice(0, 40)}"`, expected, example } };
}

export function checkTenants(value: string | undefined): Checked<readonly string[]> {
  const tenants = list(value).map((tenant) => tenant.toLowerCase());
  const wrong = tenants.filter((tenant) => !isGuid(tenant)).length;
  if (tenants.length > 0 && wrong === 0) return { value: [...new Set(tenants)] };
  return {
    fault: {
      key: 'ALLOWED_TENANTS',
      found: tenants.length === 0 ? 'nothing' : `${wrong} of ${tenants.length} that are no id`,
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

/** Entra has the authentication contexts c1 to c99; which policy stands behind one is the tenant's affair. */
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

/** In production only https: a page fetched over http can be changed on its way, and would then hold the tokens. */
export function checkOrigins(value: string | undefined, production: boolean): Checked<readonly string[]> {
  const origins = list(value);
  const right = origins.filter(
    (item) =>
      URL.canParse(item) &&
      new URL(item).origin === item &&
      // A wildcard would be no pattern here, but a host of that name, which no page has.
      !item.includes('*') &&
      (item.startsWith('https://') || (!production && item.startsWith('http://'))),
  );
  if (right.length === origins.length) return { value: origins };
  return {
    fault: {
      key: 'ALLOWED_ORIGINS',
      found: `${origins.length - right.length} of ${origins.length} that are no ${production ? 'https ' : ''}origin`,
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

/** A short key can be found by trying: identities are known, and the log shows what the key made of them. */
export function checkLogKey(value: string): Checked<string | null> {
  if (value.trim().length >= 32 && new Set(value).size >= 8) return { value };
  return {
    fault: {
      key: 'LOG_KEY',
      found: 'a key that can be guessed (not shown)',
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
