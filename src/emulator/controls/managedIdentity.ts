import * as z from 'zod';
import { createAudience, findResource } from '../core/resources.ts';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorApp } from '../http/env.ts';
import type { ControlState } from './controlState.ts';

/**
 * Creates the token endpoint that Azure App Service offers to an app with a managed identity. An app that has
 * `IDENTITY_ENDPOINT` set to the address of this route, and `IDENTITY_HEADER` set to the control secret, can use
 * Microsoft's `ManagedIdentityCredential`.
 * @see https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
export function addManagedIdentityRoutes(
  app: EmulatorApp,
  { issueAppToken, now }: Pick<ControlState, 'issueAppToken' | 'now'>,
): void {
  addRoute(app, 'GET', '/emulator/identity/token', {
    summary: 'Returns a token of the managed identity, as Azure App Service does, for token services.',
    query: { 'resource!': 'The API, such as `?resource=https://communication.azure.com`.' },
    answer: z.strictObject({
      access_token: z.string(),
      expires_on: z.string(),
      resource: z.string(),
      token_type: z.literal('Bearer'),
    }),
    handle: (c) => {
      const requestedResource = c.req.query('resource') ?? '';
      const prefix = requestedResource.replace(/\/+$/, '');
      const resource = findResource(prefix, []);
      if (!resource) {
        return c.json({ statusCode: 400, message: `There is no resource '${requestedResource}'.` }, 400);
      }
      const { token, expiresIn } = issueAppToken(createAudience(resource, requestedResource !== prefix));
      return c.json({
        access_token: token,
        expires_on: String(Math.floor(now() / 1000) + expiresIn),
        resource: requestedResource,
        token_type: 'Bearer',
      });
    },
  });
}
