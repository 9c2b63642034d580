import { Hono } from 'hono';
import type { EmulatorEnv } from '../env.ts';
import { crossOrigin } from '../origins.ts';
import type { AdmissionRequest } from './admission.ts';
import { parseClaims } from './claimsRequest.ts';
import { EntraError, errorBody } from './errors.ts';
import type { EntraState } from './entraState.ts';
import type { Family } from './grants.ts';
import { refusals } from './refusals.ts';
import { graph, parseScopes, type RequestedScopes, type ResourceScopes } from './resources.ts';
import { readApplication, readTenant } from './tenantSegment.ts';
import { clientInfo } from './tokens.ts';

/** With nothing but openid and the like, Entra issues a token for Graph's user-info endpoint. */
const userInfo: ResourceScopes = { resource: graph, names: ['openid', 'profile', 'email'], asked: [] };

function oneResource({ resources }: RequestedScopes, scope: string): ResourceScopes {
  if (resources.length > 1) throw refusals.severalResources(scope);
  return resources[0] ?? userInfo;
}

interface Form {
  /** @throws EntraError 900144 when it is not there. */
  readonly field: (name: string) => string;
  readonly optional: (name: string) => string | undefined;
}

interface Asked extends Pick<AdmissionRequest, 'tenant' | 'scopes' | 'claims'> {
  readonly wanted: ResourceScopes;
}

function readForm(body: string, contentType: string | undefined): Form {
  const isForm = contentType?.split(';')[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded';
  const form = new URLSearchParams(isForm ? body : '');
  for (const name of new Set(form.keys())) {
    if (form.getAll(name).length > 1) throw refusals.doubledParameter(name);
  }
  const optional = (name: string) => form.get(name) || undefined;
  return {
    optional,
    field(name) {
      const value = optional(name);
      if (!value) throw refusals.missingParameter(name);
      return value;
    },
  };
}

/**
 * `POST /{tenant}/oauth2/v2.0/token`: codes and refresh tokens for tokens. The scopes of this request decide for
 * which one resource the access token is, whatever `/authorize` was asked for.
 */
export function tokenRoutes(state: EntraState): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const { applications, admit, conditions, grants, tokens, now } = state;

  function answer(family: Family, asked: Asked, nonce?: string) {
    const { tenant, scopes, wanted, claims } = asked;
    const { subject } = family;
    const { person, application, signIn } = subject;
    const admission = admit({ application, tenant, scopes, claims }, person, signIn);
    if (admission.verdict !== 'admitted') {
      const { code, message, suberror } = admission.refusal;
      throw new EntraError(code, 'invalid_grant', message, suberror ? { suberror } : {});
    }
    const { token, expiresIn } = tokens.accessToken(subject, wanted, claims);
    const offline = scopes.oidc.includes('offline_access');
    return {
      token_type: 'Bearer',
      scope: [...wanted.asked, ...scopes.oidc.filter((name) => name !== 'offline_access')].join(' '),
      expires_in: expiresIn,
      ext_expires_in: expiresIn,
      access_token: token,
      ...(offline
        ? {
            refresh_token: grants.issueRefreshToken(family),
            refresh_token_expires_in: Math.floor((family.issuedAt + 86_400_000 - now()) / 1000),
          }
        : {}),
      ...(scopes.oidc.includes('openid') ? { id_token: tokens.idToken(subject, nonce) } : {}),
      client_info: clientInfo(person),
    };
  }

  function redeem(segment: string, { field, optional }: Form, crossOriginCall: boolean) {
    const tenant = readTenant(segment);
    const grant = field('grant_type');
    if (grant !== 'authorization_code' && grant !== 'refresh_token') throw refusals.unsupportedGrant(grant);
    const { clientId } = readApplication(field('client_id'), tenant, applications);
    if (crossOriginCall && conditions.of().notSpa) throw refusals.notSpa();
    const scope = field('scope');
    const scopes = parseScopes(scope, applications);
    const wanted = oneResource(scopes, scope);
    const asked = { tenant, scopes, wanted, claims: parseClaims(optional('claims')) };
    if (grant === 'authorization_code') {
      const bound = { clientId, redirectUri: field('redirect_uri'), verifier: field('code_verifier') };
      const { request, family } = grants.redeemCode(field('code'), bound);
      return answer(family, asked, request.nonce);
    }
    const family = grants.redeemRefreshToken(field('refresh_token'), clientId, wanted.resource.prefix);
    return answer(family, asked);
  }

  app.use('/:tenant/oauth2/v2.0/token', crossOrigin);
  // Without an Origin too, where Entra insists on one for a SPA (AADSTS9002327): scripts and tests redeem codes here.
  app.post('/:tenant/oauth2/v2.0/token', async (c) => {
    c.header('cache-control', 'no-store');
    try {
      const form = readForm(await c.req.text(), c.req.header('content-type'));
      return c.json(redeem(c.req.param('tenant'), form, c.req.header('origin') !== undefined));
    } catch (error) {
      if (!(error instanceof EntraError)) throw error;
      return c.json(errorBody(error, now(), c.req.query('client-request-id')), error.status);
    }
  });
  return app;
}
