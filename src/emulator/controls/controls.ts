import { Hono } from 'hono';
import type { EmulatorEnv } from '../http/env.ts';
import { crossOrigin } from '../http/origins.ts';
import { callControlRoutes } from './callControls.ts';
import { controlsPageRoutes } from './controlsPage.ts';
import { ControlError } from './requests/controlError.ts';
import { managedIdentityRoutes, type ManagedIdentityDeps } from './managedIdentity.ts';
import { requireSecret } from './secret.ts';
import { tokenControlRoutes, type TokenControlDeps } from './tokenControls.ts';
import { worldControlRoutes, type WorldControlDeps } from './worldControls.ts';

export interface ControlDeps extends TokenControlDeps, WorldControlDeps, ManagedIdentityDeps {
  /** What requests must carry. */
  readonly secret: string;
}

/**
 * `/emulator/...`: the emulator's controls, for clients that send the secret.
 * @param more further routes under `/emulator` that need the secret and may throw `ControlError`.
 */
export function controlRoutes(deps: ControlDeps, more: Hono<EmulatorEnv>): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  // Before the secret is required: the page holds none, and asks for it.
  app.route('/', controlsPageRoutes());
  app.use('/emulator/*', crossOrigin, requireSecret(deps.secret));
  app.onError((error, c) => {
    if (!(error instanceof ControlError)) throw error;
    return c.json({ error: error.message }, error.status);
  });
  app.route('/', tokenControlRoutes(deps));
  app.route('/', managedIdentityRoutes(deps));
  app.route('/', worldControlRoutes(deps));
  app.route('/', callControlRoutes(deps));
  app.route('/', more);
  return app;
}
