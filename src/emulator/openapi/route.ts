import type * as core from 'zod/v4/core';

/** The groups of routes in the document. */
export type Tag = 'Controls' | 'Token exchange' | 'Entra' | 'Graph' | 'Scripts and pages';

/** What the document says about one route of the emulator. */
export interface Route {
  readonly method: 'get' | 'post' | 'delete';
  /** The path, with parameters in braces. */
  readonly path: string;
  readonly tag: Tag;
  /** What the route does, as a sentence without a subject. */
  readonly summary: string;
  /** The parameters of the query: what each means. A name that ends in `!` is required. */
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: {
    readonly schema: core.$ZodType;
    readonly example: Readonly<Record<string, unknown>>;
    /** By default JSON. */
    readonly type?: 'application/x-www-form-urlencoded';
  };
  readonly answer: {
    /** By default 200. */
    readonly status?: number;
    /** The content type; by default JSON if there is a schema, otherwise the answer has no body. */
    readonly type?: string;
    readonly schema?: core.$ZodType;
  };
}

/** The parameters in paths. */
export const pathParameters: Readonly<Record<string, string>> = {
  tenant: 'A tenant id, a domain of a tenant, `organizations` or `common`.',
  id: 'An object id or a UPN; for a chat, the id of the chat.',
  size: 'The size of a photo, such as `48x48`.',
  agent: 'The id of an endpoint, as `GET /emulator/agents` gives it.',
  call: 'The id of a call, as `GET /emulator/calls` gives it.',
  name: 'The name of a scenario, as `GET /emulator/scenarios` gives it.',
};
