import { html } from 'hono/html';
import type { AuthorizeRequest } from '../protocol/authorizeRequest.ts';
import type { Person } from '../../core/people.ts';

/** What a page asks a person who is already known. */
export interface Question {
  readonly request: AuthorizeRequest;
  readonly person: Person;
  /** Good for one post. */
  readonly handle: string;
}

/** The form that answers it. @param accept the label of the yes; without one there is only the way back. */
export function answers({ request, handle }: Question, action: string, refuse: string, accept?: string) {
  return html`<form method="post" action="/${encodeURIComponent(request.segment)}/${action}" class="answers">
    <input type="hidden" name="handle" value="${handle}" />
    <button name="answer" value="cancel">${refuse}</button>
    ${accept ? html`<button name="answer" value="accept" class="primary">${accept}</button>` : ''}
  </form>`;
}
