import type { Context } from 'hono';
import * as z from 'zod/mini';
import { extensionPermissions } from '../../contract/teamsPermissions.ts';
import { readBearerToken } from '../core/accessTokens.ts';
import { removeAssignment } from '../core/assignments.ts';
import type { Assignment } from '../core/directory.ts';
import type { EmulatorState } from '../core/emulatorState.ts';
import { createRawId, type Person } from '../core/people.ts';
import { teams } from '../core/resources.ts';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorApp, EmulatorEnv } from '../http/env.ts';
import { AcsError, authenticate } from './authenticate.ts';
import { parseJson, requireApiVersion, requireLicence, type Exchanges } from './exchanges.ts';

/** The versions of ACS's API that have Teams Phone extensibility. Microsoft's clients send the last two. */
const apiVersions = ['2025-03-02-preview', '2025-06-30', '2026-09-23'];
const versionQuery = { 'api-version!': 'Such as `2025-06-30`.' };

/** Adds the exchange for agents of Teams Phone extensibility, and the API for assignments, which decide who may be an agent. */
export function addTeamsExtensionRoutes(app: EmulatorApp, state: EmulatorState, exchanges: Exchanges): void {
  addExchangeRoute(app, state, exchanges);
  addAssignmentRoutes(app, state);
}

/**
 * Adds `POST /access/teamsExtension/:exchangeAccessToken`, which exchanges the Entra token in the header `Authorization` for the
 * ACS token of an agent. `AzureCommunicationTokenCredential` calls it from the browser.
 * @see https://learn.microsoft.com/azure/communication-services/quickstarts/tpe/teams-phone-extensibility-access-teams-phone
 */
function addExchangeRoute(app: EmulatorApp, state: EmulatorState, exchanges: Exchanges): void {
  // Hono's patterns cannot express the colon in this path, because a colon begins a parameter.
  addRoute(app, 'POST', '/access/teamsExtension/:action', {
    summary: 'Exchanges the Entra token of an agent, which is the bearer, for an ACS token.',
    documentedPath: '/access/teamsExtension/:exchangeAccessToken',
    query: versionQuery,
    body: z.looseObject({}),
    example: {},
    answer: z.strictObject({
      identity: z.strictObject({ id: z.string() }),
      accessToken: z.strictObject({ token: z.string(), expiresOn: z.string() }),
    }),
    handle: async (c, next) => {
      if (c.req.param('action') !== ':exchangeAccessToken') return next();
      const claims = await readClaims(c, state);
      requireApiVersion(c, apiVersions);
      exchanges.count();
      const person = requireAgent(claims, state);
      const kind = 'teamsExtensionUser';
      const issued = await exchanges.issue(person, new Date(claims.exp * 1000), kind);
      const { resourceId, token, expiresOn } = issued;
      return c.json({
        identity: { id: createRawId(person, kind, resourceId) },
        accessToken: { token, expiresOn },
      });
    },
  });
}

/** @throws AcsError 401 without a valid Entra token that has the permission. No document names the status and the code. */
async function readClaims(c: Context<EmulatorEnv>, { verifyAccessToken }: EmulatorState) {
  const token = readBearerToken(c.req.header('authorization'));
  const claims = token && (await verifyAccessToken(token, teams.audience));
  const permissions = claims ? (claims.scp?.split(' ') ?? []) : [];
  if (!claims || !extensionPermissions.every((name) => permissions.includes(name))) {
    throw new AcsError(401, 'InvalidAccessToken', 'Provided access token is not valid.');
  }
  return claims;
}

/**
 * Finds the person of an Entra token.
 * @throws AcsError 403 for a person who is not assigned to the resource with the token's application, or has no licence. No
 *   document names the status and the code.
 */
export function requireAgent(
  {
    oid,
    tid,
    appid = '',
  }: { readonly oid: string; readonly tid: string; readonly appid?: string | undefined },
  { directory, assignments, conditions }: EmulatorState,
): Person {
  const createForbidden = (message: string) => new AcsError(403, 'Forbidden', message);
  const person = directory.findPerson(oid);
  const assignment = assignments.find({ oid, tid });
  if (!person || assignment?.principalType !== 'user') {
    throw createForbidden('The user is not assigned to the Communication Services resource.');
  }
  if (!assignment.clientIds.includes(appid)) {
    throw createForbidden('The assignment of the user does not include the application of the access token.');
  }
  requireLicence(person, conditions);
  const { noTeamsPhoneLicence } = conditions.read(oid);
  if (!person.teamsPhoneLicence || noTeamsPhoneLicence) {
    throw createForbidden('The user has no Teams Phone license.');
  }
  return person;
}

