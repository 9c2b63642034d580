import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';
import type { AcsTokens } from '../core/acsToken.ts';
import type { EmulatorEnv } from '../http/env.ts';
import { crossOrigin } from '../http/origins.ts';
import { acsResource } from '../core/seed.ts';
import { AcsError } from './acsError.ts';
import { authenticate, type CallerDeps } from './authenticate.ts';
import { createQuota } from './quota.ts';
import { readTeamsUser } from './teamsUser.ts';

/** The versions of the API that exchange Teams tokens in this way. */
const apiVersions = ['2022-06-01', '2022-10-01', '2023-10-01', '2025-06-30'];

export interface ExchangeDeps extends CallerDeps {
  readonly acsTokens: AcsTokens;
}

/**
 * `POST /teamsUser/:exchangeAccessToken` exchanges a Teams token for an ACS token. The caller has the resource's key, or a
 * role on the resource.
 * @see https://learn.microsoft.com/rest/api/communication/identity/communication-identity/exchange-teams-user-access-token
 */
export function exchangeRoutes(deps: ExchangeDeps): Hono<EmulatorEnv> {
  const { acsTokens, conditions, now } = deps;
  const takeQuota = createQuota(conditions, now);
  const app = new Hono<EmulatorEnv>();
  app.onError((error, c) => {
    if (!(error instanceof AcsError)) throw error;
    if (error.retryAfterSeconds !== undefined) c.header('retry-after', String(error.retryAfterSeconds));
    return c.json({ error: { code: error.code, message: error.message } }, error.status);
  });

  app.use('/teamsUser/*', async (c, next) => {
    if (conditions.of().noAcsCors) return next();
    return crossOrigin(c, next);
  });
  // Hono's patterns cannot express the colon in this path, because a colon begins a parameter.
  app.post('/teamsUser/:action', async (c, next) => {
    if (c.req.param('action') !== ':exchangeAccessToken') return next();
    const body = new Uint8Array(await c.req.arrayBuffer());
    await authenticate(c, body, deps);
    if (!apiVersions.includes(c.req.query('api-version') ?? '')) {
      throw new AcsError(400, 'UnsupportedApiVersion', `Supported versions: ${apiVersions.join(', ')}.`);
    }
    takeQuota();
    const { person, expiresOn } = await readTeamsUser(body, deps);
    await sleep(conditions.of(person.oid).delayExchangeMs ?? 0);
    const refusal = conditions.take('refuseExchange', person.oid);
    if (refusal) {
      const message = 'Refused because a condition of the emulator asks for it.';
      throw new AcsError(refusal.status, refusal.code, message, refusal.retryAfterSeconds);
    }
    const { tokenLifetimeSeconds = Infinity } = conditions.of(person.oid);
    const expiry = new Date(Math.min(expiresOn.getTime(), now() + tokenLifetimeSeconds * 1000));
    const issued = await acsTokens.issue(person, acsResource.id, expiry);
    return c.json({ token: issued.token, expiresOn: issued.expiresOn.toISOString().replace('Z', '+00:00') });
  });
  return app;
}
