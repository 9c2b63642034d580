import * as z from 'zod/mini';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorApp } from '../http/env.ts';
import { allowCrossOrigin } from '../http/origins.ts';
import type { EntraState } from './entraState.ts';
import { readTenant } from './protocol/tenantSegment.ts';

/** Adds the routes that clients and token verifiers read: `openid-configuration` and `keys`. */
export function addMetadataRoutes(app: EmulatorApp, { directory, origin, key }: EntraState): void {
  app.use('/:tenant/v2.0/.well-known/openid-configuration', allowCrossOrigin);
  addRoute(app, 'GET', '/:tenant/v2.0/.well-known/openid-configuration', {
    summary: 'Returns the addresses and abilities of the emulated Entra.',
    answer: z.looseObject({
      issuer: z.string(),
      authorization_endpoint: z.string(),
      token_endpoint: z.string(),
      jwks_uri: z.string(),
      end_session_endpoint: z.string(),
    }),
    handle: (c) => {
      const tenant = readTenant(directory, c.req.param('tenant'));
      const base = `${origin}/${c.req.param('tenant')}`;
      return c.json({
        // `tenant` is null for `organizations` and `common`. As in Entra, the user's account then decides the tenant.
        issuer: `${origin}/${tenant?.id ?? '{tenantid}'}/v2.0`,
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        token_endpoint: `${base}/oauth2/v2.0/token`,
        jwks_uri: `${base}/discovery/v2.0/keys`,
        end_session_endpoint: `${base}/oauth2/v2.0/logout`,
        device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
        token_endpoint_auth_methods_supported: ['none'],
        response_modes_supported: ['query', 'fragment'],
        subject_types_supported: ['pairwise'],
        id_token_signing_alg_values_supported: ['RS256'],
        response_types_supported: ['code'],
        code_challenge_methods_supported: ['S256'],
        scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
        claims_supported: 'sub iss aud exp iat nonce preferred_username name tid ver'.split(' '),
      });
    },
  });

  // Verifiers of tokens of version 1.0 read the path without a version. Entra has the same keys at both paths.
  for (const path of ['/:tenant/discovery/v2.0/keys', '/:tenant/discovery/keys'] as const) {
    app.use(path, allowCrossOrigin);
    addRoute(app, 'GET', path, {
      summary: 'Returns the public key that signs the tokens.',
      answer: z.strictObject({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })) }),
      handle: (c) => {
        // Throws for a tenant that does not exist. All tenants share one key.
        readTenant(directory, c.req.param('tenant'));
        return c.json({ keys: [key.jwk] });
      },
    });
  }
}
