import type { Hono } from 'hono';
import * as z from 'zod';
import type * as core from 'zod/v4/core';
import { findDescription, type RouteDescription } from '../http/addRoute.ts';
import type { EmulatorEnv } from '../http/env.ts';
import { emulatorVersion } from '../version.ts';

/** A JSON Schema, version 2020-12. */
export type JsonSchema = core.JSONSchema.BaseSchema;
export interface MediaTypes {
  readonly [type: string]: { readonly schema?: JsonSchema; readonly example?: unknown };
}
/** A route, as the OpenAPI document describes it. */
export interface Operation {
  readonly tags: readonly string[];
  readonly summary: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly {
    readonly name: string;
    readonly in: 'path' | 'query';
    readonly required: boolean;
    readonly description: string;
    readonly schema: JsonSchema;
  }[];
  readonly requestBody?: { readonly required: true; readonly content: MediaTypes };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: MediaTypes }>
  >;
}

/** A group of routes, with what they need from a client, and how they refuse a request. */
interface Group {
  readonly name: string;
  readonly description: string;
  /** Matches the paths of the group's routes, unless an earlier group matches them. */
  readonly paths: RegExp;
  /** What authorises a request: one of the document's `securitySchemes`. By default, the routes need none. */
  readonly scheme?: string;
  /** The schema of a refusal's body. By default, the document describes no refusals. */
  readonly error?: core.$ZodType;
}
const azureError = z.looseObject({ error: z.looseObject({ code: z.string(), message: z.string() }) });
const groups: readonly Group[] = [
  {
    name: 'Controls',
    description: 'Change the emulator, and read its state. Every request needs the secret.',
    paths: /^\/emulator\//,
    scheme: 'secret',
    error: z.looseObject({ error: z.string() }),
  },
  {
    name: 'Token exchange',
    description:
      'The part of ACS identity that a token service for Teams users needs. Requests for users of ACS itself (`/identities`) get 501, with a message that names the alternative.',
    paths: /^\/(teamsUser|identities)\b/,
    scheme: 'acs',
    error: azureError,
  },
  {
    name: 'Teams Phone extensibility',
    description:
      'The exchange that `AzureCommunicationTokenCredential` calls for an agent, with the Entra token as bearer, and the assignments, which decide who may be an agent.',
    paths: /^\/access\/teamsExtension\//,
    scheme: 'acs',
    error: azureError,
  },
  {
    name: 'Entra',
    description: 'Sign-in with the authorization code flow and PKCE, as MSAL does it.',
    paths: /^\/(\{tenant\}|devicelogin)/,
    error: z.looseObject({
      error: z.string(),
      error_description: z.string(),
      error_codes: z.array(z.number()),
    }),
  },
  {
    name: 'Graph',
    description: 'The part of Microsoft Graph that a phone needs.',
    paths: /^\/v1\.0\//,
    scheme: 'graph',
    error: azureError,
  },
  {
    name: 'Scripts and pages',
    description: 'What browsers load. These routes need no secret.',
    paths: /^/,
  },
];

/** What each parameter of a path means. */
const pathParameters: Readonly<Record<string, string>> = {
  tenant: 'A tenant id, a domain of a tenant, `organizations` or `common`.',
  tenantId: 'The id of the tenant to which the person or the resource account belongs.',
  objectId: 'The object id of the person or the resource account.',
  id: 'An object id or a UPN; for a chat, the id of the chat; for an ACS user, its raw id.',
  size: 'The size of a photo, such as `48x48`.',
  agent: 'The id of an endpoint, as `GET /emulator/agents` gives it.',
  call: 'The id of a call, as `GET /emulator/calls` gives it.',
  name: 'The name of a scenario, as `GET /emulator/scenarios` gives it.',
};

const textSchema: JsonSchema = { type: 'string' };

/** @returns the JSON Schema of what a sender may send. It contains `{}` where Zod's schema has no equivalent. */
export const createSchema = (schema: core.$ZodType): JsonSchema => {
  // `$schema` only names the version of JSON Schema, which OpenAPI 3.1 implies.
  const { $schema: _, ...jsonSchema } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return jsonSchema;
};

const describeJson = (schema: core.$ZodType) => ({ 'application/json': { schema: createSchema(schema) } });

function createOperation(
  path: string,
  { summary, query = {}, body, example, isForm, status = 200, createdStatus, answer }: RouteDescription,
): Operation {
  // The cast is safe because the last group matches every path.
  const { name: tag, scheme, error } = groups.find(({ paths }) => paths.test(path)) as Group;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const description = pathParameters[name] ?? '';
    return { name, in: 'path' as const, required: true, description, schema: textSchema };
  });
  const inQuery = Object.entries(query).map(([key, description]) => {
    const name = key.replace(/!$/, '');
    return { name, in: 'query' as const, required: name !== key, description, schema: textSchema };
  });
  const bodyType = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
  const answerContent = typeof answer === 'object' ? describeJson(answer) : answer && { [answer]: {} };
  const success = { description: 'The request succeeded.', ...(answerContent && { content: answerContent }) };
  return {
    tags: [tag],
    summary,
    security: scheme ? [{ [scheme]: [] }] : [],
    parameters: [...inPath, ...inQuery],
    ...(body && {
      requestBody: { required: true, content: { [bodyType]: { schema: createSchema(body), example } } },
    }),
    responses: {
      [status]: success,
      ...(createdStatus && { [createdStatus]: success }),
      ...(error && {
        default: { description: 'The request was refused.', content: describeJson(error) },
      }),
    },
  };
}

/** Creates the OpenAPI document from the descriptions of the routes. @see https://spec.openapis.org/oas/v3.1.0 */
export function createOpenApiDocument(routes: Hono<EmulatorEnv>['routes'], origin: string) {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const { method, path: honoPath, handler } of routes) {
    const description = findDescription(handler);
    // Middleware and the routes that answer 404 have no description.
    if (!description) continue;
    const path = description.documentedPath ?? honoPath.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [method.toLowerCase()]: createOperation(path, description) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Emulator of Azure Communication Services',
      version: emulatorVersion,
      description:
        'The HTTP API of the emulator. Calls use the WebSocket `/signalling`, whose messages are not part of this API.',
    },
    servers: [{ url: origin }],
    tags: groups.map(({ name, description }) => ({ name, description })),
    components: {
      securitySchemes: {
        secret: { type: 'apiKey', in: 'header', name: 'x-emulator-secret' },
        acs: {
          type: 'apiKey',
          in: 'header',
          name: 'Authorization',
          description:
            'An HMAC of the request with the access key, or a bearer token of the managed identity.',
        },
        graph: {
          type: 'http',
          scheme: 'bearer',
          description: 'An access token of the emulated Entra for Graph.',
        },
      },
    },
    paths,
  };
}
export type OpenApiDocument = ReturnType<typeof createOpenApiDocument>;
