import type { Context } from 'hono';
import { html } from 'hono/html';
import type { AdminConsentRequest } from '../protocol/adminConsentRequest.ts';
import type { Person } from '../../core/people.ts';
import { page } from '../../html/page.ts';
import { peopleList } from './peopleList.ts';
import { permissionList } from './permissionList.ts';

/** Asks an administrator to consent for the whole tenant. The administrator consents by picking an account. */
export function adminConsentPage(
  c: Context,
  { request, people, handle }: { request: AdminConsentRequest; people: readonly Person[]; handle: string },
): Promise<Response> {
  return page(c, {
    title: 'Allow it for your organisation?',
    body: html`
      <p><strong>${request.application.displayName}</strong> would like to, for everyone there:</p>
      ${permissionList(request.scopes)}
      <p class="who">Pick an administrator’s account to allow it.</p>
      <form method="post" action="/${encodeURIComponent(request.segment)}/adminconsent">
        <input type="hidden" name="handle" value="${handle}" />
        ${peopleList(people)}
        <p class="answers"><button name="answer" value="cancel">Cancel</button></p>
      </form>
    `,
  });
}
