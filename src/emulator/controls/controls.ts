import { Hono, type MiddlewareHandler } from 'hono';
import type { EmulatorApp, EmulatorEnv } from '../http/env.ts';
import { allowCrossOrigin } from '../http/origins.ts';
import { addAssignmentControlRoutes } from './assignmentControls.ts';
import { addCallControlRoutes } from './callControls.ts';
import { addContactCentreRoutes } from './contactCentreControls.ts';
import { addControlsPageRoutes } from './controlsPage.ts';
import { ControlError } from './requests/addControl.ts';
import type { ControlState } from './controlState.ts';
import { addStateControlRoutes } from './stateControls.ts';
import { addManagedIdentityRoutes, addTokenControlRoutes } from './tokenControls.ts';
import { addEmulatorControlRoutes } from './emulatorControls.ts';
import { createHash, timingSafeEqual } from 'node:crypto';

const hash = (value: string) => createHash('sha256').update(value).digest();

/** Answers 401 to a request without the secret. Microsoft's managed-identity clients send it in `x-identity-header`. */
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

/**
 * Creates the routes under `/emulator`, by which developers and tests change the emulator. `addControl` adds a route in the file of
 * its subject, and `npm run docs:write -- api` then writes its documentation. Its function in `emulator-package/` is added by hand.
 * Handlers may throw `ControlError`; other errors reach the outer app.
 * @param addMoreRoutes adds further routes. They also need the secret.
 */
export function createControlRoutes(
  state: ControlState,
  addMoreRoutes: (app: EmulatorApp) => void,
): EmulatorApp {
  const app = new Hono<EmulatorEnv>();
  // The page of controls is added before the check: it loads without the secret, and asks the user for it.
  addControlsPageRoutes(app);
  app.use('/emulator/*', allowCrossOrigin, requireSecret(state.secret));
  app.onError((error, c) => {
    if (!(error instanceof ControlError)) throw error;
    return c.json({ error: error.message }, error.status);
  });
  addTokenControlRoutes(app, state);
  addManagedIdentityRoutes(app, state);
  addEmulatorControlRoutes(app, state);
  addCallControlRoutes(app, state);
  addContactCentreRoutes(app, state);
  addAssignmentControlRoutes(app, state);
  addStateControlRoutes(app, state);
  addMoreRoutes(app);
  return app;
}
