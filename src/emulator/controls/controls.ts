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

/** What the controls work with. `emulator.ts` provides it. */
export interface ControlDeps extends TokenControlDeps, WorldControlDeps, ManagedIdentityDeps {
  /** The secret that every request to a control must carry. */
  readonly secret: string;
}

/**
 * Creates the emulator's controls: the routes under `/emulator`, by which developers and tests change the emulator. Every
 * request must carry the secret.
 * @param scenarioRoutes the routes of the scenarios. They need the secret, too, and may throw `ControlError`.
 */
export function controlRoutes(deps: ControlDeps, scenarioRoutes: Hono<EmulatorEnv>): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  // The page of controls needs no secret: it contains none, and asks the user for it.
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
  app.route('/', scenarioRoutes);
  return app;
}
