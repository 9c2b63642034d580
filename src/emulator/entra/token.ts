import * as z from 'zod/mini';
import { graph } from '../core/resources.ts';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorApp } from '../http/env.ts';
import { allowCrossOrigin } from '../http/origins.ts';
import type { EntraState } from './entraState.ts';
import type { Redemption } from './grants.ts';
import { parseClaims } from './protocol/claimsRequest.ts';
import { EntraError, refusals } from './protocol/refusals.ts';
import {
  exampleScope,
  parseScopes,
  readPermissionName,
  withholdPermissions,
  type ResourceScopes,
} from './protocol/scopes.ts';
import { readApplication, readTenant } from './protocol/tenantSegment.ts';
import { readTokenForm, type TokenForm } from './protocol/tokenForm.ts';
import { createClientInfo } from './tokens.ts';

const deviceCodeGrant = 'urn:ietf:params:oauth:grant-type:device_code';
const grantTypes: ReadonlySet<string> = new Set(['authorization_code', 'refresh_token', deviceCodeGrant]);

const TokenRequestForm = z.union([
  z.looseObject({
    grant_type: z.literal('authorization_code'),
    client_id: z.string(),
    code: z.string(),
    redirect_uri: z.string(),
    code_verifier: z.string(),
  }),
  z.looseObject({
    grant_type: z.literal('refresh_token'),
    client_id: z.string(),
    refresh_token: z.string(),
  }),
  z.looseObject({ grant_type: z.literal(deviceCodeGrant), client_id: z.string(), device_code: z.string() }),
]);
const TokenAnswer = z.strictObject({
  token_type: z.literal('Bearer'),
  scope: z.string(),
  expires_in: z.number(),
  ext_expires_in: z.number(),
  access_token: z.string(),
  refresh_token: z.optional(z.string()),
  refresh_token_expires_in: z.optional(z.number()),
  id_token: z.optional(z.string()),
  client_info: z.string(),
});

/** If the client asks only for OpenID scopes, Entra issues an access token for Graph's user info. */
const userInfoScopes: ResourceScopes = {
  resource: graph,
  audience: graph.audience,
  permissionNames: ['openid', 'profile', 'email'],
  sentScopes: [],
};

/**
 * Adds `POST /{tenant}/oauth2/v2.0/token`, which redeems codes, device codes and refresh tokens. The scopes of this request
 * select the resource of the access token. Without scopes, it is the first resource of the request to `/authorize`.
 */
export function addTokenRoutes(app: EmulatorApp, state: EntraState): void {
  app.use('/:tenant/oauth2/v2.0/token', allowCrossOrigin);
  // For scripts and tests, the emulator accepts a request without `Origin`. For a SPA, Entra refuses it (AADSTS9002327).
  addRoute(app, 'POST', '/:tenant/oauth2/v2.0/token', {
    summary: 'Redeems a code, a device code or a refresh token.',
    body: TokenRequestForm,
    example: {
      grant_type: 'refresh_token',
      client_id: 'ca000000-0000-4000-8000-0000000000ca',
      refresh_token: 'from an earlier answer',
      scope: exampleScope,
    },
    isForm: true,
    answer: TokenAnswer,
    handle: async (c) => {
      c.header('cache-control', 'no-store');
      const form = readTokenForm(await c.req.text(), c.req.header('content-type'));
      const isCrossOrigin = c.req.header('origin') !== undefined;
      return c.json(issueTokens(state, redeemGrant(state, c.req.param('tenant'), form, isCrossOrigin)));
    },
  });
}

