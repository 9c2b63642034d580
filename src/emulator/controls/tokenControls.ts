import * as z from 'zod';
import { createPersonSubject } from '../core/acsToken.ts';
import type { EmulatorState } from '../core/emulatorState.ts';
import type { AcsUserKind, Person } from '../core/people.ts';
import { sendAcsError } from '../identity/authenticate.ts';
import { tokenScopes } from '../identity/acsUsers.ts';
import { requireLicence } from '../identity/exchanges.ts';
import { requireAgent } from '../identity/teamsExtension.ts';
import type { EmulatorApp } from '../http/env.ts';
import { addControl, parseRequest, requirePerson } from './requests/addControl.ts';
import { IssuedToken } from './views.ts';
import { createAudience, findResource } from '../core/resources.ts';
import { addRoute } from '../http/addRoute.ts';
import type { ControlState } from './controlState.ts';

const TokenQuery = z.object({
  user: z.string().default(''),
  /** As whom the person connects with the token. */
  as: z.enum(['teamsUser', 'teamsExtensionUser']).default('teamsUser'),
  acsUser: z.string().min(1).max(256).optional(),
  scopes: z
    .string()
    .default('voip')
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(tokenScopes)).min(1)),
});

const tokenQuery = {
  user: 'A UPN or an object id, such as `?user=alice@fabrikam.example`.',
  as: '`teamsExtensionUser` for an agent of Teams Phone extensibility. By default, `teamsUser`.',
  acsUser:
    'In place of `user`: any name of an ACS user, such as `?acsUser=ann`. The first request creates the user, whose id is the same after each start, and the answer names it.',
  scopes: 'The scopes of an ACS user’s token, separated by commas. By default, `voip`.',
};

/** How long the tokens of ACS users last if nothing else is asked for, as in the identity API. */
const acsUserTokenLifetimeMs = 24 * 60 * 60_000;

/** The lifetime of the imaginary Entra token that `/emulator/exchange` exchanges. */
const exchangedTokenLifetimeMs = 60 * 60_000;

const SignRequest = z.strictObject({
  header: z.record(z.string(), z.unknown()),
  claims: z.record(z.string(), z.unknown()),
});

export function addTokenControlRoutes(
  app: EmulatorApp,
  state: Pick<ControlState, keyof EmulatorState | 'exchanges'>,
): void {
  const { directory, key, acsTokens, conditions, revocations, now } = state;
  addControl(app, 'GET', '/emulator/token', {
    summary: 'Returns a ready ACS token of a person, or of an ACS user.',
    query: tokenQuery,
    answer: IssuedToken,
    run: async (_body, c) => {
      const { user, as: kind, acsUser, scopes } = parseRequest(TokenQuery, c.req.query());
      if (acsUser !== undefined) return issueForAcsUser(acsUser, scopes, state);
      const person = requirePerson(directory, user);
      const { tokenLifetimeSeconds = 60 * 60 } = conditions.read(person.oid);
      const requestedExpiry = new Date(now() + tokenLifetimeSeconds * 1000);
      const subject = createPersonSubject(person, directory.acsResource.id, kind);
      const issued = await acsTokens.issue(subject, requestedExpiry);
      return { token: issued.token, expiresOn: issued.expiresOn.toISOString() };
    },
  });
  addRoute(app, 'GET', '/emulator/exchange', {
    summary:
      'Returns an ACS token as a token exchange does: refuses a person without a licence, and obeys the conditions about exchanges.',
    query: tokenQuery,
    answer: IssuedToken,
    handle: async (c) => {
      const { user, as: kind, acsUser, scopes } = parseRequest(TokenQuery, c.req.query());
      try {
        if (acsUser !== undefined) return c.json(await issueForAcsUser(acsUser, scopes, state));
        const person = requirePerson(directory, user);
        const { token, expiresOn } = await exchangeFor(person, kind, state);
        return c.json({ token, expiresOn });
      } catch (error) {
        return sendAcsError(error as Error, c);
      }
    },
  });
  addControl(app, 'POST', '/emulator/sign', {
    summary: 'Signs a JWT with exactly this header and these claims, as the emulated Entra.',
    body: SignRequest,
    example: { header: { alg: 'RS256' }, claims: { sub: 'x' } },
    answer: z.strictObject({ token: z.string() }),
    run: ({ header, claims }) => ({ token: key.sign(header, claims) }),
  });
  addControl(app, 'POST', '/emulator/revoke', {
    summary: 'Ends all sign-ins of a person.',
    body: z.strictObject({ user: z.string() }),
    example: { user: 'alice@fabrikam.example' },
    answer: z.strictObject({ revoked: z.string() }),
    run: ({ user }) => {
      const person = requirePerson(directory, user);
      revocations.revokeSignIns(person.oid);
      return { revoked: person.upn };
    },
  });
}

/** Issues the token of an ACS user, whom the first request creates. @throws AcsError as the identity API does */
async function issueForAcsUser(
  name: string,
  scopes: readonly string[],
  { acsUsers, exchanges }: Pick<ControlState, 'acsUsers' | 'exchanges'>,
) {
  const user = acsUsers.create(name);
  const { token, expiresOn } = await exchanges.issueForUser(user, scopes, acsUserTokenLifetimeMs);
  return { token, expiresOn, userId: user.rawId };
}

/** Acts like the exchange of an Entra token that has just been issued. @throws AcsError as the exchange does */
function exchangeFor(
  person: Person,
  kind: AcsUserKind,
  { exchanges, ...state }: Pick<ControlState, keyof EmulatorState | 'exchanges'>,
) {
  exchanges.count();
  if (kind === 'teamsUser') requireLicence(person, state.conditions);
  else requireAgent({ ...person, appid: state.assignments.find(person)?.clientIds[0] }, state);
  return exchanges.issue(person, new Date(state.now() + exchangedTokenLifetimeMs), kind);
}

/**
 * Adds the route from which a server gets its token on Azure App Service, with Microsoft's `ManagedIdentityCredential`. The
 * server's `IDENTITY_ENDPOINT` is the address of this route, and its `IDENTITY_HEADER` the control secret.
 * @see https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
export function addManagedIdentityRoutes(
  app: EmulatorApp,
  { issueAppToken, now }: Pick<ControlState, 'issueAppToken' | 'now'>,
): void {
  addRoute(app, 'GET', '/emulator/identity/token', {
    summary: 'Returns a token of the managed identity, as Azure App Service does, for token services.',
    query: { 'resource!': 'The API, such as `?resource=https://communication.azure.com`.' },
    answer: z.strictObject({
      access_token: z.string(),
      expires_on: z.string(),
      resource: z.string(),
      token_type: z.literal('Bearer'),
    }),
    handle: (c) => {
      const requestedResource = c.req.query('resource') ?? '';
      // A slash at the end only decides whether the token's audience ends in a slash, too.
      const prefix = requestedResource.replace(/\/+$/, '');
      const resource = findResource(prefix, []);
      if (!resource) {
        return c.json({ statusCode: 400, message: `There is no resource '${requestedResource}'.` }, 400);
      }
      const { token, expiresIn } = issueAppToken(createAudience(resource, requestedResource !== prefix));
      return c.json({
        access_token: token,
        expires_on: String(Math.floor(now() / 1000) + expiresIn),
        resource: requestedResource,
        token_type: 'Bearer',
      });
    },
  });
}
