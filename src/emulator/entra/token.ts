import { Hono } from 'hono';
import { graph } from '../core/resources.ts';
import type { EmulatorEnv } from '../http/env.ts';
import { crossOrigin } from '../http/origins.ts';
import type { AdmissionRequest } from './admission.ts';
import type { EntraState } from './entraState.ts';
import type { Redemption } from './grants.ts';
import { parseClaims } from './protocol/claimsRequest.ts';
import { EntraError, errorBody } from './protocol/errors.ts';
import { refusals } from './protocol/refusals.ts';
import { parseScopes, type ResourceScopes } from './protocol/scopes.ts';
import { readApplication, readTenant } from './protocol/tenantSegment.ts';
import { readTokenForm, type TokenForm } from './protocol/tokenForm.ts';
import { clientInfo } from './tokens.ts';

/** For a request of OpenID scopes alone, Entra issues a token for Graph's user-info endpoint. */
const userInfo: ResourceScopes = { resource: graph, names: ['openid', 'profile', 'email'], asked: [] };

interface TokenRequest extends Pick<AdmissionRequest, 'tenant' | 'scopes' | 'claims'> {
  /** The scopes of the access token, which is for one resource. */
  readonly resourceScopes: ResourceScopes;
  readonly nonce: string | undefined;
}

/**
 * `POST /{tenant}/oauth2/v2.0/token` redeems codes and refresh tokens. The scopes of the request select the resource of
 * the access token, whatever `/authorize` was asked for. Without scopes, it is the first resource of `/authorize`.
 */
export function tokenRoutes(state: EntraState): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  app.use('/:tenant/oauth2/v2.0/token', crossOrigin);
  // A request without Origin is accepted, for scripts and tests. Entra refuses it for a SPA (AADSTS9002327).
  app.post('/:tenant/oauth2/v2.0/token', async (c) => {
    c.header('cache-control', 'no-store');
    try {
      const form = readTokenForm(await c.req.text(), c.req.header('content-type'));
      const isCrossOrigin = c.req.header('origin') !== undefined;
      const { redemption, request } = redeem(state, c.req.param('tenant'), form, isCrossOrigin);
      return c.json(issueTokens(state, redemption, request));
    } catch (error) {
      if (!(error instanceof EntraError)) throw error;
      return c.json(errorBody(error, state.now(), c.req.query('client-request-id')), error.status);
    }
  });
  return app;
}

/** @throws EntraError for a form, code or refresh token that Entra refuses. */
function redeem(
  { applications, conditions, grants }: EntraState,
  segment: string,
  { field, optional }: TokenForm,
  isCrossOrigin: boolean,
): { redemption: Redemption; request: TokenRequest } {
  const tenant = readTenant(segment);
  const grant = field('grant_type');
  if (grant !== 'authorization_code' && grant !== 'refresh_token') throw refusals.unsupportedGrant(grant);
  const { clientId } = readApplication(field('client_id'), tenant, applications);
  if (isCrossOrigin && conditions.of().notSpa) throw refusals.notSpa();
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
  const resourceScopes = scopes.resources[0] ?? userInfo;
  const nonce = isCode ? redemption.request.nonce : undefined;
  return { redemption, request: { tenant, scopes, resourceScopes, claims, nonce } };
}

/** @throws EntraError for a user who is not admitted any more. */
function issueTokens({ admit, tokens }: EntraState, redemption: Redemption, request: TokenRequest) {
  const { subject } = redemption;
  const { tenant, scopes, resourceScopes, claims, nonce } = request;
  const { person, application, signIn } = subject;
  const admission = admit({ application, tenant, scopes, claims }, person, signIn);
  if (admission.verdict !== 'admitted') {
    const { code, message, suberror } = admission.refusal;
    throw new EntraError(code, 'invalid_grant', message, suberror ? { suberror } : {});
  }
  const { token, expiresIn } = tokens.accessToken(subject, resourceScopes, claims);
  // Asked for once, it holds for renewals, too: those in Microsoft's documentation do not repeat it.
  const hasRefreshToken = [scopes, redemption.request.scopes].some(({ oidc }) =>
    oidc.includes('offline_access'),
  );
  const next = hasRefreshToken ? redemption.replace() : null;
  return {
    token_type: 'Bearer',
    scope: [...resourceScopes.asked, ...scopes.oidc.filter((name) => name !== 'offline_access')].join(' '),
    expires_in: expiresIn,
    ext_expires_in: expiresIn,
    access_token: token,
    ...(next && { refresh_token: next.token, refresh_token_expires_in: next.expiresIn }),
    ...(scopes.oidc.includes('openid') && { id_token: tokens.idToken(subject, nonce) }),
    client_info: clientInfo(person),
  };
}
