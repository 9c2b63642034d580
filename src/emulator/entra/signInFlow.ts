import type { Context } from 'hono';
import type { Person } from '../core/people.ts';
import type { EntraState, PendingPage } from './entraState.ts';
import { adminNeededPage } from './pages/adminNeededPage.ts';
import { consentPage } from './pages/consentPage.ts';
import { errorPage } from './pages/errorPage.ts';
import { pickerPage } from './pages/pickerPage.ts';
import { stepUpPage } from './pages/stepUpPage.ts';
import { RedirectedRefusal, type AuthorizeRequest } from './protocol/authorizeRequest.ts';
import { errorBody } from './protocol/errors.ts';
import { reply } from './reply.ts';
import type { SignIn } from './sessions.ts';
import { clientInfo } from './tokens.ts';

/** The next page or redirect of a sign-in. */
export interface SignInFlow {
  /** Shows the accounts to choose from. */
  pickAccount(c: Context, request: AuthorizeRequest): Promise<Response>;
  /**
   * Answers with a code, or with the page that the admission of this user needs.
   * @param askConsent shows the consent page even if the user has consented.
   * @throws RedirectedRefusal when a page is needed and the request forbids pages.
   */
  proceed(
    c: Context,
    request: AuthorizeRequest,
    person: Person,
    signIn: SignIn,
    askConsent?: boolean,
  ): Response | Promise<Response>;
}

export function createSignInFlow({ admit, grants, pending, now }: EntraState): SignInFlow {
  return {
    pickAccount: (c, request) => pickerPage(c, request, pending.put({ request, step: 'pick' })),

    proceed(c, request, person, signIn, askConsent = false) {
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
      const question = (step: PendingPage['step']) => ({
        request,
        person,
        handle: pending.put({ request, step, oid: person.oid }),
      });
      switch (admission.verdict) {
        case 'refused':
          return errorPage(c, errorBody(admission.refusal, now()), 400, request.retry);
        case 'step up':
          return stepUpPage(c, question('step up'));
        case 'ask admin':
          return adminNeededPage(c, question('consent'));
        case 'ask consent':
        case 'admitted':
          return consentPage(c, question('consent'));
      }
    },
  };
}
