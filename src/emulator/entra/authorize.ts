import { Hono, type Context } from 'hono';
import type { EmulatorEnv } from '../http/env.ts';
import { adminNeededPage } from './pages/adminNeededPage.ts';
import { consentPage } from './pages/consentPage.ts';
import { errorPage } from './pages/errorPage.ts';
import { pickerPage } from './pages/pickerPage.ts';
import { stepUpPage } from './pages/stepUpPage.ts';
import type { Person } from '../core/people.ts';
import { findPerson } from '../core/seed.ts';
import {
  readAuthorizeRequest,
  RedirectedRefusal,
  type AuthorizeRequest,
} from './protocol/authorizeRequest.ts';
import { EntraError, errorBody } from './protocol/errors.ts';
import type { EntraState, Pending } from './entraState.ts';
import { refusals } from './protocol/refusals.ts';
import { reply, replyRefusal } from './reply.ts';
import type { SignIn } from './sessions.ts';
import { clientInfo } from './tokens.ts';

/** `/{tenant}/oauth2/v2.0/authorize` and the posts of its pages. */
export function authorizeRoutes(state: EntraState): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const { applications, admit, consents, grants, pending, sessions, now } = state;

  app.onError((error, c) => {
    if (error instanceof RedirectedRefusal) return replyRefusal(c, error.reply, error.refusal, now());
    if (error instanceof EntraError) return errorPage(c, errorBody(error, now()), error.status);
    throw error;
  });

  const pick = (c: Context, request: AuthorizeRequest) =>
    pickerPage(c, request, pending.put({ request, step: 'pick' }));

  /** From a known person to a code, with whatever page stands between. */
  function proceed(
    c: Context,
    request: AuthorizeRequest,
    person: Person,
    signIn: SignIn,
    askConsent = false,
  ) {
    const { application, prompt } = request;
    const admission = admit(request, person, signIn);
    if (admission.verdict === 'admitted' && !askConsent) {
      return reply(c, request, {
        code: grants.issueCode(request, { person, application, signIn }),
        client_info: clientInfo(person),
        session_state: signIn.sid,
      });
    }
    if (admission.verdict !== 'admitted' && prompt === 'none') {
      throw new RedirectedRefusal(admission.refusal, request);
    }
    const ask = (step: Pending['step']) => ({
      request,
      person,
      handle: pending.put({ request, step, oid: person.oid }),
    });
    switch (admission.verdict) {
      case 'refused':
        return errorPage(c, errorBody(admission.refusal, now()), 400, request.retry);
      case 'step up':
        return stepUpPage(c, ask('step up'));
      case 'ask admin':
        return adminNeededPage(c, ask('consent'));
      case 'ask consent':
      case 'admitted':
        return consentPage(c, ask('consent'));
    }
  }

  // By POST too, as MSAL does it with `httpMethod: 'POST'`.
  app.on(['GET', 'POST'], '/:tenant/oauth2/v2.0/authorize', async (c) => {
    const posted = c.req.method === 'POST';
    const query = posted ? new URLSearchParams(await c.req.text()) : new URL(c.req.url).searchParams;
    const request = readAuthorizeRequest(c.req.param('tenant'), query, applications);
    const { prompt, loginHint, sid } = request;
    if (prompt === 'login' || prompt === 'select_account') return pick(c, request);

    const hinted = loginHint === undefined ? undefined : (findPerson(loginHint)?.oid ?? '');
    const [signIn, ...others] = sessions
      .list(c)
      .filter((signIn) => (sid ? signIn.sid === sid : hinted === undefined || signIn.oid === hinted));
    const person = signIn && findPerson(signIn.oid);
    if (signIn && person && others.length === 0) {
      return proceed(c, request, person, signIn, prompt === 'consent');
    }
    if (prompt === 'none') {
      throw new RedirectedRefusal(signIn ? refusals.severalAccounts() : refusals.notSignedIn(), request);
    }
    return pick(c, request);
  });

  /** The answer to one page: its handle is good once, for the step it was made for. */
  async function readAnswer(c: Context, step: Pending['step']) {
    const form = new URLSearchParams(await c.req.text());
    const waiting = pending.take(form.get('handle') ?? '');
    const person = findPerson(waiting?.oid ?? form.get('oid') ?? '');
    if (waiting?.step !== step || !person || person.bot) throw refusals.pageExpired();
    const signIn = sessions.list(c).find(({ oid }) => oid === person.oid);
    return { request: waiting.request, person, signIn, accepted: form.get('answer') === 'accept' };
  }

  app.post('/:tenant/login', async (c) => {
    const { request, person, signIn } = await readAnswer(c, 'pick');
    // Who is signed in already needs no new proof, unless the application wants one.
    const current = request.prompt === 'login' ? undefined : signIn;
    const chosen = current ?? sessions.signIn(c, person.oid);
    return proceed(c, request, person, chosen, request.prompt === 'consent');
  });

  app.post('/:tenant/stepup', async (c) => {
    const { request, person, signIn, accepted } = await readAnswer(c, 'step up');
    if (!accepted || !signIn) throw new RedirectedRefusal(refusals.mfaDenied(), request);
    const proof = { mfa: true, acrs: [...new Set([...signIn.acrs, ...request.claims.acrs])] };
    return proceed(c, request, person, sessions.signIn(c, person.oid, proof));
  });

  app.post('/:tenant/consent', async (c) => {
    const { request, person, signIn, accepted } = await readAnswer(c, 'consent');
    // Signed out in another window while the question was open.
    if (!signIn) throw refusals.pageExpired();
    const admission = admit(request, person, signIn);
    // No form offers it, but a post can be written by hand: what needs an administrator is not granted here.
    if (admission.verdict === 'ask admin') throw new RedirectedRefusal(admission.refusal, request);
    if (!accepted) throw new RedirectedRefusal(refusals.declined(), request);
    consents.grant(person, request.application, request.scopes.resources);
    return proceed(c, request, person, signIn);
  });
  return app;
}
