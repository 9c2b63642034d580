import { once } from 'node:events';
import type { Server } from 'node:http';
import { isIPv6, type AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { createApp } from './app.ts';
import type { VerifyCaller } from './auth/caller.ts';
import { createEntraCaller } from './auth/entraCaller.ts';
import { createAcsExchange } from './exchange/acsExchange.ts';
import { createIdentityClient } from './exchange/identityClient.ts';
import { createQuota } from './exchange/quota.ts';
import { createRedisConnection } from './exchange/redis.ts';
import { singleFlight } from './exchange/singleFlight.ts';
import { createHttpServer } from './http/httpServer.ts';
import { createLog, createPseudonym, type Log } from './log.ts';
import { describeConfigFault } from './settings/configFault.ts';
import type { Environment } from './settings/environment.ts';
import { readSettings, type Settings } from './settings/settings.ts';
import type { PolicySources } from './site/policy.ts';
import { createSite } from './site/site.ts';
import { readSiteFiles, type SiteFiles } from './site/siteFiles.ts';

/** Milliseconds that running requests get to end after `close`. An exchange takes 9 s at most. */
const drainTimeoutMs = 10_000;
/** Milliseconds between two log lines that say that connections are refused. */
const connectionsFullLogPauseMs = 10_000;

export interface ServiceOptions {
  /** The settings as environment variables; see `.env.example`. */
  readonly env: Environment;
  /** Overrides `PORT`; 0 chooses a free port. */
  readonly port?: number;
  /**
   * Authenticates the caller in place of Entra's caller token. `createSessionCaller` makes one for a site that
   * has its own sessions. The service is then ready without Entra's keys.
   */
  readonly verifyCaller?: VerifyCaller;
  /** Receives the log. By default it is written to standard output, from `LOG_LEVEL` up. */
  readonly log?: Log;
}

export interface RunningService {
  /** `http://localhost:<port>`, or with the address in `HOST`. */
  readonly url: string;
  readonly port: number;
  /**
   * Stops accepting connections, lets running requests end (10 s at most), and resolves when everything is
   * closed.
   *
   * @param options.announced first reports "not ready" for `DRAIN_DELAY_SECONDS` while everything is still
   *   served, so that a load balancer stops sending requests before the port closes
   */
  close(options?: { announced?: boolean }): Promise<void>;
}

/** Thrown for wrong settings. The message has one sentence for each fault and no secret value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Starts the token service. With `WEB_ROOT` it also serves the built app on the same port. In development Vite
 * serves the app.
 *
 * @throws SettingsError when settings are missing or wrong (all faults in one message), or Node's error when it
 *   cannot listen. Nothing is left running then.
 */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { env, port, verifyCaller, log: givenLog } = options;
  const read = readSettings(env);
  if ('faults' in read) throw new SettingsError(read.faults.map(describeConfigFault).join('\n'));
  const { settings } = read;
  const files = settings.webRoot === null ? null : await readFilesOrExplain(settings.webRoot);
  const log = givenLog ?? createLog(settings.logLevel);
  const caller = verifyCaller
    ? { verify: verifyCaller, ready: () => Promise.resolve(true) }
    : createEntraCaller({ ...settings, log });
  // Redis connects only after the server listens: a connection keeps the process alive, even if the start
  // fails.
  const redis = settings.redisUrl === null ? null : createRedisConnection(settings.redisUrl, log);
  const exchange = createAcsExchange({
    client: createIdentityClient(settings),
    clientId: settings.appClientId,
    consumeQuota: createQuota({ ...settings.quota, redis }),
  });
  let closing = false;
  const app = createApp({
    verifyCaller: (headers) => caller.verify(headers),
    exchange: singleFlight(exchange),
    origins: settings.origins,
    log,
    pseudonym: createPseudonym(settings.logKey ?? undefined),
    ready: async () => !closing && (await caller.ready()),
    ...(files && { site: createSite(files, policySources(settings, files)) }),
  });

  const server = createHttpServer(app.fetch, {
    maxConnections: settings.maxConnections,
    onConnectionRefused: throttle(connectionsFullLogPauseMs, () => log('warn', 'connections_full')),
  });
  server.listen({ port: port ?? settings.port, ...(settings.host !== null && { host: settings.host }) });
  await once(server, 'listening');
  redis?.connect();
  const actualPort = (server.address() as AddressInfo).port;
  log('info', 'started', { port: actualPort, acs: settings.acs.kind, sharedQuota: redis !== null });
  // Fetches the keys now, so that the first caller does not wait. A failure is logged there and retried later.
  void caller.ready();
  return {
    url: `http://${hostInUrl(settings.host)}:${actualPort}`,
    port: actualPort,
    async close({ announced = false } = {}) {
      closing = true;
      if (announced) await setTimeout(settings.drainDelaySeconds * 1000);
      await drain(server);
      redis?.close();
      log('info', 'stopped');
    },
  };
}

function policySources(settings: Settings, files: SiteFiles): PolicySources {
  const { authority, callingHosts, production } = settings;
  const { configuredOrigins, localAuthority } = files;
  return { authority, callingHosts, configuredOrigins, localAuthority: production ? null : localAuthority };
}

/** Limits calls of `action` to one in `pauseMs`, so that a flood does not fill the log. */
function throttle(pauseMs: number, action: () => void): () => void {
  let lastCallAt = -Infinity;
  return () => {
    if (performance.now() - lastCallAt < pauseMs) return;
    lastCallAt = performance.now();
    action();
  };
}

/** The host name for a URL to the address on which the service listens. */
function hostInUrl(host: string | null): string {
  if (host === null || host === '0.0.0.0' || host === '::') return 'localhost';
  return isIPv6(host) ? `[${host}]` : host;
}

async function drain(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  // Connections that become idle later are closed, too: a kept-alive connection would hold the server for a
  // minute.
  const idleSweep = setInterval(() => server.closeIdleConnections(), 100);
  const forcedClose = globalThis.setTimeout(() => server.closeAllConnections(), drainTimeoutMs);
  server.closeIdleConnections();
  await closed;
  clearInterval(idleSweep);
  clearTimeout(forcedClose);
}

async function readFilesOrExplain(webRoot: string): ReturnType<typeof readSiteFiles> {
  try {
    return await readSiteFiles(webRoot);
  } catch (error) {
    const found = `"${webRoot}" (${error instanceof Error ? error.message : 'unreadable'})`;
    const expected = 'the folder of the built app, which `npm run build` creates';
    throw new SettingsError(describeConfigFault({ key: 'WEB_ROOT', found, expected, example: 'dist/web' }));
  }
}
