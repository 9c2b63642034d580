import { Hono } from 'hono';
import type { EmulatorEnv } from '../http/env.ts';
import { adminConsentRoutes } from './adminConsent.ts';
import { authorizeRoutes } from './authorize.ts';
import type { EntraState } from './entraState.ts';
import { logoutRoutes } from './logout.ts';
import { metadataRoutes } from './metadata.ts';
import { tokenRoutes } from './token.ts';

/** Creates the routes of the emulated Microsoft Entra ID. The first path segment is the tenant, as MSAL expects. */
export function entraRoutes(state: EntraState): Hono<EmulatorEnv> {
  return new Hono<EmulatorEnv>()
    .route('/', metadataRoutes(state))
    .route('/', authorizeRoutes(state))
    .route('/', tokenRoutes(state))
    .route('/', logoutRoutes(state))
    .route('/', adminConsentRoutes(state));
}
