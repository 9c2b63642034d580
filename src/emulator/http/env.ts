import type { HttpBindings } from '@hono/node-server';

/** The environment type of all Hono routes of the emulator: `c.env` has Node's request and response. */
export interface EmulatorEnv {
  Bindings: HttpBindings;
}
