import * as z from 'zod';
import type * as core from 'zod/v4/core';
import { emulatorVersion } from '../version.ts';
import { pathParameters, type Route, type Tag } from './route.ts';
import { callRoutes } from './routes/calls.ts';
import { controlRoutes } from './routes/controls.ts';
import { entraRoutes } from './routes/entra.ts';
import { graphRoutes } from './routes/graph.ts';
import { otherRoutes } from './routes/others.ts';

/** All routes of the emulator. A test compares them with the routes of the Hono app. */
export const routes: readonly Route[] = [
  ...callRoutes,
  ...controlRoutes,
  ...otherRoutes,
  ...entraRoutes,
  ...graphRoutes,
];

/** A JSON Schema, version 2020-12. */
export type JsonSchema = core.JSONSchema.BaseSchema;
export interface MediaTypes {
  readonly [type: string]: { readonly schema?: JsonSchema; readonly example?: unknown };
}
/** An operation of the document: one route. */
export interface Operation {
  readonly tags: readonly Tag[];
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
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly paths: Readonly<Record<string, Readonly<Partial<Record<Route['method'], Operation>>>>>;
}

/** What each group of routes needs from a client, and how it refuses a request. */
const groups: Readonly<Record<Tag, { scheme?: string; description: string; error?: core.$ZodType }>> = {
  Controls: {
    scheme: 'secret',
    description: 'Change the emulator, and read its state. Every request needs the secret.',
    error: z.looseObject({ error: z.string() }),
  },
  'Token exchange': {
    scheme: 'acs',
    description:
      'The part of ACS identity that a token service for Teams users needs. Requests for users of ACS itself (`/identities`) get 501, with a message that names the alternative.',
    error: z.looseObject({ error: z.looseObject({ code: z.string(), message: z.string() }) }),
  },
  Entra: {
    description: 'Sign-in with the authorization code flow and PKCE, as MSAL does it.',
    error: z.looseObject({
      error: z.string(),
      error_description: z.string(),
      error_codes: z.array(z.number()),
    }),
  },
  Graph: {
    scheme: 'graph',
    description: 'The part of Microsoft Graph that a phone needs.',
    error: z.looseObject({ error: z.looseObject({ code: z.string(), message: z.string() }) }),
  },
  'Scripts and pages': { description: 'What browsers load. These routes need no secret.' },
};

const createSchema = (schema: core.$ZodType): JsonSchema => {
  const { $schema: _, ...jsonSchema } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return jsonSchema;
};

function createOperation({ path, tag, summary, query = {}, body, answer }: Route): Operation {
  const { scheme, error } = groups[tag];
  const pathNames = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const { status = 200, schema, type = schema ? 'application/json' : undefined } = answer;
  return {
    tags: [tag],
    summary,
    security: scheme ? [{ [scheme]: [] }] : [],
    parameters: [
      ...pathNames.map((name) => ({
        name,
        in: 'path' as const,
        required: true,
        description: pathParameters[name] ?? '',
        schema: { type: 'string' as const },
      })),
      ...Object.entries(query).map(([name, description]) => ({
        name: name.replace(/!$/, ''),
        in: 'query' as const,
        required: name.endsWith('!'),
        description,
        schema: { type: 'string' as const },
      })),
    ],
    ...(body && {
      requestBody: {
        required: true,
        content: {
          [body.type ?? 'application/json']: { schema: createSchema(body.schema), example: body.example },
        },
      },
    }),
    responses: {
      [status]: {
        description: 'The request succeeded.',
        ...(type && { content: { [type]: schema ? { schema: createSchema(schema) } : {} } }),
      },
      ...(error && {
        default: {
          description: 'The request was refused.',
          content: { 'application/json': { schema: createSchema(error) } },
        },
      }),
    },
  };
}

/**
 * Creates the OpenAPI document of the emulator's HTTP API.
 * @param origin the address of the emulator, such as `http://localhost:5174`.
 * @see https://spec.openapis.org/oas/v3.1.0
 */
export function createOpenApiDocument(origin: string) {
  const paths: Record<string, Partial<Record<Route['method'], Operation>>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: createOperation(route) };
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
    tags: Object.entries(groups).map(([name, { description }]) => ({ name, description })),
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
  } as const satisfies OpenApiDocument & Record<string, unknown>;
}
