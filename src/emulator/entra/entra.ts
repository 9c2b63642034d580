import { Hono } from 'hono';
import type { EmulatorEnv } from '../http/env.ts';
import { createAdminConsentRoutes } from './adminConsent.ts';
import { createAuthorizeRoutes } from './authorize.ts';
import { createDeviceRoutes } from './deviceFlow.ts';
import type { EntraState } from './entraState.ts';
import { createLogoutRoutes } from './logout.ts';
import { createMetadataRoutes } from './metadata.ts';
import { createTokenRoutes } from './token.ts';

/** Creates the routes of the emulated Microsoft Entra ID. The first path segment is the tenant, as MSAL expects. */
export function createEntraRoutes(state: EntraState): Hono<EmulatorEnv> {
  return new Hono<EmulatorEnv>()
    .route('/', createMetadataRoutes(state))
    .route('/', createAuthorizeRoutes(state))
    .route('/', createTokenRoutes(state))
    .route('/', createDeviceRoutes(state))
    .route('/', createLogoutRoutes(state))
    .route('/', createAdminConsentRoutes(state));
}
