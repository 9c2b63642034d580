import { Hono, type MiddlewareHandler } from 'hono';
import type { EmulatorEnv } from '../http/env.ts';
import { allowCrossOrigin } from '../http/origins.ts';
import { createCallControlRoutes } from './callControls.ts';
import { createControlsPageRoutes } from './controlsPage.ts';
import { ControlError } from './requests/controlError.ts';
import { createManagedIdentityRoutes, type ManagedIdentityDeps } from './managedIdentity.ts';
import { createTokenControlRoutes, type TokenControlDeps } from './tokenControls.ts';
import { createEmulatorControlRoutes, type EmulatorControlDeps } from './emulatorControls.ts';
import { createHash, timingSafeEqual } from 'node:crypto';

const hash = (value: string) => createHash('sha256').update(value).digest();

/**
 * Creates the middleware that answers 401 to a request without the control secret. The secret is in the header
 * `x-emulator-secret`, or in `x-identity-header`, in which Microsoft's managed-identity clients send their secret.
 */
function requireSecret(secret: string): MiddlewareHandler {
  const expectedHash = hash(secret);
  return async (c, next) => {
    const sentSecret = c.req.header('x-emulator-secret') ?? c.req.header('x-identity-header') ?? '';
    // Hashes have the same length, so the time of the comparison tells nothing about the secret.
    if (!timingSafeEqual(hash(sentSecret), expectedHash)) {
      return c.json({ error: 'The header x-emulator-secret must carry the secret printed at start.' }, 401);
    }
    c.header('cache-control', 'no-store');
    return next();
  };
}

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
