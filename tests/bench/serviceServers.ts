import { CommunicationIdentityClient } from '@azure/communication-identity';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { importJWK, jwtVerify, type JWK } from 'jose';
import { createServer } from 'node:http';
import { createApp } from '../../src/server/app.ts';
import { createEntraCaller } from '../../src/server/auth/entraCaller.ts';
import { createHttpServer } from '../../src/server/http/httpServer.ts';
import { createLog, createPseudonym } from '../../src/server/log.ts';
import { startService } from '../../src/server/startService.ts';

/** What the parent tells each of these programs; every one runs alone in its process. */
export interface Orders {
  readonly kind: 'bare verify' | 'verify' | 'bare exchange' | 'exchange' | 'acs';
  readonly authority: string;
  readonly tenant: string;
  readonly apiClientId: string;
  readonly appClientId: string;
  readonly publicJwk: JWK;
  readonly connectionString: string;
  readonly quota: number;
  /** Of the stand-in for ACS: milliseconds until it answers, and how many it answers in 30 s before 429. */
  readonly delayMs: number;
  readonly limit: number;
}

const soon = (): string => new Date(Date.now() + 3_600_000).toISOString();

/** No more than hono, one RS256 verification by jose and, for `exchange`, one call of Microsoft's client. */
async function bare(orders: Orders, exchanging: boolean): Promise<number> {
  const key = await importJWK(orders.publicJwk, 'RS256');
  const options = { issuer: `${orders.authority}/${orders.tenant}/v2.0`, audience: orders.apiClientId };
  const client = new CommunicationIdentityClient(orders.connectionString, { allowInsecureConnection: true });
  const app = new Hono();
  app.post('/api/token', async (c) => {
    const { payload } = await jwtVerify(c.req.header('authorization')?.slice(7) ?? '', key, options);
    const { teamsUserAadToken } = await c.req.json<{ teamsUserAadToken: string }>();
    if (!exchanging) return c.json({ token: 'artifact-4', expiresOn: soon() });
    const userObjectId = String(payload['oid']);
    return c.json(
      await client.getTokenForTeamsUser({ teamsUserAadToken, clientId: orders.appClientId, userObjectId }),
    );
  });
  return new Promise((resolve) => serve({ fetch: app.fetch, port: 0 }, ({ port }) => resolve(port)));
}

/** The service with an exchange that costs nothing: what verification and strictness alone cost. */
async function verifyOnly(orders: Orders): Promise<number> {
  const log = createLog('info');
  const entra = createEntraCaller({ ...orders, tenants: [orders.tenant], authContext: null, log });
  const app = createApp({
    verifyCaller: (headers) => entra.verify(headers),
    exchange: async () => ({ token: 'artifact-4', expiresOn: soon() }),
    origins: [],
    log,
    pseudonym: createPseudonym(),
    ready: () => entra.ready(),
  });
  const server = createHttpServer(app.fetch);
  return new Promise((resolve) => {
    server.listen(0, () => resolve((server.address() as { port: number }).port));
  });
}

async function whole(orders: Orders): Promise<number> {
  const { port } = await startService({
    port: 0,
    env: {
      ACS_CONNECTION_STRING: orders.connectionString,
      API_CLIENT_ID: orders.apiClientId,
      APP_CLIENT_ID: orders.appClientId,
      ALLOWED_TENANTS: orders.tenant,
      ENTRA_AUTHORITY: orders.authority,
      EXCHANGE_QUOTA: String(orders.quota),
    },
  });
  return port;
}

function acs({ delayMs, limit }: Orders): Promise<number> {
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
        : `{"token":"t","expiresOn":"${soon()}"}`;
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

const orders = JSON.parse(process.argv[2] ?? '') as Orders;
const start: Record<Orders['kind'], () => Promise<number>> = {
  'bare verify': () => bare(orders, false),
  verify: () => verifyOnly(orders),
  'bare exchange': () => bare(orders, true),
  exchange: () => whole(orders),
  acs: () => acs(orders),
};
process.on('message', () => process.send?.({ cpu: process.cpuUsage() }));
process.on('disconnect', () => process.exit(0));
process.send?.({ port: await start[orders.kind]() });