const AssignmentAnswer = z.strictObject({
  objectId: z.string(),
  tenantId: z.string(),
  principalType: z.enum(['user', 'teamsResourceAccount']),
  clientIds: z.optional(z.array(z.string())),
});

const guidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const guid = () => z.string().check(z.toLowerCase(), z.regex(guidPattern));
/** In lower case, because Microsoft's sample writes `User`. */
const principalTypes = new Map<string, Assignment['principalType']>([
  ['user', 'user'],
  ['teamsresourceaccount', 'teamsResourceAccount'],
  // Microsoft's articles write the longer name, its REST specification and newest client the shorter one.
  ['resourceaccount', 'teamsResourceAccount'],
]);
const AssignmentBody = z.looseObject({ principalType: z.string(), clientIds: z.optional(z.array(guid())) });

const assignmentPath = '/access/teamsExtension/tenants/:tenantId/assignments/:objectId';
type AssignmentContext = Context<EmulatorEnv, typeof assignmentPath>;

/**
 * Adds the routes that read, create, replace and delete assignments.
 * @see https://learn.microsoft.com/azure/communication-services/quickstarts/tpe/teams-phone-extensiblity-rest-api
 */
function addAssignmentRoutes(app: EmulatorApp, state: EmulatorState): void {
  const { assignments } = state;
  /** Authenticates a request. @returns whose assignment it is about, and the body. */
  const readRequest = async (c: AssignmentContext) => {
    const body = new Uint8Array(await c.req.arrayBuffer());
    await authenticate(c, body, state);
    requireApiVersion(c, apiVersions);
    return { principal: readPrincipal(c), body };
  };

  addRoute(app, 'GET', assignmentPath, {
    summary: 'Reads the assignment of a person or a resource account.',
    query: versionQuery,
    answer: AssignmentAnswer,
    handle: async (c) => {
      const { principal } = await readRequest(c);
      const assignment = assignments.find(principal);
      if (!assignment) throw createNotFound();
      return c.json(createAnswer(assignment));
    },
  });
  addRoute(app, 'PUT', assignmentPath, {
    summary: 'Creates or replaces the assignment of a person or a resource account.',
    query: versionQuery,
    body: AssignmentBody,
    example: { principalType: 'user', clientIds: ['fa000000-0000-4000-8000-0000000000fa'] },
    createdStatus: 201,
    answer: AssignmentAnswer,
    handle: async (c) => {
      const { principal, body } = await readRequest(c);
      const { oid: objectId, tid: tenantId } = principal;
      const assignment: Assignment = { objectId, tenantId, ...readAssignmentBody(body) };
      const isNew = assignments.put(assignment);
      return c.json(createAnswer(assignment), isNew ? 201 : 200);
    },
  });
  addRoute(app, 'DELETE', assignmentPath, {
    summary:
      'Deletes the assignment of a person or a resource account, and revokes the ACS tokens of the person.',
    query: versionQuery,
    status: 204,
    handle: async (c) => {
      const { principal } = await readRequest(c);
      if (!removeAssignment(state, principal)) throw createNotFound();
      return c.body(null, 204);
    },
  });
}

const createNotFound = () => new AcsError(404, 'NotFound', 'The resource has no such assignment.');

/** @throws AcsError 400 for ids that are no GUIDs. Any GUID will do, because ACS cannot look into the tenant. */
function readPrincipal(c: AssignmentContext) {
  const principal = {
    tid: c.req.param('tenantId').toLowerCase(),
    oid: c.req.param('objectId').toLowerCase(),
  };
  for (const id of [principal.tid, principal.oid]) {
    if (!guidPattern.test(id)) throw new AcsError(400, 'BadRequest', `'${id}' is not a GUID.`);
  }
  return principal;
}

/** @throws AcsError 400 for a wrong body */
function readAssignmentBody(body: Uint8Array): Pick<Assignment, 'principalType' | 'clientIds'> {
  const parsed = AssignmentBody.safeParse(parseJson(body));
  const principalType = principalTypes.get(parsed.data?.principalType.toLowerCase() ?? '');
  if (!parsed.success || !principalType) {
    const message =
      'The request needs principalType: user or teamsResourceAccount. clientIds is a list of GUIDs.';
    throw new AcsError(400, 'BadRequest', message);
  }
  const { clientIds = [] } = parsed.data;
  // Nobody could use an assignment without applications.
  if (principalType === 'user' && clientIds.length === 0) {
    throw new AcsError(400, 'BadRequest', 'A user needs clientIds: the applications that the user may use.');
  }
  return { principalType, clientIds };
}

/** As in Microsoft's examples, a resource account has no `clientIds`. */
const createAnswer = ({ clientIds, ...assignment }: Assignment): z.infer<typeof AssignmentAnswer> =>
  clientIds.length > 0 ? { ...assignment, clientIds: [...clientIds] } : assignment;
