import type { Context } from 'hono';
import * as z from 'zod/mini';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorApp, EmulatorEnv } from '../http/env.ts';
import type { EntraState } from './entraState.ts';
import { addPageFormRoutes } from './pageForms.ts';
import { readAuthorizeRequest, RedirectedRefusal } from './protocol/signInRequest.ts';
import { refusals } from './protocol/refusals.ts';
import { exampleScope } from './protocol/scopes.ts';
import type { SignIn } from './sessions.ts';
import { createSignInFlow } from './signInFlow.ts';

/** The parameters of the query. A name that ends in `!` is required. */
const queryOptions = {
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
};
const AuthorizeForm = z.looseObject({
  client_id: z.string(),
  redirect_uri: z.string(),
  response_type: z.literal('code'),
  scope: z.string(),
  code_challenge: z.string(),
  code_challenge_method: z.literal('S256'),
});
/** The challenge is the example of RFC 7636. */
const exampleForm = {
  client_id: 'ca000000-0000-4000-8000-0000000000ca',
  redirect_uri: 'http://localhost:5173/redirect.html',
  response_type: 'code',
  scope: exampleScope,
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
} as const;

/** Adds the route `/{tenant}/oauth2/v2.0/authorize`, where a sign-in begins, and the routes of its pages' forms. */
export function addAuthorizeRoutes(app: EmulatorApp, state: EntraState): void {
  const { directory, sessions } = state;
  const flow = createSignInFlow(state);

  const path = '/:tenant/oauth2/v2.0/authorize';
  const authorize = async (c: Context<EmulatorEnv, typeof path>) => {
    const isPost = c.req.method === 'POST';
    const query = isPost ? new URLSearchParams(await c.req.text()) : new URL(c.req.url).searchParams;
    const request = readAuthorizeRequest(directory, c.req.param('tenant'), query);
    const { prompt, loginHint, sid } = request;
    if (prompt === 'login' || prompt === 'select_account') return flow.showAccountPicker(c, request);

    // An unknown login hint becomes the empty object id, which matches no account. So no existing sign-in is used.
    const hintedOid = loginHint === undefined ? undefined : (directory.findPerson(loginHint)?.oid ?? '');
    const matchesHint = (candidate: SignIn) => {
      if (sid) return candidate.sid === sid;
      return hintedOid === undefined || candidate.oid === hintedOid;
    };
    const [signIn, ...otherSignIns] = sessions.listSignIns(c).filter(matchesHint);
    const person = signIn && directory.findPerson(signIn.oid);
    if (signIn && person && otherSignIns.length === 0) {
      const askConsent = prompt === 'consent';
      return flow.continueSignIn(c, request, person, signIn, askConsent);
    }
    if (prompt === 'none') {
      throw new RedirectedRefusal(signIn ? refusals.severalAccounts() : refusals.notSignedIn(), request);
    }
    return flow.showAccountPicker(c, request);
  };
  addRoute(app, 'GET', path, {
    summary: 'Begins a sign-in: shows a page, or redirects with a code or an error.',
    query: queryOptions,
    answer: 'text/html',
    handle: authorize,
  });
  // MSAL sends a POST when its option `httpMethod` says so.
  addRoute(app, 'POST', path, {
    summary: 'Begins a sign-in, with the parameters of the query in a form.',
    body: AuthorizeForm,
    example: exampleForm,
    isForm: true,
    answer: 'text/html',
    handle: authorize,
  });

  addPageFormRoutes(app, state, flow);
}
