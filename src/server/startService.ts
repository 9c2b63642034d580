import { once } from 'node:events';
import { isIPv6, type AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { createApp, healthPaths } from './app.ts';
import type { VerifyCaller } from './auth/caller.ts';
import { endServer } from './http/endServer.ts';
import { createHttpServer } from './http/httpServer.ts';
import { createLog, type Log } from './log.ts';
import { ConfigFault, type Environment } from './settings/configFault.ts';
import { readSettings, readSiteSettings } from './settings/settings.ts';
import { createSite, limitSite } from './site/site.ts';
import { readSiteFiles, type SiteFiles } from './site/siteFiles.ts';
import { createViolationReceiver } from './site/violationReceiver.ts';
import { createTokenParts } from './tokenParts.ts';

/** The service sends pages and files on at most this share of its connections at the same time. */
const siteShare = 1 / 2;
/**
 * The largest number of pages and files that the service sends at the same time, whatever the share. A client that does not
 * read holds up to 4 MB of its file in the operating system's send buffer. With 500 such clients, Linux limits the memory of
 * all connections, and health checks take 5 s.
 */
const maxSiteAnswers = 250;
/** The shortest time between two lines in the log about refused connections. */
const connectionsFullLogPauseMs = 10_000;

export interface ServiceOptions {
  /** The settings as environment variables. `.env.example` describes them all. */
  readonly env: Environment;
  /** Overrides `PORT`; 0 chooses a free port. */
  readonly port?: number;
  /**
   * Authenticates the user who sends a request. By default the service verifies an Entra access token. A site with its own
   * sessions passes `createSessionCaller(…)`; the service is then ready without Entra's keys.
   */
  readonly verifyCaller?: VerifyCaller;
  /** Receives each log entry. By default the service writes entries of `LOG_LEVEL` or above to standard output. */
  readonly log?: Log;
}

export interface RunningService {
  /** `http://localhost:<port>`. If `HOST` is set, it has that address instead of `localhost`. */
  readonly url: string;
  readonly port: number;
  /**
   * Stops accepting connections, lets running requests end (10 s at most), and resolves when everything is closed.
   *
   * @param options.announce whether the service first reports "not ready" for `DRAIN_DELAY_SECONDS` while it serves all
   *   requests, so that a load balancer stops sending requests before the port closes. Default: false
   */
  close(options?: { announce?: boolean }): Promise<void>;
}

/** Thrown for wrong settings. The message has one sentence for each fault and no secret value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Starts the token service. If `WEB_ROOT` is set, it also serves the built app on the same port. If that app needs no token
 * service, as its `config.json` says, the service only serves the app.
 *
 * @throws SettingsError for missing or wrong settings, or Node's error when it cannot listen. Then nothing is left running
 */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { env, port, verifyCaller, log: customLog } = options;
  const files = await readBuiltApp(env['WEB_ROOT']);
  if (files && files.integrationFaults.length > 0) throw toSettingsError(files.integrationFaults);
  const settingsResult = files?.isForAgents ? readSiteSettings(env) : readSettings(env);
  if ('faults' in settingsResult) throw toSettingsError(settingsResult.faults);
  const { settings } = settingsResult;
  if (files?.integration?.webHook && !(settings.acs && settings.webHook))
    throw toSettingsError([missingWebHook]);
  const serveSite = files && (await createSite(files, settings));
  const log = customLog ?? createLog(settings.logLevel);
  const tokenParts = settings.acs === null ? null : createTokenParts(settings, verifyCaller, log);
  const maxAnswers = Math.min(Math.ceil(settings.maxConnections * siteShare), maxSiteAnswers);
  let isClosing = false;
  const app = createApp({
    tokenRoute: tokenParts?.tokenRoute,
    origins: settings.origins,
    log,
    isReady: async () => !isClosing && (tokenParts === null || (await tokenParts.isReady())),
    ...(serveSite && {
      serveSite: limitSite(serveSite, maxAnswers),
      receiveViolations: createViolationReceiver(log),
    }),
  });

  const server = createHttpServer(app.fetch, {
    maxConnections: settings.maxConnections,
    healthPaths,
    isEnding: () => isClosing,
    onConnectionsFull: limitRate(connectionsFullLogPauseMs, () => log('warn', 'connections_full')),
  });
  server.listen({ port: port ?? settings.port, ...(settings.host !== null && { host: settings.host }) });
  await once(server, 'listening');
  // Redis connects only now: an open connection would keep the process alive after a failed start.
  tokenParts?.redis?.connect();
  const actualPort = (server.address() as AddressInfo).port;
  log('info', 'started', { port: actualPort, ...(tokenParts?.facts ?? { acs: 'none' }) });
  // Fetches the signing keys now, so that the first caller does not wait. The verifier logs a failure.
  void tokenParts?.isReady();
  return {
    url: `http://${formatUrlHost(settings.host)}:${actualPort}`,
    port: actualPort,
    async close({ announce = false } = {}) {
      isClosing = true;
      if (announce) await setTimeout(settings.drainDelaySeconds * 1000);
      await endServer(server, { waitsForIdle: announce });
      tokenParts?.redis?.close();
      log('info', 'stopped');
    },
  };
}

/** Creates a function that calls `action` at most once in `pauseMs`. */
function limitRate(pauseMs: number, action: () => void): () => void {
  let lastCallAt = -Infinity;
  return () => {
    if (performance.now() - lastCallAt < pauseMs) return;
    lastCallAt = performance.now();
    action();
  };
}

/** @returns the host part of a URL for the address on which the service listens */
function formatUrlHost(host: string | null): string {
  if (host === null || host === '0.0.0.0' || host === '::') return 'localhost';
  return isIPv6(host) ? `[${host}]` : host;
}

const missingWebHook = new ConfigFault(
  'WEB_HOOK_URL',
  'nothing',
  'an address, because config.json has integration.webHook',
  'https://crm.example/calls',
);

/** @returns an error with one sentence for each fault */
const toSettingsError = (faults: readonly ConfigFault[]): SettingsError =>
  new SettingsError(faults.map(({ message }) => message).join('\n'));

/** @returns null without a folder. @throws SettingsError when the folder is not a built app */
async function readBuiltApp(webRoot: string | undefined): Promise<SiteFiles | null> {
  if (!webRoot) return null;
  try {
    return await readSiteFiles(webRoot);
  } catch (error) {
    const found = `"${webRoot}" (${error instanceof Error ? error.message : 'unreadable'})`;
    const expected = 'the folder of the built app, which `npm run build` creates';
    throw new SettingsError(new ConfigFault('WEB_ROOT', found, expected, 'dist/web').message);
  }
}
