import { Hono, type Context } from 'hono';
import type { EmulatorEnv } from '../env.ts';
import { consentPage } from '../pages/consentPage.ts';
import { errorPage } from '../pages/errorPage.ts';
import { pickerPage } from '../pages/pickerPage.ts';
import type { Person } from '../people.ts';
import { findPerson, people, tenants } from '../seed.ts';
import { readAuthorizeRequest, RedirectedRefusal, type AuthorizeRequest } from './authorizeRequest.ts';
import { EntraError, errorBody } from './errors.ts';
import type { EntraState } from './entraState.ts';
import { refusals } from './refusals.ts';
import { reply, replyRefusal } from './reply.ts';
import type { SignIn } from './sessions.ts';
import { clientInfo } from './tokens.ts';

/** `/{tenant}/oauth2/v2.0/authorize` and the posts of its pages. */
export function authorizeRoutes(state: EntraState): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const { applications, consents, grants, pending, sessions, now } = state;

  app.onError((error, c) => {
    if (error instanceof RedirectedRefusal) return replyRefusal(c, error.reply, error.refusal, now());
    if (error instanceof EntraError) return errorPage(c, errorBody(error, now()), error.status);
    throw error;
  });

  /** On the page for a person, by redirect for a hidden frame that nobody sees. */
  function refuse(request: AuthorizeRequest, refusal: EntraError): never {
    throw request.prompt === 'none' ? new RedirectedRefusal(refusal, request) : refusal;
  }

  function pick(c: Context, request: AuthorizeRequest) {
    const hint = request.loginHint?.toLowerCase();
    const domain = request.domainHint?.toLowerCase();
    const tenant = tenants.find((candidate) => candidate.domain === domain);
    const candidates = people
      .filter(({ bot, tid }) => !bot && (!tenant || tid === tenant.id))
      .sort((a, b) => Number(b.upn === hint) - Number(a.upn === hint));
    return pickerPage(c, { request, people: candidates, handle: pending.put({ request }) });
  }

  /** From a known person to a code: is the account let in, and has it consented? */
  function proceed(
    c: Context,
    request: AuthorizeRequest,
    person: Person,
    signIn: SignIn,
    askConsent: boolean,
  ) {
    const { application, tenant, scopes } = request;
    if (tenant && tenant.id !== person.tid)
      refuse(request, refusals.foreignUser(person, tenant, application));
    if (askConsent || !consents.covers(person, application, scopes.resources)) {
      if (request.prompt === 'none') refuse(request, refusals.consentRequired(application));
      return consentPage(c, { request, person, handle: pending.put({ request, oid: person.oid }) });
    }
    return reply(c, request, {
      code: grants.issueCode(request, { person, application, signIn }),
      client_info: clientInfo(person),
      session_state: signIn.sid,
    });
  }

  app.get('/:tenant/oauth2/v2.0/authorize', (c) => {
    const query = new URL(c.req.url).searchParams;
    const request = readAuthorizeRequest(c.req.param('tenant'), query, applications);
    const { prompt, loginHint, sid } = request;
    if (prompt === 'login' || prompt === 'select_account') return pick(c, request);

    const hinted = loginHint === undefined ? undefined : (findPerson(loginHint)?.oid ?? '');
    const signedIn = sessions
      .list(c)
      .filter((signIn) => (sid ? signIn.sid === sid : hinted === undefined || signIn.oid === hinted));
    const [signIn, ...others] = signedIn;
    const person = signIn && findPerson(signIn.oid);
    if (signIn && person && others.length === 0) {
      return proceed(c, request, person, signIn, prompt === 'consent');
    }
    if (prompt === 'none') refuse(request, signIn ? refusals.severalAccounts() : refusals.notSignedIn());
    return pick(c, request);
  });

  app.post('/:tenant/login', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const waiting = pending.take(form.get('handle') ?? '');
    const person = findPerson(form.get('oid') ?? '');
    if (!waiting || waiting.oid || !person || person.bot) throw refusals.pageExpired();
    const { request } = waiting;
    return proceed(c, request, person, sessions.signIn(c, person.oid), request.prompt === 'consent');
  });

  app.post('/:tenant/consent', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const waiting = pending.take(form.get('handle') ?? '');
    const person = waiting?.oid === undefined ? undefined : findPerson(waiting.oid);
    const signIn = sessions.list(c).find(({ oid }) => oid === person?.oid);
    // No sign-in: the person signed out in another window while the question was open.
    if (!waiting || !person || !signIn) throw refusals.pageExpired();
    const { request } = waiting;
    if (form.get('answer') !== 'accept') throw new RedirectedRefusal(refusals.declined(), request);
    consents.grant(person, request.application, request.scopes.resources);
    return proceed(c, request, person, signIn, false);
  });
  return app;
}
