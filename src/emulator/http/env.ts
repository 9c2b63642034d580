import type { HttpBindings } from '@hono/node-server';

/** The context of Hono's handlers: Node's request and response. */
export interface EmulatorEnv {
  Bindings: HttpBindings;
}
