import type { LogLevel } from '../log.ts';
import { checkAcsResources, type AcsResources } from './acsResources.ts';
import {
  checkAuthContext,
  checkAuthority,
  checkCallingHosts,
  checkGuid,
  checkHost,
  checkInteger,
  checkLogLevel,
  checkLogKey,
  checkNodeEnv,
  checkOrigins,
  checkPersonQuota,
  checkTenants,
  checkTrustedTypes,
  type TrustedTypesMode,
} from './checks.ts';
import { ConfigFault, type Environment } from './configFault.ts';
import { checkWebHook, type WebHookSettings } from './webHookSettings.ts';
import { checkRedisAccess, type RedisAccess } from './redisAccess.ts';

/** The settings of the token service. A test demands that `.env.example` names each variable that `readSettings` reads. */
export interface Settings {
  /** Whether `NODE_ENV` is `production`. Some checks are then stricter. */
  readonly isProduction: boolean;
  /** The address to listen on; null for every address of the machine. */
  readonly host: string | null;
  readonly port: number;
  /** The ACS resources, and how the service authenticates at each. */
  readonly acs: AcsResources;
  /** The application id of the service's own API: the audience of the caller token, the user's access token for this service. */
  readonly apiClientId: string;
  /** The application id of the app, to which Entra must have issued the Teams and the caller token. Default: `apiClientId`. */
  readonly appClientId: string;
  /** The ids of the tenants whose users may use the service. */
  readonly tenants: readonly string[];
  readonly authority: string;
  /** The Conditional Access context that a caller token must have in `acrs`; null requires none. */
  readonly authContext: string | null;
  /** The origins, besides the service's own, whose pages may use the service. */
  readonly origins: readonly string[];
  /** The folder of the built app. With null the service does not serve the app. */
  readonly webRoot: string | null;
  readonly logLevel: LogLevel | 'silent';
  /** The key of the pseudonyms in the log; null uses a random key. */
  readonly logKey: string | null;
  /** How many exchanges are allowed in 30 s: at each ACS resource for all users together, and at all resources for one user. */
  readonly quota: { readonly perResource: number; readonly perPerson: number };
  /** Hosts that the Calling SDK may reach from the browser, each a host name or `*.` and a domain. */
  readonly callingHosts: readonly string[];
  /** Whether browsers enforce Trusted Types in the app's pages, or only report violations. */
  readonly trustedTypes: TrustedTypesMode;
  /** The largest number of open connections at a time. */
  readonly maxConnections: number;
  /** Seconds after SIGTERM in which the service still serves requests, while `/health/ready` already says "not ready". */
  readonly drainDelaySeconds: number;
  /** The Redis server in which all replicas count the quota together. With null each process counts by itself. */
  readonly redis: RedisAccess | null;
  /** Where events about calls go; null if nowhere. */
  readonly webHook: WebHookSettings | null;
}

/** The settings of a service that only serves the app, because the app needs no token service. */
export type SiteSettings = Pick<Settings, keyof ReturnType<typeof readSite>> & { readonly acs: null };

type Result<Values> = { readonly settings: Values } | { readonly faults: readonly ConfigFault[] };

/** Runs checks, and collects their faults. */
function createChecks() {
  const faults: ConfigFault[] = [];
  return {
    faults,
    /** Runs a check, and records its fault. @returns undefined after a fault */
    attempt: <Value>(check: () => Value): Value | undefined => {
      try {
        return check();
      } catch (error) {
        if (!(error instanceof ConfigFault)) throw error;
        // ACS and Redis may use the same identity, whose fault counts once.
        if (!faults.some(({ key }) => key === error.key)) faults.push(error);
        return undefined;
      }
    },
  };
}
type Attempt = ReturnType<typeof createChecks>['attempt'];

