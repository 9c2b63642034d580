import type { Context } from 'hono';
import { html } from 'hono/html';
import type { AuthorizeRequest } from '../entra/authorizeRequest.ts';
import type { Person } from '../people.ts';
import { initials } from './initials.ts';
import { page } from './page.ts';

/** Who signs in? One button per person. */
export function pickerPage(
  c: Context,
  {
    request: { application, segment },
    people,
    handle,
  }: { request: AuthorizeRequest; people: readonly Person[]; handle: string },
): Promise<Response> {
  return page(c, {
    title: 'Pick an account',
    body: html`
      <p>to go on to <strong>${application.displayName}</strong></p>
      <form method="post" action="/${encodeURIComponent(segment)}/login">
        <input type="hidden" name="handle" value="${handle}" />
        <ul class="people">
          ${people.map(
            (person) => html`
              <li>
                <button class="person" name="oid" value="${person.oid}">
                  <span class="initials" aria-hidden="true">${initials(person)}</span>
                  <span>
                    <span class="name">${person.displayName}</span>
                    <span class="upn">${person.upn}</span>
                  </span>
                </button>
              </li>
            `,
          )}
        </ul>
      </form>
    `,
  });
}
