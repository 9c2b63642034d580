import { Hono } from 'hono';
import { findResource, type Resource } from '../core/resources.ts';
import type { EmulatorEnv } from '../http/env.ts';

export interface ManagedIdentityDeps {
  /** Issues an Entra token of the managed identity, for a resource; `expiresIn` is in seconds. */
  readonly issueAppToken: (resource: Resource) => { token: string; expiresIn: number };
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * The token endpoint that an App Service gives to the code it runs. With `IDENTITY_ENDPOINT` set to its address and
 * `IDENTITY_HEADER` to the control secret, Microsoft's managed-identity credential works against it.
 * @see https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
export function managedIdentityRoutes({ issueAppToken, now }: ManagedIdentityDeps): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  app.get('/emulator/identity/token', (c) => {
    const asked = c.req.query('resource') ?? '';
    const resource = findResource(asked.replace(/\/+$/, ''), []);
    if (!resource) return c.json({ statusCode: 400, message: `There is no resource '${asked}'.` }, 400);
    const { token, expiresIn } = issueAppToken(resource);
    return c.json({
      access_token: token,
      expires_on: String(Math.floor(now() / 1000) + expiresIn),
      resource: asked,
      token_type: 'Bearer',
    });
  });
  return app;
}
