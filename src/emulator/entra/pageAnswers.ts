import { Hono, type Context } from 'hono';
import { findPerson } from '../core/seed.ts';
import type { EmulatorEnv } from '../http/env.ts';
import type { EntraState, PendingPage } from './entraState.ts';
import { RedirectedRefusal } from './protocol/authorizeRequest.ts';
import { refusals } from './protocol/refusals.ts';
import type { SignInFlow } from './signInFlow.ts';

/**
 * The forms of the sign-in pages: account, second factor, consent. Their errors are handled by the app in which they are
 * mounted.
 */
export function pageAnswerRoutes(
  { admit, consents, pending, sessions }: EntraState,
  flow: SignInFlow,
): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();

  /** Reads the answer to a page. The page's handle is good once, for the step that the page belongs to. */
  async function readAnswer(c: Context, step: PendingPage['step']) {
    const form = new URLSearchParams(await c.req.text());
    const page = pending.take(form.get('handle') ?? '');
    const person = findPerson(page?.oid ?? form.get('oid') ?? '');
    if (page?.step !== step || !person || person.bot) throw refusals.pageExpired();
    const signIn = sessions.list(c).find(({ oid }) => oid === person.oid);
    return { request: page.request, person, signIn, isAccepted: form.get('answer') === 'accept' };
  }

  app.post('/:tenant/login', async (c) => {
    const { request, person, signIn } = await readAnswer(c, 'pick');
    // An application can ask for a new sign-in of a user who is signed in.
    const current = request.prompt === 'login' ? undefined : signIn;
    const chosen = current ?? sessions.signIn(c, person.oid);
    return flow.proceed(c, request, person, chosen, request.prompt === 'consent');
  });

  app.post('/:tenant/stepup', async (c) => {
    const { request, person, signIn, isAccepted } = await readAnswer(c, 'step up');
    if (!isAccepted || !signIn) throw new RedirectedRefusal(refusals.mfaDenied(), request);
    const proof = { mfa: true, acrs: [...new Set([...signIn.acrs, ...request.claims.acrs])] };
    return flow.proceed(c, request, person, sessions.signIn(c, person.oid, proof));
  });

  app.post('/:tenant/consent', async (c) => {
    const { request, person, signIn, isAccepted } = await readAnswer(c, 'consent');
    // The user has signed out in another tab while the page was open.
    if (!signIn) throw refusals.pageExpired();
    const admission = admit(request, person, signIn);
    // No page has a form for this, but a client can send one: only an administrator consents to these permissions.
    if (admission.verdict === 'ask admin') throw new RedirectedRefusal(admission.refusal, request);
    if (!isAccepted) throw new RedirectedRefusal(refusals.declined(), request);
    consents.grant(person, request.application, request.scopes.resources);
    return flow.proceed(c, request, person, signIn);
  });
  return app;
}
