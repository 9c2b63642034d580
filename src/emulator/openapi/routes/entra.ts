import * as z from 'zod';
import type { Route } from '../route.ts';

const tag = 'Entra';
const type = 'application/x-www-form-urlencoded';
const page = { type: 'text/html' } as const;
/** The form of a sign-in page. `handle` is in the page and can be used once. */
const PageForm = z.looseObject({ handle: z.string() });

const authorizeQuery = {
  'client_id!': 'The application id.',
  'redirect_uri!': 'A redirect URI of the application, character by character.',
  'response_type!': '`code`',
  'scope!': 'Scopes, with spaces between them.',
  'code_challenge!': 'The SHA-256 hash of the code verifier, in base64url (PKCE).',
  'code_challenge_method!': '`S256`',
  response_mode: '`fragment` (the default) or `query`',
  state: 'Comes back with the answer.',
  nonce: 'Becomes a claim of the id token.',
  prompt: '`none`, `login`, `select_account` or `consent`',
  login_hint: 'The UPN of the account.',
  domain_hint: 'The domain of the tenant whose accounts the account picker offers.',
  sid: 'The id of an existing sign-in.',
  claims: 'A request for claims, such as an authentication context.',
} as const;

/** The routes of the emulated Microsoft Entra ID. */
export const entraRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/{tenant}/v2.0/.well-known/openid-configuration',
    tag,
    summary: 'Returns the addresses and abilities of the emulated Entra.',
    answer: {
      schema: z.looseObject({
        issuer: z.string(),
        authorization_endpoint: z.string(),
        token_endpoint: z.string(),
        jwks_uri: z.string(),
        end_session_endpoint: z.string(),
      }),
    },
  },
  ...['v2.0/keys', 'keys'].map((keys): Route => ({
    method: 'get',
    path: `/{tenant}/discovery/${keys}`,
    tag,
    summary: 'Returns the public key that signs the tokens.',
    answer: {
      schema: z.strictObject({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })) }),
    },
  })),
  {
    method: 'get',
    path: '/{tenant}/oauth2/v2.0/authorize',
    tag,
    summary: 'Begins a sign-in: shows a page, or redirects with a code or an error.',
    query: authorizeQuery,
    answer: page,
  },
  {
    method: 'post',
    path: '/{tenant}/oauth2/v2.0/authorize',
    tag,
    summary: 'Begins a sign-in, with the parameters of the query in a form.',
    body: {
      type,
      schema: z.looseObject({
        client_id: z.string(),
        redirect_uri: z.string(),
        response_type: z.literal('code'),
        scope: z.string(),
        code_challenge: z.string(),
        code_challenge_method: z.literal('S256'),
      }),
      example: {
        client_id: 'ca000000-0000-4000-8000-0000000000ca',
        redirect_uri: 'http://localhost:5173/redirect.html',
        response_type: 'code',
        scope:
          'openid https://auth.msft.communication.azure.com/Teams.ManageCalls https://auth.msft.communication.azure.com/Teams.ManageChats',
        code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
        code_challenge_method: 'S256',
      },
    },
    answer: page,
  },
  ...['login', 'stepup', 'consent'].map((step): Route => ({
    method: 'post',
    path: `/{tenant}/${step}`,
    tag,
    summary: `Receives the form of a sign-in page (${step}); only these pages send it.`,
    body: { type, schema: PageForm, example: { handle: 'from the page', answer: 'accept' } },
    answer: page,
  })),
  {
    method: 'post',
    path: '/{tenant}/oauth2/v2.0/token',
    tag,
    summary: 'Redeems a code, a device code or a refresh token.',
    body: {
      type,
      schema: z.union([
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
        z.looseObject({
          grant_type: z.literal('urn:ietf:params:oauth:grant-type:device_code'),
          client_id: z.string(),
          device_code: z.string(),
        }),
      ]),
      example: {
        grant_type: 'refresh_token',
        client_id: 'ca000000-0000-4000-8000-0000000000ca',
        refresh_token: 'from an earlier answer',
        scope:
          'openid https://auth.msft.communication.azure.com/Teams.ManageCalls https://auth.msft.communication.azure.com/Teams.ManageChats',
      },
    },
    answer: {
      schema: z.strictObject({
        token_type: z.literal('Bearer'),
        scope: z.string(),
        expires_in: z.number(),
        ext_expires_in: z.number(),
        access_token: z.string(),
        refresh_token: z.optional(z.string()),
        refresh_token_expires_in: z.optional(z.number()),
        id_token: z.optional(z.string()),
        client_info: z.string(),
      }),
    },
  },
  {
    method: 'post',
    path: '/{tenant}/oauth2/v2.0/devicecode',
    tag,
    summary: 'Begins a sign-in for a device: returns the code that the user enters at `/devicelogin`.',
    body: {
      type,
      schema: z.looseObject({ client_id: z.string(), scope: z.string() }),
      example: {
        client_id: 'ca000000-0000-4000-8000-0000000000ca',
        scope:
          'openid https://auth.msft.communication.azure.com/Teams.ManageCalls https://auth.msft.communication.azure.com/Teams.ManageChats',
      },
    },
    answer: {
      schema: z.strictObject({
        user_code: z.string(),
        device_code: z.string(),
        verification_uri: z.string(),
        expires_in: z.number(),
        interval: z.number(),
        message: z.string(),
      }),
    },
  },
  {
    method: 'get',
    path: '/devicelogin',
    tag,
    summary: 'Shows the page where a user enters the code of a device.',
    answer: page,
  },
  {
    method: 'post',
    path: '/devicelogin',
    tag,
    summary: 'Receives the code of a device, and shows the account picker. A wrong or old code gets 400.',
    body: { type, schema: z.looseObject({ user_code: z.string() }), example: { user_code: 'BCDFGHJKL' } },
    answer: page,
  },
  {
    method: 'get',
    path: '/{tenant}/oauth2/v2.0/logout',
    tag,
    summary: 'Signs out one account, or all accounts of this browser.',
    query: {
      logout_hint: 'The UPN of the account; by default, all accounts.',
      post_logout_redirect_uri: 'A redirect URI of an application.',
      state: 'Comes back with the redirect.',
    },
    answer: page,
  },
  {
    method: 'get',
    path: '/{tenant}/v2.0/adminconsent',
    tag,
    summary: 'Shows the page on which an administrator consents for the whole tenant.',
    query: {
      'client_id!': 'The application id.',
      'redirect_uri!': 'A redirect URI of the application.',
      'scope!': 'Scopes, with spaces between them.',
      state: 'Comes back with the answer.',
    },
    answer: page,
  },
  {
    method: 'post',
    path: '/{tenant}/adminconsent',
    tag,
    summary: 'Receives the form of that page; only the page sends it.',
    body: { type, schema: PageForm, example: { handle: 'from the page' } },
    answer: page,
  },
];
