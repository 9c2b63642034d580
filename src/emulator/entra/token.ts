import { Hono } from 'hono';
import type { EmulatorEnv } from '../http/env.ts';
import { crossOrigin } from '../http/origins.ts';
import type { AdmissionRequest } from './admission.ts';
import { parseClaims } from './protocol/claimsRequest.ts';
import { EntraError, errorBody } from './protocol/errors.ts';
import type { EntraState } from './entraState.ts';
import type { Redemption } from './grants.ts';
import { refusals } from './protocol/refusals.ts';
import { graph } from '../core/resources.ts';
import { parseScopes, type ResourceScopes } from './protocol/scopes.ts';
import { readApplication, readTenant } from './protocol/tenantSegment.ts';
import { clientInfo } from './tokens.ts';

/** With nothing but openid and the like, Entra issues a token for Graph's user-info endpoint. */
const userInfo: ResourceScopes = { resource: graph, names: ['openid', 'profile', 'email'], asked: [] };

interface Form {
  /** @throws EntraError 900144 when it is not there. */
  readonly field: (name: string) => string;
  readonly optional: (name: string) => string | undefined;
}

interface Asked extends Pick<AdmissionRequest, 'tenant' | 'scopes' | 'claims'> {
  /** The one resource that the access token is for. */
  readonly wanted: ResourceScopes;
  readonly nonce: string | undefined;
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
 * which one resource the access token is, whatever `/authorize` was asked for; without any it is the first of those.
 */
export function tokenRoutes(state: EntraState): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const { applications, admit, conditions, grants, tokens, now } = state;

  function answer(redemption: Redemption, asked: Asked) {
    const { subject } = redemption;
    const { tenant, scopes, wanted, claims, nonce } = asked;
    const { person, application, signIn } = subject;
    const admission = admit({ application, tenant, scopes, claims }, person, signIn);
    if (admission.verdict !== 'admitted') {
      const { code, message, suberror } = admission.refusal;
      throw new EntraError(code, 'invalid_grant', message, suberror ? { suberror } : {});
    }
    const { token, expiresIn } = tokens.accessToken(subject, wanted, claims);
    // Granted once, it need not be asked for again: the documentation's own examples of a renewal leave it out.
    const asksForMore = [scopes, redemption.request.scopes].some(({ oidc }) =>
      oidc.includes('offline_access'),
    );
    const next = asksForMore ? redemption.replace() : null;
    return {
      token_type: 'Bearer',
      scope: [...wanted.asked, ...scopes.oidc.filter((name) => name !== 'offline_access')].join(' '),
      expires_in: expiresIn,
      ext_expires_in: expiresIn,
      access_token: token,
      ...(next ? { refresh_token: next.token, refresh_token_expires_in: next.expiresIn } : {}),
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
    const scope = optional('scope');
    const given = scope === undefined ? null : parseScopes(scope, applications);
    if (scope !== undefined && given && given.resources.length > 1) throw refusals.severalResources(scope);
    const claims = parseClaims(optional('claims'));

    const isCode = grant === 'authorization_code';
    const redemption = isCode
      ? grants.redeemCode(field('code'), {
          clientId,
          redirectUri: field('redirect_uri'),
          verifier: field('code_verifier'),
        })
      : grants.redeemRefreshToken(field('refresh_token'), clientId, given?.resources[0]?.resource.prefix);
    const scopes = given ?? redemption.request.scopes;
    const wanted = scopes.resources[0] ?? userInfo;
    const nonce = isCode ? redemption.request.nonce : undefined;
    return answer(redemption, { tenant, scopes, wanted, claims, nonce });
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
