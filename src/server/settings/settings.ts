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
import type { Checked, ConfigFault } from './configFault.ts';
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
  /** Audience of the caller token: the application id of our API. */
  readonly apiClientId: string;
  /** The application to which the Teams token and the caller token must be issued. */
  readonly appClientId: string;
  readonly tenants: readonly string[];
  readonly authority: string;
  /** Authentication context (`acrs`) that a caller token must carry; null requires none. */
  readonly authContext: string | null;
  readonly origins: readonly string[];
  /** Folder of the built app; null serves only the token service. */
  readonly webRoot: string | null;
  readonly logLevel: LogLevel | 'silent';
  readonly logKey: string | null;
  /** Exchanges in 30 s: of all callers together, and of one caller. */
  readonly quota: { readonly perResource: number; readonly perPerson: number };
  /** Hosts that the Calling SDK may reach from the browser, each a host name or `*.` and a domain. */
  readonly callingHosts: readonly string[];
  /** Most open connections at a time. */
  readonly maxConnections: number;
  /**
   * Seconds for which the service still serves requests after SIGTERM, while `/health/ready` already says "not
   * ready".
   */
  readonly drainDelaySeconds: number;
  /** The Redis server in which replicas share the quota; null counts in each process alone. */
  readonly redisUrl: string | null;
}

/**
 * Reads the settings of the service from environment variables (`.env.example` names them all). It reports all
 * faults at once, and quotes only values that cannot be secret.
 */
export function readSettings(env: Environment): { settings: Settings } | { faults: readonly ConfigFault[] } {
  const faults: ConfigFault[] = [];
  const valueOr = <T>(checked: Checked<T>, fallback: T): T => {
    if ('value' in checked) return checked.value;
    faults.push(checked.fault);
    return fallback;
  };
  const production = env['NODE_ENV'] === 'production';
  const apiClientId = valueOr(checkGuid('API_CLIENT_ID', env['API_CLIENT_ID']), '');
  const perResource = valueOr(
    checkInteger('EXCHANGE_QUOTA', env['EXCHANGE_QUOTA'] || '500', 10, 1_000_000),
    500,
  );
  const settings: Settings = {
    production,
    host: env['HOST'] ? valueOr(checkHost(env['HOST']), null) : null,
    port: valueOr(checkInteger('PORT', env['PORT'] || '8080', 0, 65_535), 0),
    acs: valueOr<AcsAccess>(checkAcsAccess(env, production), {
      kind: 'key',
      endpoint: '',
      connectionString: '',
    }),
    apiClientId,
    appClientId: env['APP_CLIENT_ID']
      ? valueOr(checkGuid('APP_CLIENT_ID', env['APP_CLIENT_ID']), '')
      : apiClientId,
    tenants: valueOr(checkTenants(env['ALLOWED_TENANTS']), []),
    authority: valueOr(
      checkAuthority(env['ENTRA_AUTHORITY'] || 'https://login.microsoftonline.com', production),
      '',
    ),
    authContext: env['REQUIRED_AUTH_CONTEXT']
      ? valueOr(checkAuthContext(env['REQUIRED_AUTH_CONTEXT']), null)
      : null,
    origins: valueOr(checkOrigins(env['ALLOWED_ORIGINS'], production), []),
    webRoot: env['WEB_ROOT'] || null,
    logLevel: valueOr(checkLevel(env['LOG_LEVEL'] || 'info'), 'info'),
    logKey: env['LOG_KEY'] ? valueOr(checkLogKey(env['LOG_KEY']), null) : null,
    quota: {
      perResource,
      perPerson: valueOr(checkPersonQuota(env['EXCHANGE_QUOTA_PER_PERSON'], perResource), 1),
    },
    callingHosts: valueOr(checkCallingHosts(env['CALLING_HOSTS']), []),
    maxConnections: valueOr(
      checkInteger('MAX_CONNECTIONS', env['MAX_CONNECTIONS'] || '5000', 10, 1_000_000, '5000'),
      0,
    ),
    drainDelaySeconds: valueOr(
      checkInteger('DRAIN_DELAY_SECONDS', env['DRAIN_DELAY_SECONDS'] || '5', 0, 60, '5'),
      0,
    ),
    redisUrl: env['REDIS_URL'] ? valueOr(checkRedis(env['REDIS_URL']), null) : null,
  };
  return faults.length > 0 ? { faults } : { settings };
}
