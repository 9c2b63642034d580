import { CommunicationIdentityClient } from '@azure/communication-identity';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { importJWK, jwtVerify, type JWK } from 'jose';
import { createServer } from 'node:http';
import { createApp } from '../../src/server/app.ts';
import { createEntraCaller } from '../../src/server/auth/entraCaller.ts';
import { createHttpServer } from '../../src/server/http/httpServer.ts';
import { createLog, createPseudonymizer } from '../../src/server/log.ts';
import { startService } from '../../src/server/startService.ts';

/** What a server process of the benchmark does. The benchmark passes it as JSON; each process runs one server. */
export interface Assignment {
  readonly kind: 'bare verify' | 'verify' | 'bare exchange' | 'exchange' | 'acs';
  readonly authority: string;
  readonly tenant: string;
  readonly apiClientId: string;
  readonly appClientId: string;
  readonly publicJwk: JWK;
  readonly connectionString: string;
  readonly quota: number;
  /** How long the simulated ACS takes to answer. */
  readonly delayMs: number;
  /** How many requests the simulated ACS answers in 30 s. It answers the others with 429. */
  readonly limit: number;
}

const inOneHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

/** Nothing but Hono, one RS256 verification by jose and, for `exchange`, one call of Microsoft's client. */
async function startBareServer(assignment: Assignment, withExchange: boolean): Promise<number> {
  const key = await importJWK(assignment.publicJwk, 'RS256');
  const options = {
    issuer: `${assignment.authority}/${assignment.tenant}/v2.0`,
    audience: assignment.apiClientId,
  };
  const client = new CommunicationIdentityClient(assignment.connectionString, {
    allowInsecureConnection: true,
  });
  const app = new Hono();
  app.post('/api/token', async (c) => {
    const { payload } = await jwtVerify(c.req.header('authorization')?.slice(7) ?? '', key, options);
    const { teamsUserAadToken } = await c.req.json<{ teamsUserAadToken: string }>();
    if (!withExchange) return c.json({ token: 'artifact-4', expiresOn: inOneHour() });
    const userObjectId = String(payload['oid']);
    return c.json(
      await client.getTokenForTeamsUser({
        teamsUserAadToken,
        clientId: assignment.appClientId,
        userObjectId,
      }),
    );
  });
  return new Promise((resolve) => serve({ fetch: app.fetch, port: 0 }, ({ port }) => resolve(port)));
}

/** The token service with an exchange that costs nothing, to measure what its checks cost. */
async function startVerifyingService(assignment: Assignment): Promise<number> {
  const log = createLog('info');
  const entra = createEntraCaller({ ...assignment, tenants: [assignment.tenant], authContext: null, log });
  const app = createApp({
    verifyCaller: (headers) => entra.verify(headers),
    exchange: async () => ({ token: 'artifact-4', expiresOn: inOneHour() }),
    origins: [],
    log,
    createPseudonym: createPseudonymizer(),
    isReady: () => entra.isReady(),
  });
  const server = createHttpServer(app.fetch);
  return new Promise((resolve) => {
    server.listen(0, () => resolve((server.address() as { port: number }).port));
  });
}

/** The whole token service. */
async function startWholeService(assignment: Assignment): Promise<number> {
  const { port } = await startService({
    port: 0,
    env: {
      ACS_CONNECTION_STRING: assignment.connectionString,
      API_CLIENT_ID: assignment.apiClientId,
      APP_CLIENT_ID: assignment.appClientId,
      ALLOWED_TENANTS: assignment.tenant,
      ENTRA_AUTHORITY: assignment.authority,
      EXCHANGE_QUOTA: String(assignment.quota),
    },
  });
  return port;
}

/** A simulated ACS. It tells the benchmark each time it answers 429. */
function startSimulatedAcs({ delayMs, limit }: Assignment): Promise<number> {
  const answered: number[] = [];
  const server = createServer((incoming, outgoing) => {
    incoming.resume().on('end', () => {
      const now = Date.now();
      while (answered[0] !== undefined && answered[0] <= now - 30_000) answered.shift();
      const throttled = answered.length >= limit;
      if (throttled) process.send?.({ throttled: true });
      else answered.push(now);
      const body = throttled
        ? '{"error":{"code":"TooManyRequests"}}'
        : `{"token":"t","expiresOn":"${inOneHour()}"}`;
      const answer = (): unknown =>
        outgoing.writeHead(throttled ? 429 : 200, { 'content-type': 'application/json' }).end(body);
      if (delayMs > 0) setTimeout(answer, delayMs);
      else answer();
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
}

const assignment = JSON.parse(process.argv[2] ?? '') as Assignment;
const start: Record<Assignment['kind'], () => Promise<number>> = {
  'bare verify': () => startBareServer(assignment, false),
  verify: () => startVerifyingService(assignment),
  'bare exchange': () => startBareServer(assignment, true),
  exchange: () => startWholeService(assignment),
  acs: () => startSimulatedAcs(assignment),
};
process.on('message', () => process.send?.({ cpu: process.cpuUsage() }));
process.on('disconnect', () => process.exit(0));
process.send?.({ port: await start[assignment.kind]() });
