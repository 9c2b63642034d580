import type { Context } from 'hono';
import * as z from 'zod/mini';
import type { AcsUser } from '../core/acsUsers.ts';
import type { EmulatorState } from '../core/emulatorState.ts';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorApp, EmulatorEnv } from '../http/env.ts';
import { AcsError, authenticate } from './authenticate.ts';
import { formatTime, parseJson, requireApiVersion, type Exchanges } from './exchanges.ts';

/** The preview versions of ACS's API, in which an app may give a user an id of its own, and read a user. */
const customIdVersions = ['2025-03-02-preview', '2025-04-01-preview'];
/** The versions of ACS's API with users. Microsoft's clients send `2023-10-01` and the previews. */
const apiVersions = [
  '2021-03-07',
  '2022-06-01',
  '2022-10-01',
  '2023-10-01',
  ...customIdVersions,
  '2025-06-30',
  '2026-07-22',
  '2026-09-23',
];
const versionQuery = { 'api-version!': 'Such as `2023-10-01`.' };

/** What a token may be used for. The emulator has calls only, but issues tokens for chats, too, because apps ask for both. */
export const tokenScopes = ['chat', 'voip', 'chat.join', 'chat.join.limited', 'voip.join'] as const;
const dayMinutes = 24 * 60;
const minuteMs = 60_000;

const Lifetime = z.optional(z.int().check(z.gte(60), z.lte(dayMinutes)));
const CreateBody = z.looseObject({
  customId: z.optional(z.string().check(z.minLength(1), z.maxLength(256))),
  createTokenWithScopes: z.optional(z.nullable(z.array(z.enum(tokenScopes)))),
  expiresInMinutes: Lifetime,
});
const IssueBody = z.looseObject({
  scopes: z.array(z.enum(tokenScopes)).check(z.minLength(1)),
  expiresInMinutes: Lifetime,
});

const IdentityAnswer = z.strictObject({
  id: z.string(),
  customId: z.optional(z.string()),
  lastTokenIssuedAt: z.optional(z.string()),
});
const TokenAnswer = z.strictObject({ token: z.string(), expiresOn: z.string() });

/**
 * Adds the routes of Microsoft's identity client for ACS users: `createUser`, `createUserAndToken`, `getToken`, `revokeTokens`,
 * `deleteUser`.
 * @see https://learn.microsoft.com/rest/api/communication/identity/communication-identity
 */
export function addAcsUserRoutes(app: EmulatorApp, state: EmulatorState, exchanges: Exchanges): void {
  const { acsUsers, acsTokens } = state;
  addCreateRoute(app, state, exchanges);

  addRoute(app, 'GET', '/identities/:id', {
    summary: 'Reads an ACS user. Only in the preview versions.',
    query: versionQuery,
    answer: IdentityAnswer,
    handle: async (c) => {
      await readRequest(c, state, customIdVersions);
      return c.json(describeUser(requireUser(c.req.param('id'), state)));
    },
  });
  addRoute(app, 'DELETE', '/identities/:id', {
    summary: 'Deletes an ACS user, and revokes all its tokens.',
    query: versionQuery,
    status: 204,
    handle: async (c) => {
      await readRequest(c, state);
      const { rawId } = requireUser(c.req.param('id'), state);
      acsUsers.remove(rawId);
      acsTokens.revoke(rawId);
      return c.body(null, 204);
    },
  });
  // Hono's patterns cannot express the colon in these paths, because a colon begins a parameter. Hono gives a handler only the
  // parameters of its own route, so each action needs its own.
  addRoute(app, 'POST', '/identities/:id/:action{:issueAccessToken}', {
    summary: 'Issues a token of an ACS user.',
    documentedPath: '/identities/{id}/:issueAccessToken',
    query: versionQuery,
    body: IssueBody,
    example: { scopes: ['voip'] },
    answer: TokenAnswer,
    handle: async (c) => {
      const request = await readRequest(c, state);
      exchanges.count();
      const user = requireUser(c.req.param('id'), state);
      const { scopes, expiresInMinutes = dayMinutes } = parseBody(IssueBody, request, 'scopes');
      return c.json(await exchanges.issueForUser(user, scopes, expiresInMinutes * minuteMs));
    },
  });
  addRoute(app, 'POST', '/identities/:id/:action{:revokeAccessTokens}', {
    summary: 'Revokes all tokens of an ACS user.',
    documentedPath: '/identities/{id}/:revokeAccessTokens',
    query: versionQuery,
    status: 204,
    handle: async (c) => {
      await readRequest(c, state);
      acsTokens.revoke(requireUser(c.req.param('id'), state).rawId);
      return c.body(null, 204);
    },
  });
}

