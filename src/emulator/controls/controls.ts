import { Hono } from 'hono';
import type { EmulatorEnv } from '../http/env.ts';
import { allowCrossOrigin } from '../http/origins.ts';
import { createCallControlRoutes } from './callControls.ts';
import { createControlsPageRoutes } from './controlsPage.ts';
import { ControlError } from './requests/controlError.ts';
import { createManagedIdentityRoutes, type ManagedIdentityDeps } from './managedIdentity.ts';
import { requireSecret } from './secret.ts';
import { createTokenControlRoutes, type TokenControlDeps } from './tokenControls.ts';
import { createEmulatorControlRoutes, type EmulatorControlDeps } from './emulatorControls.ts';

/** What the controls work with. `emulator.ts` provides it. */
export interface ControlDeps extends TokenControlDeps, EmulatorControlDeps, ManagedIdentityDeps {
  /** The control secret. The controls refuse a request without it. */
  readonly secret: string;
}

/**
 * Creates the emulator's controls: the routes under `/emulator`, by which developers and tests change the emulator. The
 * controls refuse a request without the secret.
 * @param scenarioRoutes the routes of the scenarios. They need the secret, too, and may throw `ControlError`.
 */
export function createControlRoutes(deps: ControlDeps, scenarioRoutes: Hono<EmulatorEnv>): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  // The page of controls needs no secret: it contains none, and asks the user for it.
  app.route('/', createControlsPageRoutes());
  app.use('/emulator/*', allowCrossOrigin, requireSecret(deps.secret));
  app.onError((error, c) => {
    if (!(error instanceof ControlError)) throw error;
    return c.json({ error: error.message }, error.status);
  });
  app.route('/', createTokenControlRoutes(deps));
  app.route('/', createManagedIdentityRoutes(deps));
  app.route('/', createEmulatorControlRoutes(deps));
  app.route('/', createCallControlRoutes(deps));
  app.route('/', scenarioRoutes);
  return app;
}
