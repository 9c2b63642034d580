import { html } from 'hono/html';
import type { AuthorizeRequest } from '../protocol/authorizeRequest.ts';
import type { Person } from '../../core/people.ts';

/** A question to a user whose account is known. */
export interface Question {
  readonly request: AuthorizeRequest;
  readonly person: Person;
  /** Names the pending page in the form's post. */
  readonly handle: string;
}

/**
 * The form with which the user answers.
 * @param action the last segment of the form's address.
 * @param refuse the label of the button that refuses. @param accept the label of the other; none when left out.
 */
export function answerForm({ request, handle }: Question, action: string, refuse: string, accept?: string) {
  return html`<form method="post" action="/${encodeURIComponent(request.segment)}/${action}" class="answers">
    <input type="hidden" name="handle" value="${handle}" />
    <button name="answer" value="cancel">${refuse}</button>
    ${accept ? html`<button name="answer" value="accept" class="primary">${accept}</button>` : ''}
  </form>`;
}