function addCreateRoute(app: EmulatorApp, state: EmulatorState, exchanges: Exchanges): void {
  addRoute(app, 'POST', '/identities', {
    summary:
      'Creates an ACS user and, if scopes are given, a token. The same `customId` always means the same user.',
    query: versionQuery,
    body: CreateBody,
    example: { createTokenWithScopes: ['voip'] },
    status: 201,
    answer: z.strictObject({ identity: IdentityAnswer, accessToken: z.optional(TokenAnswer) }),
    handle: async (c) => {
      const request = await readRequest(c, state);
      const body = request.length === 0 ? {} : parseBody(CreateBody, request, 'createTokenWithScopes');
      const { customId, createTokenWithScopes, expiresInMinutes = dayMinutes } = body;
      const knowsCustomId = customIdVersions.includes(c.req.query('api-version') ?? '');
      const user = state.acsUsers.create(knowsCustomId ? customId : undefined);
      const scopes = createTokenWithScopes ?? [];
      const accessToken =
        scopes.length > 0 && (await exchanges.issueForUser(user, scopes, expiresInMinutes * minuteMs));
      return c.json({ identity: describeUser(user), ...(accessToken && { accessToken }) }, 201);
    },
  });
}

/** Authenticates a request. @returns its body. */
async function readRequest(
  c: Context<EmulatorEnv>,
  state: EmulatorState,
  versions: readonly string[] = apiVersions,
): Promise<Uint8Array> {
  const body = new Uint8Array(await c.req.arrayBuffer());
  await authenticate(c, body, state);
  requireApiVersion(c, versions);
  return body;
}

/**
 * Codes and messages are those that the live tests of Microsoft's clients have recorded. They recorded no code for a deleted user,
 * so `IdentityNotFound` and its status are the emulator's choice.
 * @throws AcsError 401 for an id of another resource, 404 for a user who was deleted or never created
 * @see https://github.com/Azure/azure-sdk-for-js/issues/19849
 */
function requireUser(id: string, { acsUsers, directory }: EmulatorState): AcsUser {
  const user = acsUsers.find(id);
  if (user) return user;
  if (!id.startsWith(`8:acs:${directory.acsResource.id}_`))
    throw new AcsError(401, 'IdentityNotOwned', "Provided identity doesn't belong to the resource.");
  throw new AcsError(404, 'IdentityNotFound', "Provided identity doesn't exist.");
}

/** @param scopesField the field with the scopes. @throws AcsError 400 for a wrong body */
function parseBody<Body>(schema: z.ZodMiniType<Body>, body: Uint8Array, scopesField: string): Body {
  const parsed = schema.safeParse(parseJson(body));
  if (parsed.success) return parsed.data;
  const field = String(parsed.error.issues[0]?.path[0] ?? scopesField);
  const messages: Record<string, string> = {
    scopes: 'Invalid scopes - Scopes field is required.',
    expiresInMinutes: `Invalid expiresInMinutes - The value must be from 60 to ${dayMinutes}.`,
  };
  // Microsoft's recorded answer concerns a list without scopes. For an unknown scope, the emulator names the scopes.
  const isUnknownScope = parsed.error.issues.some(({ path }) => path.length > 1);
  const message = isUnknownScope
    ? `Invalid ${field} - The scopes are ${tokenScopes.join(', ')}.`
    : (messages[field] ?? `Invalid ${field}.`);
  throw new AcsError(400, 'ValidationError', message, { target: field });
}

const describeUser = ({ rawId, customId, lastTokenIssuedAt }: AcsUser): z.infer<typeof IdentityAnswer> => ({
  id: rawId,
  ...(customId !== undefined && { customId }),
  ...(customId !== undefined &&
    lastTokenIssuedAt !== undefined && { lastTokenIssuedAt: formatTime(new Date(lastTokenIssuedAt)) }),
});
