import { html } from 'hono/html';
import type { SignInRequest } from '../protocol/signInRequest.ts';
import type { Person } from '../../core/people.ts';

/** How a user answers a page: *Accept as an administrator* exists in the emulator only. */
export type PageAnswer = 'accept' | 'acceptAsAdministrator';

/** A question that a sign-in page asks a user whose account is known. */
export interface PageQuestion {
  readonly request: SignInRequest;
  readonly person: Person;
  /** The handle of the pending page. The page's form sends it back. */
  readonly handle: string;
}

/**
 * Creates the form with which the user answers a question.
 * @param action the last segment of the path to which the form is posted.
 * @param refuseLabel the label of the button with which the user refuses.
 * @param accept the button with which the user accepts: its label and the answer that it sends.
 */
export function renderAnswerForm(
  { request, handle }: PageQuestion,
  {
    action,
    refuseLabel,
    accept,
  }: { action: string; refuseLabel: string; accept: { label: string; answer: PageAnswer } },
) {
  const path = `/${encodeURIComponent(request.tenantSegment)}/${action}`;
  return html`<form method="post" action="${path}" class="answers">
    <input type="hidden" name="handle" value="${handle}" />
    <button name="answer" value="cancel">${refuseLabel}</button>
    <button name="answer" value="${accept.answer}" class="primary">${accept.label}</button>
  </form>`;
}
