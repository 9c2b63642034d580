import { Hono } from 'hono';
import type { EmulatorEnv } from '../http/env.ts';
import { deviceCodeLifetimeSeconds, pollIntervalSeconds } from './deviceCodes.ts';
import type { EntraState } from './entraState.ts';
import { renderDeviceCodePage } from './pages/devicePages.ts';
import { renderErrorPage } from './pages/errorPage.ts';
import { devicePagePath, readDeviceRequest } from './protocol/deviceRequest.ts';
import { EntraError, createErrorBody } from './protocol/errors.ts';
import { readTokenForm } from './protocol/tokenForm.ts';
import { createSignInFlow } from './signInFlow.ts';

/**
 * Creates `POST /{tenant}/oauth2/v2.0/devicecode`, where a device gets a code, and the page `/devicelogin`, where the user
 * enters that code. The pages after it are those of every sign-in.
 */
export function createDeviceRoutes(state: EntraState): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const { directory, deviceCodes, origin, now } = state;
  const flow = createSignInFlow(state);

  // Entra answers no CORS preflight here: devices and command lines ask for codes, and not pages.
  app.post('/:tenant/oauth2/v2.0/devicecode', async (c) => {
    c.header('cache-control', 'no-store');
    try {
      const form = readTokenForm(await c.req.text(), c.req.header('content-type'));
      const { deviceCode, userCode } = deviceCodes.issue(
        readDeviceRequest(directory, c.req.param('tenant'), form),
      );
      const verificationUri = `${origin}${devicePagePath}`;
      return c.json({
        user_code: userCode,
        device_code: deviceCode,
        verification_uri: verificationUri,
        expires_in: deviceCodeLifetimeSeconds,
        interval: pollIntervalSeconds,
        message: `To sign in, use a web browser to open the page ${verificationUri} and enter the code ${userCode} to authenticate.`,
      });
    } catch (error) {
      if (!(error instanceof EntraError)) throw error;
      return c.json(createErrorBody(error, now()), error.status);
    }
  });

  app.get(devicePagePath, (c) => renderDeviceCodePage(c));
  app.post(devicePagePath, async (c) => {
    const form = new URLSearchParams(await c.req.text());
    try {
      return await flow.showAccountPicker(c, deviceCodes.readRequest(form.get('user_code') ?? ''));
    } catch (error) {
      if (!(error instanceof EntraError)) throw error;
      return renderErrorPage(c, createErrorBody(error, now()), error.status, devicePagePath);
    }
  });
  return app;
}