/** @param isCrossOrigin whether the request has the header `Origin`, and therefore comes from a page. */
function redeemGrant(
  { directory, conditions, grants, deviceCodes }: EntraState,
  tenantSegment: string,
  { getRequiredField, getOptionalField }: TokenForm,
  isCrossOrigin: boolean,
) {
  const tenant = readTenant(directory, tenantSegment);
  const grantType = getRequiredField('grant_type');
  if (!grantTypes.has(grantType)) throw refusals.unsupportedGrant(grantType);
  const { clientId } = readApplication(directory, getRequiredField('client_id'), tenant);
  if (isCrossOrigin && conditions.read().notSpa) throw refusals.notSpa();
  const scope = getOptionalField('scope');
  /** The scopes of this request; `null` if it names none. */
  const newScopes = scope === undefined ? null : parseScopes(scope, directory.applications);
  if (newScopes && newScopes.resources.length > 1) throw refusals.severalResources(scope ?? '');
  const claims = parseClaims(getOptionalField('claims'));

  const redeem = (): Redemption => {
    if (grantType === 'authorization_code') {
      return grants.redeemCode(getRequiredField('code'), {
        clientId,
        redirectUri: getRequiredField('redirect_uri'),
        verifier: getRequiredField('code_verifier'),
      });
    }
    if (grantType === deviceCodeGrant) {
      const { request, subject } = deviceCodes.redeem(getRequiredField('device_code'), clientId);
      return grants.acceptDevice(request, subject);
    }
    return grants.redeemRefreshToken(getRequiredField('refresh_token'), clientId);
  };
  const redemption = redeem();
  const { request } = redemption;
  const scopes = newScopes ?? request.scopes;
  const hasNonce = grantType === 'authorization_code' && request.kind === 'authorize';
  const nonce = hasNonce ? request.nonce : undefined;
  return { redemption, tenant, scopes, claims, nonce };
}

/**
 * Creates the body of the response, with the new tokens.
 * @throws EntraError for a user who may no longer get tokens, for example because the account has been disabled.
 */
function issueTokens(
  { conditions, consents, decideAdmission, tokens }: EntraState,
  { redemption, tenant, scopes, claims, nonce }: ReturnType<typeof redeemGrant>,
): z.infer<typeof TokenAnswer> {
  const { subject } = redemption;
  const { person, application, signIn } = subject;
  const admission = decideAdmission({ application, tenant, scopes, claims }, person, signIn);
  if (admission.verdict !== 'admitted') {
    // Whatever OAuth error a refusal has at `/authorize`, this route answers `invalid_grant`.
    const { code, message, suberror } = admission.refusal;
    throw new EntraError(code, 'invalid_grant', message, suberror ? { suberror } : {});
  }
  // An access token is for one resource only.
  const requestedScopes = scopes.resources[0] ?? userInfoScopes;
  const consentedNames = consents.listPermissions(person, application, requestedScopes.resource);
  const consentedScopes = addConsentedScopes(requestedScopes, consentedNames);
  // A test can withhold permissions to which the user has consented.
  const { withheldPermissions = [] } = conditions.read(person.oid);
  const resourceScopes = withholdPermissions(consentedScopes, withheldPermissions);
  const { token, expiresIn } = tokens.issueAccessToken(subject, resourceScopes, claims);
  // As in Microsoft's documentation, a client need not repeat the scope `offline_access` of its request to `/authorize`.
  const hasRefreshToken = [...scopes.oidc, ...redemption.request.scopes.oidc].includes('offline_access');
  const nextRefreshToken = hasRefreshToken ? redemption.issueRefreshToken() : null;
  const oidcScopes = scopes.oidc.filter((name) => name !== 'offline_access');
  return {
    token_type: 'Bearer',
    scope: [...resourceScopes.sentScopes, ...oidcScopes].join(' '),
    expires_in: expiresIn,
    ext_expires_in: expiresIn,
    access_token: token,
    ...(nextRefreshToken && {
      refresh_token: nextRefreshToken.token,
      refresh_token_expires_in: nextRefreshToken.expiresIn,
    }),
    ...(scopes.oidc.includes('openid') && { id_token: tokens.issueIdToken(subject, nonce) }),
    client_info: createClientInfo(person),
  };
}

/** Adds all permissions that already have consent, as Entra does. @see https://learn.microsoft.com/answers/questions/78683 */
function addConsentedScopes(requested: ResourceScopes, consentedNames: readonly string[]): ResourceScopes {
  const { resource, permissionNames, sentScopes } = requested;
  // A scope such as `.default` names none of the permissions for which it stands.
  const sentNames = new Set(sentScopes.map((scope) => readPermissionName(scope).toLowerCase()));
  const addedScopes = consentedNames
    .filter((name) => !sentNames.has(name.toLowerCase()))
    .map((name) => (resource === graph ? name : `${resource.prefix}/${name}`));
  return {
    ...requested,
    permissionNames: [...new Set([...permissionNames, ...consentedNames])],
    sentScopes: [...sentScopes, ...addedScopes],
  };
}
