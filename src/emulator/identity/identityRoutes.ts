import { Hono } from 'hono';
import * as z from 'zod/mini';
import { teamsPermissions } from '../../contract/teamsPermissions.ts';
import type { EmulatorState } from '../core/emulatorState.ts';
import type { Person } from '../core/people.ts';
import { teams } from '../core/resources.ts';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorApp, EmulatorEnv } from '../http/env.ts';
import { allowCrossOrigin } from '../http/origins.ts';
import { addAcsUserRoutes } from './acsUsers.ts';
import { AcsError, authenticate, sendAcsError } from './authenticate.ts';
import { countUses } from './countUses.ts';
import { parseJson, requireApiVersion, requireLicence, type Exchanges } from './exchanges.ts';
import { addTeamsExtensionRoutes } from './teamsExtension.ts';

/** The versions of ACS's API in which the exchange has this form. */
const apiVersions = ['2022-06-01', '2022-10-01', '2023-10-01', '2025-06-30'];

const ExchangeBody = z.object({ token: z.string(), appId: z.string(), userId: z.string() });

/**
 * Creates the routes of the ACS identity API: the exchange of Teams tokens, Teams Phone extensibility, and ACS users. Services that end in 2028 are refused.
 * @param exchanges counts all exchanges, because they share the resource's quota
 */
export function createIdentityRoutes(state: EmulatorState, exchanges: Exchanges): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  app.onError(sendAcsError);
  for (const path of ['/identities/*', '/teamsUser/*', '/access/*']) {
    app.use(path, async (c, next) => {
      // A condition simulates an ACS resource that refuses requests from pages.
      if (state.conditions.read().noAcsCors) return next();
      return allowCrossOrigin(c, next);
    });
  }
  countUses(app, state.retirement);
  addExchangeRoute(app, state, exchanges);
  addTeamsExtensionRoutes(app, state, exchanges);
  addAcsUserRoutes(app, state, exchanges);
  return app;
}

/**
 * Adds `POST /teamsUser/:exchangeAccessToken`, which exchanges a Teams token for an ACS token.
 * @see https://learn.microsoft.com/rest/api/communication/identity/communication-identity/exchange-teams-user-access-token
 */
function addExchangeRoute(app: EmulatorApp, state: EmulatorState, exchanges: Exchanges): void {
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
      requireApiVersion(c, apiVersions);
      exchanges.count();
      const teamsUser = await readTeamsUser(body, state);
      const { token, expiresOn } = await exchanges.issue(teamsUser.person, teamsUser.expiresOn, 'teamsUser');
      return c.json({ token, expiresOn });
    },
  });
}

/**
 * Reads the body of an exchange, and checks the Teams token in it.
 * @returns the user of the Teams token, and the time when the token expires.
 * @throws AcsError 400 for a wrong body, 401 for an invalid Teams token or a missing permission, 403 for a user without a Teams
 *   licence. The live tests of Microsoft's identity clients expect them, but no document names a status for a missing permission.
 */
async function readTeamsUser(
  body: Uint8Array,
  { directory, verifyAccessToken, conditions }: EmulatorState,
): Promise<{ person: Person; expiresOn: Date }> {
  const parsed = ExchangeBody.safeParse(parseJson(body));
  if (!parsed.success) throw new AcsError(400, 'BadRequest', 'The request needs token, appId and userId.');
  const { token, appId, userId } = parsed.data;

  const claims = await verifyAccessToken(token, teams.audience);
  const person = claims && directory.findPerson(claims.oid);
  const permissions = claims?.scp?.split(' ') ?? [];
  if (!person || !teamsPermissions.every((name) => permissions.includes(name))) {
    throw new AcsError(401, 'InvalidAccessToken', 'Provided access token is not valid.');
  }
  if (claims.appid !== appId.toLowerCase() || claims.oid !== userId.toLowerCase()) {
    throw new AcsError(400, 'BadRequest', 'appId and userId do not match the claims of the access token.');
  }
  requireLicence(person, conditions);
  return { person, expiresOn: new Date(claims.exp * 1000) };
}
