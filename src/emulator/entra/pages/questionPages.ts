import { html } from 'hono/html';
import type { SignInRequest } from '../protocol/signInRequest.ts';
import type { Person } from '../../core/people.ts';
import { oidcPermissions, type RequestedScopes } from '../protocol/scopes.ts';
import type { Context } from 'hono';
import type { Directory } from '../../core/directory.ts';
import { renderPage } from '../../html/page.ts';
import type { EntraError } from '../protocol/errors.ts';

/** A question that a sign-in page asks a user whose account is known. */
interface PageQuestion {
  readonly request: SignInRequest;
  readonly person: Person;
  /** The handle of the pending page. The page's form sends it back. */
  readonly handle: string;
}

/** @param action the last segment of the path to which the form is posted. */
function renderAnswerForm(
  { request, handle }: PageQuestion,
  action: string,
  label: string,
  answer: 'accept' | 'acceptAsAdministrator' = 'accept',
) {
  const path = `/${encodeURIComponent(request.tenantSegment)}/${action}`;
  return html`<form method="post" action="${path}" class="answers">
    <input type="hidden" name="handle" value="${handle}" />
    <button name="answer" value="cancel">Cancel</button>
    <button name="answer" value="${answer}" class="primary">${label}</button>
  </form>`;
}

/** Lists the permissions that a request asks for, each with a description and its technical name. */
export function renderPermissionList({ oidc, resources }: RequestedScopes) {
  const permissions = [
    ...resources.flatMap(({ resource, permissionNames }) =>
      permissionNames.map((name) => ({
        name: `${resource.displayName}: ${name}`,
        text: resource.permissions[name] ?? name,
      })),
    ),
    ...oidc.map((name) => ({ name, text: oidcPermissions[name] ?? name })),
  ];
  return html`<ul class="permissions">
    ${permissions.map(
      ({ name, text }) => html`
        <li>
          ${text}
          <small>${name}</small>
        </li>
      `,
    )}
  </ul>`;
}

/** Asks a user to consent to an application's permissions. */
export function renderConsentPage(
  c: Context,
  { tenants }: Directory,
  question: PageQuestion,
): Promise<Response> {
  const { application, scopes } = question.request;
  const publisher = tenants.find(({ id }) => id === application.tid)?.name ?? application.tid;
  return renderPage(c, {
    title: 'Permissions requested',
    body: html`
      <p><strong>${application.displayName}</strong>, published by ${publisher}, would like to:</p>
      ${renderPermissionList(scopes)}
      <p class="who">Signed in as ${question.person.upn}</p>
      ${renderAnswerForm(question, 'consent', 'Accept')}
    `,
  });
}

/**
 * Tells a user that only an administrator can consent to these permissions. *Cancel* stands for Entra's link "Return to the
 * application without granting consent". Entra lacks the other button, with which a developer plays the administrator.
 * @param refusal why the user may not consent.
 */
export function renderAdminNeededPage(
  c: Context,
  question: PageQuestion,
  refusal: EntraError,
): Promise<Response> {
  const { application, scopes } = question.request;
  return renderPage(c, {
    title: 'Need admin approval',
    body: html`
      <p role="alert">
        AADSTS${refusal.code}: <strong>${application.displayName}</strong> needs permissions that only an
        administrator of your organisation can grant:
      </p>
      ${renderPermissionList(scopes)}
      <p class="who">Signed in as ${question.person.upn}</p>
      ${renderAnswerForm(question, 'consent', 'Accept as an administrator', 'acceptAsAdministrator')}
      <p class="who">
        Only this emulator lets you act as an administrator, who accepts for everyone in your organisation.
      </p>
    `,
  });
}

/** Asks for a second factor. In the emulator a click on *Approve* is the second factor. */
export function renderStepUpPage(c: Context, question: PageQuestion): Promise<Response> {
  return renderPage(c, {
    title: 'Verify your identity',
    body: html`
      <p>
        Your organisation asks <strong>${question.person.upn}</strong> for a second proof. Here a click is
        enough.
      </p>
      ${renderAnswerForm(question, 'stepup', 'Approve')}
    `,
  });
}
