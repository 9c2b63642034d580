import type { HttpBindings } from '@hono/node-server';

/** What hono handlers find in their context: Node's own request and response. */
export interface EmulatorEnv {
  Bindings: HttpBindings;
}
