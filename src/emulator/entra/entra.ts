import { Hono } from 'hono';
import type { EmulatorApp, EmulatorEnv } from '../http/env.ts';
import { addAdminConsentRoutes } from './adminConsent.ts';
import { addAuthorizeRoutes } from './authorize.ts';
import { addDeviceRoutes } from './deviceFlow.ts';
import type { EntraState } from './entraState.ts';
import { addLogoutRoutes } from './logout.ts';
import { addMetadataRoutes } from './metadata.ts';
import { renderErrorPage } from './pages/signInPages.ts';
import { createErrorBody, EntraError } from './protocol/refusals.ts';
import { devicePagePath, RedirectedRefusal } from './protocol/signInRequest.ts';
import { redirectWithRefusal } from './signInFlow.ts';
import { addTokenRoutes } from './token.ts';

/** Matches the paths that programs call, which get errors as JSON. The other paths are for people, and show an error page. */
const programPath = /\/(?:openid-configuration|keys|token|devicecode)$/;

/** Creates the routes of the emulated Microsoft Entra ID. Unexpected errors go on to the app that mounts them. */
export function createEntraRoutes(state: EntraState): EmulatorApp {
  const app = new Hono<EmulatorEnv>();
  app.onError((error, c) => {
    const { path } = c.req;
    if (error instanceof RedirectedRefusal)
      return redirectWithRefusal(c, error.replyAddress, error.refusal, state.now());
    if (!(error instanceof EntraError)) throw error;
    if (programPath.test(path))
      return c.json(createErrorBody(error, state.now(), c.req.query('client-request-id')), error.status);
    // Only the page for device codes lets the user try again.
    const retryPath = path === devicePagePath ? devicePagePath : undefined;
    return renderErrorPage(c, error, state.now(), retryPath);
  });
  addMetadataRoutes(app, state);
  addAuthorizeRoutes(app, state);
  addTokenRoutes(app, state);
  addDeviceRoutes(app, state);
  addLogoutRoutes(app, state);
  addAdminConsentRoutes(app, state);
  return app;
}
