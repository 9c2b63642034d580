import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';

/** The environment type of all Hono routes of the emulator: `c.env` has Node's request and response. */
export interface EmulatorEnv {
  Bindings: HttpBindings;
  Variables: {
    /** The origins of `--allow-origin`. Absent without any. */
    allowedOrigins?: readonly string[];
    /** The permissions in the Entra token of a request to Graph. Absent until the request has been authenticated. */
    permissions?: readonly string[];
    /** The client id of the application for which this token was issued. */
    clientId?: string;
  };
}

export type EmulatorApp = Hono<EmulatorEnv>;
