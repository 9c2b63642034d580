import type { Context } from 'hono';
import { html } from 'hono/html';
import type { SignInRequest } from '../protocol/signInRequest.ts';
import type { Directory } from '../../core/directory.ts';
import { renderPage } from '../../html/page.ts';
import { renderPeopleList } from './peopleList.ts';

/**
 * Lets a user pick an account. The account of the login hint comes first. A domain hint hides the accounts of other
 * tenants.
 */
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
