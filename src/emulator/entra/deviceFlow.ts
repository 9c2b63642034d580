import * as z from 'zod/mini';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorApp } from '../http/env.ts';
import { deviceCodeLifetimeSeconds, pollIntervalSeconds } from './deviceCodes.ts';
import type { EntraState } from './entraState.ts';
import { renderDeviceCodePage } from './pages/signInPages.ts';
import { devicePagePath, readDeviceRequest } from './protocol/signInRequest.ts';
import { exampleScope } from './protocol/scopes.ts';
import { readTokenForm } from './protocol/tokenForm.ts';
import { createSignInFlow } from './signInFlow.ts';

/** Adds `POST /{tenant}/oauth2/v2.0/devicecode`, where a device gets a code, and the page where the user enters that code. */
export function addDeviceRoutes(app: EmulatorApp, state: EntraState): void {
  const { directory, deviceCodes, origin } = state;
  const flow = createSignInFlow(state);

  // Like Entra's, this route answers no CORS preflight: devices and command-line programs ask for codes, but pages do not.
  addRoute(app, 'POST', '/:tenant/oauth2/v2.0/devicecode', {
    summary: 'Begins a sign-in for a device: returns the code that the user enters at `/devicelogin`.',
    body: z.looseObject({ client_id: z.string(), scope: z.string() }),
    example: { client_id: 'ca000000-0000-4000-8000-0000000000ca', scope: exampleScope },
    isForm: true,
    answer: z.strictObject({
      user_code: z.string(),
      device_code: z.string(),
      verification_uri: z.string(),
      expires_in: z.number(),
      interval: z.number(),
      message: z.string(),
    }),
    handle: async (c) => {
      c.header('cache-control', 'no-store');
      const form = readTokenForm(await c.req.text(), c.req.header('content-type'));
      const request = readDeviceRequest(directory, c.req.param('tenant'), form);
      const { deviceCode, userCode } = deviceCodes.issue(request);
      const verificationUri = `${origin}${devicePagePath}`;
      return c.json({
        user_code: userCode,
        device_code: deviceCode,
        verification_uri: verificationUri,
        expires_in: deviceCodeLifetimeSeconds,
        interval: pollIntervalSeconds,
        message: `To sign in, use a web browser to open the page ${verificationUri} and enter the code ${userCode} to authenticate.`,
      });
    },
  });

  addRoute(app, 'GET', devicePagePath, {
    summary: 'Shows the page where a user enters the code of a device.',
    answer: 'text/html',
    handle: (c) => renderDeviceCodePage(c),
  });
  addRoute(app, 'POST', devicePagePath, {
    summary: 'Receives the code of a device, and shows the account picker. A wrong or old code gets 400.',
    body: z.looseObject({ user_code: z.string() }),
    example: { user_code: 'BCDFGHJKL' },
    isForm: true,
    answer: 'text/html',
    handle: async (c) => {
      const userCode = new URLSearchParams(await c.req.text()).get('user_code') ?? '';
      return flow.showAccountPicker(c, deviceCodes.readRequest(userCode));
    },
  });
}
