import { html } from 'hono/html';
import type { Person } from '../../core/people.ts';
import { getInitials } from '../../html/initials.ts';
import type { Context } from 'hono';
import type { SignInRequest, AdminConsentRequest } from '../protocol/signInRequest.ts';
import type { Directory } from '../../core/directory.ts';
import { renderPage } from '../../html/page.ts';
import { renderPermissionList } from './questionPages.ts';

/** Creates the content of a form that picks an account: one button for each person. */
function renderPeopleList(people: readonly Person[]) {
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

/** Lets a user pick an account. A login hint moves its account to the top, and a domain hint hides other tenants' accounts. */
export function renderPickerPage(
  c: Context,
  { people, tenants }: Directory,
  request: SignInRequest,
  handle: string,
): Promise<Response> {
  const hint = request.loginHint?.toLowerCase();
  const tenant = tenants.find(({ domain }) => domain === request.domainHint?.toLowerCase());
  const candidates = people
    .filter(({ bot, tid }) => !bot && (!tenant || tid === tenant.id))
    .sort((a, b) => Number(b.upn === hint) - Number(a.upn === hint));
  return renderPage(c, {
    title: 'Pick an account',
    body: html`
      <p>to go on to <strong>${request.application.displayName}</strong></p>
      <form method="post" action="/${encodeURIComponent(request.tenantSegment)}/login">
        <input type="hidden" name="handle" value="${handle}" />
        ${renderPeopleList(candidates)}
      </form>
    `,
  });
}

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
