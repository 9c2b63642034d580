import { Hono } from 'hono';
import type { EmulatorEnv } from '../http/env.ts';
import type { EntraState } from './entraState.ts';
import { createPageFormRoutes } from './pageForms.ts';
import { renderErrorPage } from './pages/errorPage.ts';
import { readAuthorizeRequest, RedirectedRefusal } from './protocol/authorizeRequest.ts';
import { EntraError, createErrorBody } from './protocol/errors.ts';
import { refusals } from './protocol/refusals.ts';
import { redirectWithRefusal } from './redirectToApplication.ts';
import type { SignIn } from './sessions.ts';
import { createSignInFlow } from './signInFlow.ts';

/**
 * Creates the route `/{tenant}/oauth2/v2.0/authorize`, where a sign-in begins, and the routes for the forms of its
 * pages.
 */
export function createAuthorizeRoutes(state: EntraState): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const { directory, sessions, now } = state;
  const flow = createSignInFlow(state);

  app.onError((error, c) => {
    if (error instanceof RedirectedRefusal)
      return redirectWithRefusal(c, error.replyAddress, error.refusal, now());
    if (error instanceof EntraError) return renderErrorPage(c, createErrorBody(error, now()), error.status);
    throw error;
  });

  // MSAL sends a POST when its option `httpMethod` says so.
  app.on(['GET', 'POST'], '/:tenant/oauth2/v2.0/authorize', async (c) => {
    const isPost = c.req.method === 'POST';
    const query = isPost ? new URLSearchParams(await c.req.text()) : new URL(c.req.url).searchParams;
    const request = readAuthorizeRequest(directory, c.req.param('tenant'), query);
    const { prompt, loginHint, sid } = request;
    if (prompt === 'login' || prompt === 'select_account') return flow.showAccountPicker(c, request);

    // The empty object id matches no account, so an unknown login hint leads to the picker.
    const hintedOid = loginHint === undefined ? undefined : (directory.findPerson(loginHint)?.oid ?? '');
    const matchesHint = (candidate: SignIn) => {
      if (sid) return candidate.sid === sid;
      return hintedOid === undefined || candidate.oid === hintedOid;
    };
    const [signIn, ...otherSignIns] = sessions.listSignIns(c).filter(matchesHint);
    const person = signIn && directory.findPerson(signIn.oid);
    if (signIn && person && otherSignIns.length === 0) {
      return flow.continueSignIn(c, request, person, signIn, prompt === 'consent');
    }
    if (prompt === 'none') {
      throw new RedirectedRefusal(signIn ? refusals.severalAccounts() : refusals.notSignedIn(), request);
    }
    return flow.showAccountPicker(c, request);
  });

  app.route('/', createPageFormRoutes(state, flow));
  return app;
}
