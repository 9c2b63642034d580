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
import { describeSettingFault } from './settings/settingFault.ts';
import type { Environment } from './settings/environment.ts';
import { readSettings, type Settings } from './settings/settings.ts';
import type { PolicySources } from './site/policy.ts';
import { createSite } from './site/site.ts';
import { readSiteFiles, type SiteFiles } from './site/siteFiles.ts';

/** Requests under way get this long to end after `close`; an exchange takes 9 s at most. */
const drainTimeoutMs = 10_000;
/** The log says once in this time that connections are refused. */
const connectionsFullLogPauseMs = 10_000;

export interface ServiceOptions {
  /** Settings in the form of environment variables; see `.env.example`. */
  readonly env: Environment;
  /** Overrides `PORT`; 0 takes any free port. */
  readonly port?: number;
  /**
   * Proves the caller in place of Entra's token for our API: `createSessionCaller`, for a site that has sessions of its
   * own. The service is then ready without Entra's keys.
   */
  readonly verifyCaller?: VerifyCaller;
  /** Where log lines go; standard output from `LOG_LEVEL` up by default. */
  readonly log?: Log;
}

export interface RunningService {
  /** `http://localhost:<port>`, or with the address that `HOST` names. */
  readonly url: string;
  readonly port: number;
  /**
   * Takes no new connection, lets requests under way end (10 s at most), and resolves when all is closed.
   *
   * @param options.announced first says "not ready" for `DRAIN_DELAY_SECONDS` while everything is still served, so that
   * a load balancer stops sending requests before the port is closed
   */
  close(options?: { announced?: boolean }): Promise<void>;
}

/** The settings are wrong; the message has one sentence for each fault and no secret value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Starts the token service. With `WEB_ROOT` it serves the built app on the same port; without, as in development
 * where Vite serves the app, it serves the token service alone.
 *
 * @throws SettingsError when a setting is missing or wrong (all faults in one message); Node's error when it cannot
 * listen. Nothing is left running then.
 */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { env, port, verifyCaller, log: givenLog } = options;
  const read = readSettings(env);
  if ('faults' in read) throw new SettingsError(read.faults.map(describeSettingFault).join('\n'));
  const { settings } = read;
  const files = settings.webRoot === null ? null : await readFilesOrExplain(settings.webRoot);
  const log = givenLog ?? createLog(settings.logLevel);
  const caller = verifyCaller
    ? { verify: verifyCaller, ready: () => Promise.resolve(true) }
    : createEntraCaller({ ...settings, log });
  // Not connected before it listens: a connection keeps the process alive, also one whose start has failed.
  const redis = settings.redisUrl === null ? null : createRedisConnection(settings.redisUrl, log);
  const exchange = createAcsExchange({
    client: createIdentityClient(settings),
    clientId: settings.appClientId,
    admit: createQuota({ ...settings.quota, redis }),
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
    onConnectionRefused: atMostEvery(connectionsFullLogPauseMs, () => log('warn', 'connections_full')),
  });
  server.listen({ port: port ?? settings.port, ...(settings.host !== null && { host: settings.host }) });
  await once(server, 'listening');
  redis?.connect();
  const actual = (server.address() as AddressInfo).port;
  log('info', 'started', { port: actual, acs: settings.acs.kind, sharedQuota: redis !== null });
  // Fetched now, so that the first caller does not wait for it; a failure is logged there and tried again.
  void caller.ready();
  return {
    url: `http://${nameOf(settings.host)}:${actual}`,
    port: actual,
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

/** Calls `act`, and then not again for a while: a flood must not fill the log. */
function atMostEvery(pauseMs: number, act: () => void): () => void {
  let last = -Infinity;
  return () => {
    if (performance.now() - last < pauseMs) return;
    last = performance.now();
    act();
  };
}

/** How this machine reaches the address that the service listens on. */
function nameOf(host: string | null): string {
  if (host === null || host === '0.0.0.0' || host === '::') return 'localhost';
  return isIPv6(host) ? `[${host}]` : host;
}

async function drain(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  // Connections that become idle later are closed too: a kept-alive one would hold the server for a minute.
  const sweep = setInterval(() => server.closeIdleConnections(), 100);
  const end = globalThis.setTimeout(() => server.closeAllConnections(), drainTimeoutMs);
  server.closeIdleConnections();
  await closed;
  clearInterval(sweep);
  clearTimeout(end);
}

async function readFilesOrExplain(webRoot: string): ReturnType<typeof readSiteFiles> {
  try {
    return await readSiteFiles(webRoot);
  } catch (error) {
    const found = `"${webRoot}" (${error instanceof Error ? error.message : 'unreadable'})`;
    const expected = 'the folder of the built app (npm run build makes it)';
    throw new SettingsError(describeSettingFault({ key: 'WEB_ROOT', found, expected, example: 'dist/web' }));
  }
}
