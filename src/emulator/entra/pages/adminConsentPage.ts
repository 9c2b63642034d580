import type { Context } from 'hono';
import { html } from 'hono/html';
import type { AdminConsentRequest } from '../protocol/adminConsentRequest.ts';
import type { Person } from '../../core/people.ts';
import { renderPage } from '../../html/page.ts';
import { renderPeopleList } from './peopleList.ts';
import { renderPermissionList } from './permissionList.ts';

/** Asks an administrator to consent for the whole tenant. The administrator consents by picking an account. */
export function renderAdminConsentPage(
  c: Context,
  { request, people, handle }: { request: AdminConsentRequest; people: readonly Person[]; handle: string },
): Promise<Response> {
  return renderPage(c, {
    title: 'Allow it for your organisation?',
    body: html`
      <p><strong>${request.application.displayName}</strong> would like to, for everyone there:</p>
      ${renderPermissionList(request.scopes)}
      <p class="who">Pick an administrator’s account to allow it.</p>
      <form method="post" action="/${encodeURIComponent(request.tenantSegment)}/adminconsent">
        <input type="hidden" name="handle" value="${handle}" />
        ${renderPeopleList(people)}
        <p class="answers"><button name="answer" value="cancel">Cancel</button></p>
      </form>
    `,
  });
}
