import type { Context, Handler } from 'hono';
import * as z from 'zod/mini';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorApp, EmulatorEnv } from '../http/env.ts';
import type { EntraState, PendingPage } from './entraState.ts';
import { refusals } from './protocol/refusals.ts';
import type { SignInFlow } from './signInFlow.ts';

/** The form of a sign-in page. `handle` identifies the pending page, and can be used once. */
export const PageForm = z.looseObject({ handle: z.string() });

export function addPageFormRoutes(
  app: EmulatorApp,
  { directory, decideAdmission, consents, pendingPages, sessions }: EntraState,
  flow: SignInFlow,
): void {
  const addFormRoute = (lastSegment: string, handle: Handler<EmulatorEnv>) =>
    addRoute(app, 'POST', `/:tenant/${lastSegment}`, {
      summary: 'Receives the form of a sign-in page; only these pages send it.',
      body: PageForm,
      example: { handle: 'from the page', answer: 'accept' },
      isForm: true,
      answer: 'text/html',
      handle,
    });

  /** @throws EntraError if the handle was used before, has expired, or belongs to another kind of page; also for a bot. */
  async function readAnswer(c: Context, step: PendingPage['step']) {
    const form = new URLSearchParams(await c.req.text());
    const page = pendingPages.take(form.get('handle') ?? '');
    // The form of the account picker says which account was picked. Each other page belongs to one user.
    const person = directory.findPerson(page?.oid ?? form.get('oid') ?? '');
    if (page?.step !== step || !person || person.bot) throw refusals.pageExpired();
    const signIn = sessions.listSignIns(c).find(({ oid }) => oid === person.oid);
    return { request: page.request, person, signIn, answer: form.get('answer') };
  }

  addFormRoute('login', async (c) => {
    const { request, person, signIn } = await readAnswer(c, 'pick');
    // With `prompt=login` an application demands a new sign-in, even of a user who is signed in.
    const existingSignIn = request.prompt === 'login' ? undefined : signIn;
    const currentSignIn = existingSignIn ?? sessions.signIn(c, person.oid);
    const askConsent = request.prompt === 'consent';
    return flow.continueSignIn(c, request, person, currentSignIn, askConsent);
  });

  addFormRoute('stepup', async (c) => {
    const { request, person, signIn, answer } = await readAnswer(c, 'step up');
    if (answer !== 'accept' || !signIn) return flow.refuse(c, request, refusals.mfaFailed());
    const proof = { hasSecondFactor: true, acrs: [...new Set([...signIn.acrs, ...request.claims.acrs])] };
    return flow.continueSignIn(c, request, person, sessions.signIn(c, person.oid, proof));
  });

  addFormRoute('consent', async (c) => {
    const { request, person, signIn, answer } = await readAnswer(c, 'consent');
    // If there is no sign-in, the user has signed out in another tab while the page was open.
    if (!signIn) throw refusals.pageExpired();
    const { application, scopes } = request;
    const admission = decideAdmission(request, person, signIn);
    if (admission.verdict === 'ask admin') {
      // The page that asks for an administrator has no button *Accept*, but a client can forge the form.
      if (answer === 'accept') return flow.refuse(c, request, admission.pageRefusal);
      if (answer !== 'acceptAsAdministrator') return flow.refuse(c, request, refusals.consentDeclined());
      // An administrator consents for the whole tenant.
      consents.recordConsent(person.tid, application, scopes.resources);
    } else {
      if (answer !== 'accept') return flow.refuse(c, request, refusals.consentDeclined());
      consents.recordConsent(person.oid, application, scopes.resources);
    }
    return flow.continueSignIn(c, request, person, signIn);
  });
}
