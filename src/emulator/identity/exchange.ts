import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';
import * as z from 'zod/mini';
import type { EmulatorState } from '../core/emulatorState.ts';
import { createRequestWindow } from '../core/requestWindow.ts';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorEnv } from '../http/env.ts';
import { allowCrossOrigin } from '../http/origins.ts';
import { AcsError, sendAcsError } from './acsError.ts';
import { authenticate } from './authenticate.ts';
import { ExchangeBody, readTeamsUser } from './teamsUser.ts';

/** The versions of ACS's API whose exchange has this request and this response. */
const apiVersions = ['2022-06-01', '2022-10-01', '2023-10-01', '2025-06-30'];

/**
 * Creates `POST /teamsUser/:exchangeAccessToken`, which exchanges a Teams token for an ACS token. The caller
 * authenticates with the access key of the ACS resource, or with an Entra token of an identity that has a role on the
 * resource.
 * @see
 *   https://learn.microsoft.com/rest/api/communication/identity/communication-identity/exchange-teams-user-access-token
 */
export function createExchangeRoutes(state: EmulatorState): Hono<EmulatorEnv> {
  const { acsTokens, conditions, directory, now } = state;
  const takeExchange = createRequestWindow(now);
  const app = new Hono<EmulatorEnv>();
  app.onError(sendAcsError);

  app.use('/teamsUser/*', async (c, next) => {
    // A condition can switch CORS off, as for an ACS resource that does not allow browsers.
    if (conditions.read().noAcsCors) return next();
    return allowCrossOrigin(c, next);
  });
  // Hono's patterns cannot express the colon in this path, because a colon begins a parameter.
  addRoute(app, 'POST', '/teamsUser/:action', {
    summary: "Exchanges a Teams user's Entra token for an ACS token.",
    documentedPath: '/teamsUser/:exchangeAccessToken',
    query: { 'api-version!': 'Such as `2025-06-30`.' },
    body: ExchangeBody,
    example: {
      token: 'the Entra token for Teams.ManageCalls and Teams.ManageChats',
      appId: 'ca000000-0000-4000-8000-0000000000ca',
      userId: 'a0000000-0000-4000-8000-00000000000a',
    },
    answer: z.strictObject({ token: z.string(), expiresOn: z.string() }),
    handle: async (c, next) => {
      if (c.req.param('action') !== ':exchangeAccessToken') return next();
      const body = new Uint8Array(await c.req.arrayBuffer());
      await authenticate(c, body, state);
      if (!apiVersions.includes(c.req.query('api-version') ?? '')) {
        throw new AcsError(400, 'UnsupportedApiVersion', `Supported versions: ${apiVersions.join(', ')}.`);
      }
      // ACS documents 500 exchanges in 30 s. The emulator has a quota only while a test has set one.
      // https://learn.microsoft.com/azure/communication-services/concepts/service-limits#identity
      const { exchangeQuota } = conditions.read();
      const waitSeconds = exchangeQuota ? takeExchange(exchangeQuota) : null;
      if (exchangeQuota && waitSeconds !== null) {
        const message = `At most ${exchangeQuota.requests} exchanges in ${exchangeQuota.seconds} s.`;
        throw new AcsError(429, 'TooManyRequests', message, waitSeconds);
      }
      const { person, expiresOn } = await readTeamsUser(body, state);
      await sleep(conditions.read(person.oid).delayExchangeMs ?? 0);
      const refusal = conditions.consumeOnce('refuseExchange', person.oid);
      if (refusal) {
        const message = 'Refused because a condition of the emulator asks for it.';
        throw new AcsError(refusal.status, refusal.code, message, refusal.retryAfterSeconds);
      }
      const {
        tokenLifetimeSeconds = Infinity,
        acsTokenLifetimeSeconds,
        otherAcsResource = false,
      } = conditions.read(person.oid);
      // An ACS token expires together with its Teams token, unless a condition sets its lifetime.
      const expiresAt =
        acsTokenLifetimeSeconds === undefined
          ? Math.min(expiresOn.getTime(), now() + tokenLifetimeSeconds * 1000)
          : now() + acsTokenLifetimeSeconds * 1000;
      const resourceId = otherAcsResource ? directory.otherAcsResourceId : directory.acsResource.id;
      const issuedToken = await acsTokens.issue(person, resourceId, new Date(expiresAt));
      return c.json({
        token: issuedToken.token,
        expiresOn: issuedToken.expiresOn.toISOString().replace('Z', '+00:00'),
      });
    },
  });
  return app;
}
