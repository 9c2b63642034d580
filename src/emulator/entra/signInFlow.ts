import type { Context } from 'hono';
import type { Person } from '../core/people.ts';
import type { EntraState, PendingPage } from './entraState.ts';
import { renderAdminNeededPage } from './pages/adminNeededPage.ts';
import { renderConsentPage } from './pages/consentPage.ts';
import { renderErrorPage } from './pages/errorPage.ts';
import { renderPickerPage } from './pages/pickerPage.ts';
import { renderStepUpPage } from './pages/stepUpPage.ts';
import { RedirectedRefusal, type AuthorizeRequest } from './protocol/authorizeRequest.ts';
import { createErrorBody } from './protocol/errors.ts';
import { redirectWithAnswer } from './redirectToApplication.ts';
import type { SignIn } from './sessions.ts';
import { createClientInfo } from './tokens.ts';

/** Decides the next step of a sign-in: another page, or the redirect back to the application. */
export interface SignInFlow {
  /** Shows the page on which the user picks an account. */
  showAccountPicker(c: Context, request: AuthorizeRequest): Promise<Response>;
  /**
   * Redirects to the application with a code, or shows the page that the user must answer first.
   * @param askConsent whether to show the consent page even if the user has consented. Default: false.
   * @throws RedirectedRefusal when a page is needed and the request forbids pages (`prompt=none`).
   */
  continueSignIn(
    c: Context,
    request: AuthorizeRequest,
    person: Person,
    signIn: SignIn,
    askConsent?: boolean,
  ): Response | Promise<Response>;
}

export function createSignInFlow({
  directory,
  decideAdmission,
  grants,
  pendingPages,
  now,
}: EntraState): SignInFlow {
  return {
    showAccountPicker: (c, request) =>
      renderPickerPage(c, directory, request, pendingPages.put({ request, step: 'pick' })),

    continueSignIn(c, request, person, signIn, askConsent = false) {
      const { application, prompt } = request;
      const admission = decideAdmission(request, person, signIn);
      if (admission.verdict === 'admitted' && !askConsent) {
        return redirectWithAnswer(c, request, {
          code: grants.issueCode(request, { person, application, signIn }),
          client_info: createClientInfo(person),
          session_state: signIn.sid,
        });
      }
      if (admission.verdict !== 'admitted' && prompt === 'none') {
        throw new RedirectedRefusal(admission.refusal, request);
      }
      const createQuestion = (step: PendingPage['step']) => ({
        request,
        person,
        handle: pendingPages.put({ request, step, oid: person.oid }),
      });
      switch (admission.verdict) {
        case 'refused':
          return renderErrorPage(c, createErrorBody(admission.refusal, now()), 400, request.retryPath);
        case 'step up':
          return renderStepUpPage(c, createQuestion('step up'));
        case 'ask admin':
          return renderAdminNeededPage(c, createQuestion('consent'));
        case 'ask consent':
        case 'admitted':
          return renderConsentPage(c, directory, createQuestion('consent'));
      }
    },
  };
}