const readSite = (env: Environment, attempt: Attempt) => {
  // With a misspelt NODE_ENV, the other checks are as strict as in production.
  const isProduction = attempt(() => checkNodeEnv(env['NODE_ENV'])) ?? true;
  const readInteger = (...parameters: Parameters<typeof checkInteger>) =>
    attempt(() => checkInteger(...parameters));
  return {
    isProduction,
    host: attempt(() => checkHost(env['HOST'])),
    port: readInteger('PORT', env['PORT'], [0, 65_535], 8080),
    authority: attempt(() => checkAuthority(env['ENTRA_AUTHORITY'], isProduction)),
    origins: attempt(() => checkOrigins(env['ALLOWED_ORIGINS'], isProduction)),
    webRoot: env['WEB_ROOT'] || null,
    logLevel: attempt(() => checkLogLevel(env['LOG_LEVEL'])),
    callingHosts: attempt(() => checkCallingHosts(env['CALLING_HOSTS'])),
    trustedTypes: attempt(() => checkTrustedTypes(env['TRUSTED_TYPES'])),
    maxConnections: readInteger('MAX_CONNECTIONS', env['MAX_CONNECTIONS'], [10, 1_000_000], 5000),
    drainDelaySeconds: readInteger('DRAIN_DELAY_SECONDS', env['DRAIN_DELAY_SECONDS'], [0, 60], 5),
  };
};

/** The variables that only a token service reads. Each of them shows that the operator expects one. */
const tokenVariables = [
  'ACS_CONNECTION_STRING',
  'ACS_CONNECTION_STRINGS',
  'ACS_ENDPOINT',
  'ACS_ENDPOINTS',
  'API_CLIENT_ID',
  'APP_CLIENT_ID',
  'ALLOWED_TENANTS',
  'REQUIRED_AUTH_CONTEXT',
  'REDIS_URL',
  'WEB_HOOK_URL',
];

/**
 * Reads the settings of a service for an app whose `config.json` needs no token service. It reports all faults at once.
 * Settings of a token service are a fault, because they would have no effect.
 */
export function readSiteSettings(env: Environment): Result<SiteSettings> {
  const { faults, attempt } = createChecks();
  const surplus = tokenVariables.filter((name) => env[name]);
  if (surplus.length > 0)
    faults.push(
      new ConfigFault(
        surplus.join(', '),
        'settings of a token service',
        'none, because config.json has the tokenSource "teamsExtension", with which the app gets its tokens from ACS itself',
        'only NODE_ENV and PORT',
      ),
    );
  const settings = { ...readSite(env, attempt), acs: null };
  return faults.length > 0 ? { faults } : { settings: settings as SiteSettings };
}

/**
 * Reads the settings of the service from environment variables, which `.env.example` describes. It reports all faults
 * at once, and quotes only values that cannot be secret.
 */
export function readSettings(env: Environment): Result<Settings> {
  const { faults, attempt } = createChecks();
  const readInteger = (...parameters: Parameters<typeof checkInteger>) =>
    attempt(() => checkInteger(...parameters));
  const apiClientId = attempt(() => checkGuid('API_CLIENT_ID', env['API_CLIENT_ID']));
  // After a fault, the default serves to check the quota of one user.
  const perResource = readInteger('EXCHANGE_QUOTA', env['EXCHANGE_QUOTA'], [10, 1_000_000], 500) ?? 500;
  const appClientId = env['APP_CLIENT_ID'];
  const site = readSite(env, attempt);
  const { isProduction } = site;
  const settings = {
    ...site,
    acs: attempt(() => checkAcsResources(env, isProduction)),
    apiClientId,
    appClientId: appClientId ? attempt(() => checkGuid('APP_CLIENT_ID', appClientId)) : apiClientId,
    tenants: attempt(() => checkTenants(env['ALLOWED_TENANTS'])),
    authContext: attempt(() => checkAuthContext(env['REQUIRED_AUTH_CONTEXT'])),
    logKey: attempt(() => checkLogKey(env['LOG_KEY'])),
    quota: {
      perResource,
      perPerson: attempt(() => checkPersonQuota(env['EXCHANGE_QUOTA_PER_PERSON'], perResource)),
    },
    redis: attempt(() => checkRedisAccess(env, isProduction)),
    webHook: attempt(() => checkWebHook(env, isProduction)),
  };
  // Without a fault every check has returned a value, which TypeScript cannot see.
  return faults.length > 0 ? { faults } : { settings: settings as Settings };
}
