import type { LogLevel } from '../log.ts';
import { checkAcsAccess, type AcsAccess } from './acsAccess.ts';
import {
  checkAuthContext,
  checkAuthority,
  checkGuid,
  checkInteger,
  checkLevel,
  checkLogKey,
  checkOrigins,
  checkRedis,
  checkTenants,
} from './checks.ts';
import type { Checked, SettingFault } from './settingFault.ts';
import { checkCallingHosts } from './callingHosts.ts';
import type { Environment } from './environment.ts';
import { checkHost } from './host.ts';
import { checkPersonQuota } from './personQuota.ts';

export interface Settings {
  readonly production: boolean;
  /** The address to listen on; null listens on every address of the machine. */
  readonly host: string | null;
  readonly port: number;
  readonly acs: AcsAccess;
  /** Audience of the caller's token (artifact 2). */
  readonly apiClientId: string;
  /** The application that artifacts 1 and 2 were issued to. */
  readonly appClientId: string;
  readonly tenants: readonly string[];
  readonly authority: string;
  /** Authentication context (`acrs`) without which a caller's token is not enough; null demands none. */
  readonly authContext: string | null;
  readonly origins: readonly string[];
  /** Folder of the built app; null serves the token service alone. */
  readonly webRoot: string | null;
  readonly logLevel: LogLevel | 'silent';
  readonly logKey: string | null;
  /** Exchanges in 30 s: by all together, and by one person. */
  readonly quota: { readonly perResource: number; readonly perPerson: number };
  /** Hosts that the Calling SDK may reach from the browser, each a name or `*.` and a name. */
  readonly callingHosts: readonly string[];
  /** Connections at a time. */
  readonly maxConnections: number;
  /** How long the service goes on serving after SIGTERM, while `/health/ready` already says that it will end. */
  readonly drainDelaySeconds: number;
  /** Where replicas share the quota. */
  readonly redisUrl: string | null;
}

/**
 * Reads the service's settings from environment variables (`.env.example` names them all).
 * Every fault is reported at once; values are quoted only where they cannot be secret.
 */
export function readSettings(env: Environment): { settings: Settings } | { faults: readonly SettingFault[] } {
  const faults: SettingFault[] = [];
  const take = <T>(checked: Checked<T>, otherwise: T): T => {
    if ('value' in checked) return checked.value;
    faults.push(checked.fault);
    return otherwise;
  };
  const production = env['NODE_ENV'] === 'production';
  const apiClientId = take(checkGuid('API_CLIENT_ID', env['API_CLIENT_ID']), '');
  const perResource = take(
    checkInteger('EXCHANGE_QUOTA', env['EXCHANGE_QUOTA'] || '500', 10, 1_000_000),
    500,
  );
  const settings: Settings = {
    production,
    host: env['HOST'] ? take(checkHost(env['HOST']), null) : null,
    port: take(checkInteger('PORT', env['PORT'] || '8080', 0, 65_535), 0),
    acs: take<AcsAccess>(checkAcsAccess(env, production), {
      kind: 'key',
      endpoint: '',
      connectionString: '',
    }),
    apiClientId,
    appClientId: env['APP_CLIENT_ID']
      ? take(checkGuid('APP_CLIENT_ID', env['APP_CLIENT_ID']), '')
      : apiClientId,
    tenants: take(checkTenants(env['ALLOWED_TENANTS']), []),
    authority: take(
      checkAuthority(env['ENTRA_AUTHORITY'] || 'https://login.microsoftonline.com', production),
      '',
    ),
    authContext: env['REQUIRED_AUTH_CONTEXT']
      ? take(checkAuthContext(env['REQUIRED_AUTH_CONTEXT']), null)
      : null,
    origins: take(checkOrigins(env['ALLOWED_ORIGINS'], production), []),
    webRoot: env['WEB_ROOT'] || null,
    logLevel: take(checkLevel(env['LOG_LEVEL'] || 'info'), 'info'),
    logKey: env['LOG_KEY'] ? take(checkLogKey(env['LOG_KEY']), null) : null,
    quota: {
      perResource,
      perPerson: take(checkPersonQuota(env['EXCHANGE_QUOTA_PER_PERSON'], perResource), 1),
    },
    callingHosts: take(checkCallingHosts(env['CALLING_HOSTS']), []),
    maxConnections: take(
      checkInteger('MAX_CONNECTIONS', env['MAX_CONNECTIONS'] || '5000', 10, 1_000_000, '5000'),
      0,
    ),
    drainDelaySeconds: take(
      checkInteger('DRAIN_DELAY_SECONDS', env['DRAIN_DELAY_SECONDS'] || '5', 0, 60, '5'),
      0,
    ),
    redisUrl: env['REDIS_URL'] ? take(checkRedis(env['REDIS_URL']), null) : null,
  };
  return faults.length > 0 ? { faults } : { settings };
}
