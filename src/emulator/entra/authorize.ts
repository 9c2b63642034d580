import { Hono } from 'hono';
import { findPerson } from '../core/seed.ts';
import type { EmulatorEnv } from '../http/env.ts';
import type { EntraState } from './entraState.ts';
import { pageAnswerRoutes } from './pageAnswers.ts';
import { errorPage } from './pages/errorPage.ts';
import { readAuthorizeRequest, RedirectedRefusal } from './protocol/authorizeRequest.ts';
import { EntraError, errorBody } from './protocol/errors.ts';
import { refusals } from './protocol/refusals.ts';
import { replyRefusal } from './reply.ts';
import { createSignInFlow } from './signInFlow.ts';

/** `/{tenant}/oauth2/v2.0/authorize`, and the forms of its pages. */
export function authorizeRoutes(state: EntraState): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const { applications, sessions, now } = state;
  const flow = createSignInFlow(state);

  app.onError((error, c) => {
    if (error instanceof RedirectedRefusal) return replyRefusal(c, error.reply, error.refusal, now());
    if (error instanceof EntraError) return errorPage(c, errorBody(error, now()), error.status);
    throw error;
  });

  // MSAL sends a POST when its option `httpMethod` says so.
  app.on(['GET', 'POST'], '/:tenant/oauth2/v2.0/authorize', async (c) => {
    const isPost = c.req.method === 'POST';
    const query = isPost ? new URLSearchParams(await c.req.text()) : new URL(c.req.url).searchParams;
    const request = readAuthorizeRequest(c.req.param('tenant'), query, applications);
    const { prompt, loginHint, sid } = request;
    if (prompt === 'login' || prompt === 'select_account') return flow.pickAccount(c, request);

    const hintedOid = loginHint === undefined ? undefined : (findPerson(loginHint)?.oid ?? '');
    const [signIn, ...others] = sessions
      .list(c)
      .filter((one) => (sid ? one.sid === sid : hintedOid === undefined || one.oid === hintedOid));
    const person = signIn && findPerson(signIn.oid);
    if (signIn && person && others.length === 0) {
      return flow.proceed(c, request, person, signIn, prompt === 'consent');
    }
    if (prompt === 'none') {
      throw new RedirectedRefusal(signIn ? refusals.severalAccounts() : refusals.notSignedIn(), request);
    }
    return flow.pickAccount(c, request);
  });

  app.route('/', pageAnswerRoutes(state, flow));
  return app;
}
