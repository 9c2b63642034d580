import { getRequestListener } from '@hono/node-server';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import { createEntraCaller } from './auth/entra-caller.ts';
import { createAcsExchange } from './exchange/acs-exchange.ts';
import { createIdentityClient } from './exchange/identity-client.ts';
import { singleFlight } from './exchange/single-flight.ts';
import { createLog, createPseudonym } from './log.ts';
import { describeFault } from './settings/fault.ts';
import { readSettings, type Environment } from './settings/settings.ts';
import { createSite } from './site/site.ts';
import { readSiteFiles } from './site/site-files.ts';

export interface ServiceOptions {
  /** Settings in the form of environment variables; see `.env.example`. */
  readonly env: Environment;
  /** Overrides `PORT`; 0 takes any free port. */
  readonly port?: number;
}

export interface RunningService {
  /** `http://localhost:<port>`. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** The settings are wrong; the message has one sentence for each fault and no secret value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Starts the token service. With `WEB_ROOT` it serves the built app on the same port; without, as in development
 * where Vite serves the app, it serves the token service alone.
 *
 * @throws SettingsError when a setting is missing or wrong (all faults in one message); Node's error when the port
 * is taken
 */
export async function startService({ env, port }: ServiceOptions): Promise<RunningService> {
  const read = readSettings(env);
  if ('faults' in read) throw new SettingsError(read.faults.map(describeFault).join('\n'));
  const { settings } = read;
  const log = createLog(settings.logLevel);
  const entra = createEntraCaller({ ...settings, log });
  const app = createApp({
    verifyCaller: entra.verify,
    exchange: singleFlight(createAcsExchange(createIdentityClient(settings.acs), settings.appClientId)),
    origins: settings.origins,
    log,
    pseudonym: createPseudonym(settings.logKey ?? undefined),
    ready: () => entra.ready(),
    ...(settings.webRoot && { site: createSite(await readSiteFiles(settings.webRoot), settings.authority) }),
  });

  const listener = getRequestListener(app.fetch);
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  server.listen(port ?? settings.port);
  await once(server, 'listening');
  const actual = (server.address() as AddressInfo).port;
  log('info', 'started', { port: actual, acs: settings.acs.kind });
  return {
    url: `http://localhost:${actual}`,
    port: actual,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await closed;
    },
  };
}
