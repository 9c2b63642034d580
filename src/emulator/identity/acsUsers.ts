import { Hono, type Context } from 'hono';
import type { EmulatorState } from '../core/emulatorState.ts';
import type { EmulatorEnv } from '../http/env.ts';
import { AcsError, authenticate, sendAcsError } from './authenticate.ts';

/** What an app does instead. */
const alternative =
  'The emulator has Teams users only, and no users of Communication Services (8:acs:…). Exchange the Entra token of a Teams ' +
  'user with getTokenForTeamsUser, or get the ACS token of a person of the directory from GET /emulator/token?user=<UPN>.';

/**
 * Creates the routes with which `CommunicationIdentityClient` manages ACS users. They refuse every request, because the emulator
 * has no such users.
 * @see https://learn.microsoft.com/rest/api/communication/identity/communication-identity
 */
export function createAcsUserRoutes(state: EmulatorState): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  app.onError(sendAcsError);
  const refuse = async (c: Context<EmulatorEnv>): Promise<never> => {
    // As in Azure, a caller that is not authenticated gets 401.
    await authenticate(c, new Uint8Array(await c.req.arrayBuffer()), state);
    throw new AcsError(501, 'NotSupportedByEmulator', alternative);
  };
  // The client uses `/identities`, `/identities/<id>`, `/identities/<id>/:issueAccessToken` and `…/:revokeAccessTokens`.
  app.all('/identities', refuse);
  app.all('/identities/*', refuse);
  return app;
}
