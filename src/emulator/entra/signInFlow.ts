import type { Context } from 'hono';
import type { Person } from '../core/people.ts';
import type { EntraState, PendingPage } from './entraState.ts';
import {
  renderAdminNeededPage,
  renderConsentPage,
  renderStepUpPage,
  renderErrorPage,
  renderDeviceDonePage,
  renderPickerPage,
} from './pages/signInPages.ts';
import { RedirectedRefusal, type ReplyAddress } from './protocol/signInRequest.ts';
import { createErrorBody, type EntraError } from './protocol/refusals.ts';
import type { SignIn } from './sessions.ts';
import { createClientInfo } from './tokens.ts';

type Request = PendingPage['request'];

export type SignInFlow = ReturnType<typeof createSignInFlow>;

/** Creates the functions that decide the next step of a sign-in: another page, or its end. */
export function createSignInFlow(state: EntraState) {
  const { directory, decideAdmission, deviceCodes, grants, pendingPages, now } = state;
  /** Ends the sign-in with a refusal. @throws RedirectedRefusal for a sign-in at `/authorize`. */
  async function refuse(c: Context, request: Request, refusal: EntraError): Promise<Response> {
    if (request.kind === 'authorize') throw new RedirectedRefusal(refusal, request);
    deviceCodes.endSignIn(request, 'declined');
    return renderDeviceDonePage(c, request, false);
  }

  return {
    refuse,
    showAccountPicker: (c: Context, request: Request): Promise<Response> =>
      renderPickerPage(c, directory, request, pendingPages.put({ request, step: 'pick' })),

    /**
     * Ends the sign-in, or shows the page that the user must answer first. At the end, a sign-in at `/authorize` redirects to the
     * application, and a sign-in with a device code shows a page.
     * @param askConsent whether to show the consent page even if the user has consented.
     * @throws RedirectedRefusal when a page is needed and the request forbids pages (`prompt=none`).
     */
    continueSignIn(
      c: Context,
      request: Request,
      person: Person,
      signIn: SignIn,
      askConsent = false,
    ): Response | Promise<Response> {
      const { application, prompt } = request;
      const admission = decideAdmission(request, person, signIn);
      if (admission.verdict === 'admitted' && !askConsent) {
        if (request.kind === 'device') {
          deviceCodes.endSignIn(request, { person, application, signIn });
          return renderDeviceDonePage(c, request, true);
        }
        return redirectWithAnswer(c, request, {
          code: grants.issueCode(request, { person, application, signIn }),
          client_info: createClientInfo(person),
          session_state: signIn.sid,
        });
      }
      if (admission.verdict !== 'admitted' && prompt === 'none') {
        return refuse(c, request, admission.refusal);
      }
      const storeQuestion = (step: PendingPage['step']) => ({
        request,
        person,
        handle: pendingPages.put({ request, step, oid: person.oid }),
      });
      switch (admission.verdict) {
        case 'refused':
          return renderErrorPage(c, admission.refusal, now(), request.retryPath);
        case 'step up':
          return renderStepUpPage(c, storeQuestion('step up'));
        case 'ask admin':
          return renderAdminNeededPage(c, storeQuestion('consent'), admission.pageRefusal);
        case 'ask consent':
        // Reached only with `askConsent`.
        case 'admitted':
          return renderConsentPage(c, directory, storeQuestion('consent'));
      }
    },
  };
}

/** Redirects to the application, with the answer in the fragment or in the query, as the request demands. */
export function redirectWithAnswer(
  c: Context,
  { redirectUri, responseMode, state }: ReplyAddress,
  answer: Readonly<Record<string, string>>,
): Response {
  const parameters = new URLSearchParams(answer);
  if (state !== undefined) parameters.set('state', state);
  return c.redirect(`${redirectUri}${responseMode === 'query' ? '?' : '#'}${parameters.toString()}`);
}

/** Redirects to the application with a refusal. @param now milliseconds since 1970. */
export function redirectWithRefusal(
  c: Context,
  replyAddress: ReplyAddress,
  refusal: EntraError,
  now: number,
): Response {
  const { error_description, suberror, ...body } = createErrorBody(refusal, now);
  // OAuth defines `invalid_grant` for the token endpoint only. Here `interaction_required` makes the application show the
  // sign-in page, where the user can solve the problem.
  const error = body.error === 'invalid_grant' ? 'interaction_required' : body.error;
  return redirectWithAnswer(c, replyAddress, {
    error,
    error_description,
    ...(suberror ? { error_subcode: suberror } : {}),
  });
}
