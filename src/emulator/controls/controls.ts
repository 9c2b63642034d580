import { Hono } from 'hono';
import type { TokenIssuer } from '../entra/tokens.ts';
import type { EmulatorEnv } from '../http/env.ts';
import { crossOrigin } from '../http/origins.ts';
import { controlsPageRoutes } from './page/controlsPage.ts';
import { scenarioRoutes } from '../scenarios/scenarioRoutes.ts';
import { callControlRoutes } from './callControls.ts';
import { ControlError } from './controlError.ts';
import { managedIdentityRoutes } from './managedIdentity.ts';
import { requireSecret } from './secret.ts';
import { tokenControlRoutes, type TokenControlDeps } from './tokenControls.ts';
import { worldControlRoutes, type WorldControlDeps } from './worldControls.ts';

export interface ControlDeps extends TokenControlDeps, WorldControlDeps {
  readonly secret: string;
  readonly tokens: TokenIssuer;
}

/** `/emulator/...`: the emulator's own controls, for whoever has the secret printed at its start. */
export function controlRoutes(deps: ControlDeps): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  // The page itself holds nothing that is secret: it asks for the secret, and then for everything else.
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
  app.route('/', scenarioRoutes(deps));
  return app;
}
