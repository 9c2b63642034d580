import { CommunicationIdentityClient } from '@azure/communication-identity';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { importJWK, jwtVerify, type JWK } from 'jose';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createApp } from '../../src/server/app.ts';
import { createEntraCaller } from '../../src/server/auth/entraCaller.ts';
import { apiClientId, appClientId, tenant } from '../../src/server/fixtures/entra.ts';
import { sendJson } from '../../src/server/fixtures/stub.ts';
import { createHttpServer } from '../../src/server/http/httpServer.ts';
import { createLog, createPseudonymizer } from '../../src/server/log.ts';
import { startService } from '../../src/server/startService.ts';

/** Tells a server process what to do. The benchmark passes the assignment as JSON. Each process runs one server. */
export interface Assignment {
  /**
   * - `bare verify` and `bare exchange`: the bare server to which the benchmark compares the token service, without and with
   *   the exchange
   * - `verify`: the token service with an exchange that costs nothing
   * - `exchange`: the whole token service
   * - `acs`: the simulated ACS
   */
  readonly kind: 'bare verify' | 'verify' | 'bare exchange' | 'exchange' | 'acs';
  readonly authority: string;
  readonly publicJwk: JWK;
  readonly connectionString: string;
  /** The number of exchanges in 30 s that the token service allows itself. */
  readonly quota: number;
  /** Milliseconds that the simulated ACS takes to answer at first. */
  readonly delayMs: number;
  /** Further settings of the whole token service. */
  readonly env: Readonly<Record<string, string>>;
}

/** What the benchmark sends to a server. */
export type ServerMessage =
  /** Asks for the server's `Usage`. */
  | { readonly kind: 'usage'; readonly collectsGarbage: boolean }
  | { readonly kind: 'delay'; readonly delayMs: number };

export type Usage = ReturnType<typeof readUsage>;

/** The most bytes of memory that the operating system has counted for the process so far. */
let peakBytes = 0;
// `maxRSS` of `process.resourceUsage` would begin with the memory of the program that started this one.
setInterval(() => (peakBytes = Math.max(peakBytes, process.memoryUsage.rss())), 20).unref();

function readUsage(collectsGarbage: boolean) {
  if (collectsGarbage) globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  // The processor time is that of all threads.
  return { cpuMicroseconds: user + system, residentBytes: rss, peakBytes, heapBytes: heapUsed };
}

const inOneHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

/**
 * Starts the server to which the benchmark compares the token service. For each request it verifies one RS256 signature with
 * jose. With `withExchange` it also exchanges the Teams token, by Microsoft's `CommunicationIdentityClient`.
 */
async function startBareServer(assignment: Assignment, withExchange: boolean): Promise<number> {
  const key = await importJWK(assignment.publicJwk, 'RS256');
  const { authority, connectionString } = assignment;
  const options = { issuer: `${authority}/${tenant}/v2.0`, audience: apiClientId };
  const client = new CommunicationIdentityClient(connectionString, { allowInsecureConnection: true });
  const app = new Hono();
  app.post('/api/token', async (context) => {
    const callerToken = context.req.header('authorization')?.slice('Bearer '.length) ?? '';
    const { payload } = await jwtVerify(callerToken, key, options);
    const { teamsUserAadToken } = await context.req.json<{ teamsUserAadToken: string }>();
    if (!withExchange) return context.json({ token: 'fake-acs-token', expiresOn: inOneHour() });
    const userObjectId = String(payload['oid']);
    return context.json(
      await client.getTokenForTeamsUser({ teamsUserAadToken, clientId: appClientId, userObjectId }),
    );
  });
  return new Promise((resolve) => serve({ fetch: app.fetch, port: 0 }, ({ port }) => resolve(port)));
}

/** Starts the token service with an exchange that costs nothing, to measure the cost of the service's checks. */
async function startVerifyingService({ authority }: Assignment): Promise<number> {
  const log = createLog('info');
  const settings = { authority, apiClientId, appClientId, tenants: [tenant], authContext: null, log };
  const entra = createEntraCaller(settings);
  const app = createApp({
    tokenRoute: {
      verifyCaller: (headers) => entra.verify(headers),
      exchange: async () => ({ token: 'fake-acs-token', expiresOn: inOneHour() }),
      createPseudonym: createPseudonymizer(),
    },
    origins: [],
    log,
    isReady: () => entra.isReady(),
  });
  return listen(createHttpServer(app.fetch));
}

/** @returns the free port on which the server now listens */
async function listen(server: Server): Promise<number> {
  await once(server.listen(0), 'listening');
  return (server.address() as { port: number }).port;
}

async function startWholeService(assignment: Assignment): Promise<number> {
  const service = await startService({
    port: 0,
    env: {
      ACS_CONNECTION_STRING: assignment.connectionString,
      API_CLIENT_ID: apiClientId,
      APP_CLIENT_ID: appClientId,
      ALLOWED_TENANTS: tenant,
      ENTRA_AUTHORITY: assignment.authority,
      EXCHANGE_QUOTA: String(assignment.quota),
      ...assignment.env,
    },
  });
  process.on('SIGTERM', () => void service.close({ announce: true }).then(() => process.exit(0)));
  return service.port;
}

let acsDelayMs = 0;

/** Starts a simulated ACS, which issues a token for each request. */
function startSimulatedAcs({ delayMs }: Assignment): Promise<number> {
  acsDelayMs = delayMs;
  const server = createServer((incoming, outgoing) => {
    incoming.resume().on('end', () => {
      const sendAnswer = (): void => sendJson(outgoing, { token: 't', expiresOn: inOneHour() });
      if (acsDelayMs > 0) setTimeout(sendAnswer, acsDelayMs);
      else sendAnswer();
    });
  });
  return listen(server);
}

const assignment = JSON.parse(process.argv[2] ?? '') as Assignment;
/** For each kind of server, the function that starts it and returns its port. */
const startByKind: Record<Assignment['kind'], () => Promise<number>> = {
  'bare verify': () => startBareServer(assignment, false),
  verify: () => startVerifyingService(assignment),
  'bare exchange': () => startBareServer(assignment, true),
  exchange: () => startWholeService(assignment),
  acs: () => startSimulatedAcs(assignment),
};
process.on('message', (message: ServerMessage) => {
  if (message.kind === 'delay') acsDelayMs = message.delayMs;
  else process.send?.(readUsage(message.collectsGarbage));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ port: await startByKind[assignment.kind]() });
