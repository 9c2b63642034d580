import { Hono } from 'hono';
import type { EmulatorApp, EmulatorEnv } from '../http/env.ts';
import { createAdminConsentRoutes } from './adminConsent.ts';
import { createAuthorizeRoutes } from './authorize.ts';
import { addDeviceRoutes } from './deviceFlow.ts';
import type { EntraState } from './entraState.ts';
import { addLogoutRoutes } from './logout.ts';
import { createMetadataRoutes } from './metadata.ts';
import { addTokenRoutes } from './token.ts';

/** Creates the routes of the emulated Microsoft Entra ID. The first path segment is the tenant, as MSAL expects. */
export function createEntraRoutes(state: EntraState): EmulatorApp {
  const app = new Hono<EmulatorEnv>();
  // These three groups answer errors in a way of their own.
  app.route('/', createMetadataRoutes(state));
  app.route('/', createAuthorizeRoutes(state));
  addTokenRoutes(app, state);
  addDeviceRoutes(app, state);
  addLogoutRoutes(app, state);
  app.route('/', createAdminConsentRoutes(state));
  return app;
}
