import type { LogLevel } from '../log.ts';
import { checkAcsAccess, type AcsAccess } from './acs-access.ts';
import { checkEndpoint } from './endpoint.ts';
import type { Checked, Fault } from './fault.ts';

export type { AcsAccess } from './acs-access.ts';
export type Environment = Readonly<Record<string, string | undefined>>;

export interface Settings {
  readonly production: boolean;
  readonly port: number;
  readonly acs: AcsAccess;
  /** Audience of the caller's token (artifact 2). */
  readonly apiClientId: string;
  /** The application that artifacts 1 and 2 were issued to. */
  readonly appClientId: string;
  readonly tenants: readonly string[];
  readonly authority: string;
  readonly origins: readonly string[];
  /** Folder of the built app; null serves the token service alone. */
  readonly webRoot: string | null;
  readonly logLevel: LogLevel | 'silent';
  readonly logKey: string | null;
}

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const guidExample = '00000000-0000-0000-0000-000000000000';
const authorities = [
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
];

/**
 * Reads the service's settings from environment variables (`.env.example` names them all).
 * Every fault is reported at once; values are quoted only where they cannot be secret.
 */
export function readSettings(env: Environment): { settings: Settings } | { faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const take = <T>(checked: Checked<T>, otherwise: T): T => {
    if ('value' in checked) return checked.value;
    faults.push(checked.fault);
    return otherwise;
  };
  const production = env['NODE_ENV'] === 'production';
  const apiClientId = take(checkGuid('API_CLIENT_ID', env['API_CLIENT_ID']), '');
  const settings: Settings = {
    production,
    port: take(checkInteger('PORT', env['PORT'] || '8080', 0, 65_535), 0),
    acs: take<AcsAccess>(checkAcsAccess(env, production), { kind: 'entra', endpoint: '' }),
    apiClientId,
    appClientId: env['APP_CLIENT_ID']
      ? take(checkGuid('APP_CLIENT_ID', env['APP_CLIENT_ID']), '')
      : apiClientId,
    tenants: take(checkTenants(env['ALLOWED_TENANTS']), []),
    authority: take(
      checkAuthority(env['ENTRA_AUTHORITY'] || 'https://login.microsoftonline.com', production),
      '',
    ),
    origins: take(checkOrigins(env['ALLOWED_ORIGINS'], production), []),
    webRoot: env['WEB_ROOT'] || null,
    logLevel: take(checkLevel(env['LOG_LEVEL'] || 'info'), 'info'),
    logKey: env['LOG_KEY'] || null,
  };
  return faults.length > 0 ? { faults } : { settings };
}

const list = (value: string | undefined): string[] =>
  (value ?? '').split(',').flatMap((item) => item.trim() || []);

function checkGuid(key: string, value: string | undefined): Checked<string> {
  if (value && guid.test(value)) return { value: value.toLowerCase() };
  return {
    fault: { key, found: value ? 'no GUID' : 'nothing', expected: 'an application id', example: guidExample },
  };
}

function checkInteger(key: string, value: string, least: number, most: number): Checked<number> {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
  if (number >= least && number <= most) return { value: number };
  const expected = `a whole number from ${least} to ${most}`;
  return {
    fault: { key, found: `"${value.slice(0, 40)}"`, expected, example: String(Math.max(least, 8080)) },
  };
}

function checkTenants(value: string | undefined): Checked<readonly string[]> {
  const tenants = list(value).map((tenant) => tenant.toLowerCase());
  const wrong = tenants.filter((tenant) => !guid.test(tenant)).length;
  if (tenants.length > 0 && wrong === 0) return { value: [...new Set(tenants)] };
  return {
    fault: {
      key: 'ALLOWED_TENANTS',
      found: tenants.length === 0 ? 'nothing' : `${wrong} of ${tenants.length} that are no GUID`,
      expected: 'tenant ids, separated by commas',
      example: guidExample,
    },
  };
}

function checkAuthority(value: string, production: boolean): Checked<string> {
  const checked = checkEndpoint(value, { hosts: authorities, production });
  if ('origin' in checked) return { value: checked.origin };
  return {
    fault: {
      key: 'ENTRA_AUTHORITY',
      found: checked.wrong,
      expected: 'the https address of Microsoft Entra ID, without a tenant',
      example: 'https://login.microsoftonline.com',
    },
  };
}

/** In production only https: a page fetched over http can be changed on its way, and would then hold the tokens. */
function checkOrigins(value: string | undefined, production: boolean): Checked<readonly string[]> {
  const origins = list(value);
  const right = origins.filter(
    (item) =>
      URL.canParse(item) &&
      new URL(item).origin === item &&
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

function checkLevel(value: string): Checked<LogLevel | 'silent'> {
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
