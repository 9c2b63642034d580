import { html } from 'hono/html';
import type { Person } from '../../core/people.ts';
import { getInitials } from '../../html/initials.ts';

/** Creates the content of a form that picks an account: one button for each person. */
export function renderPeopleList(people: readonly Person[]) {
  return html`<ul class="people">
    ${people.map(
      (person) => html`
        <li>
          <button class="person" name="oid" value="${person.oid}">
            <span class="initials" aria-hidden="true">${getInitials(person)}</span>
            <span>
              <span class="name">${person.displayName}</span>
              <span class="upn">${person.upn}</span>
            </span>
          </button>
        </li>
      `,
    )}
  </ul>`;
}
