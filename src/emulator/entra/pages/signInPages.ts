import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Directory } from '../../core/directory.ts';
import type { Person } from '../../core/people.ts';
import { getInitials } from '../../html/initials.ts';
import { renderPage } from '../../html/page.ts';
import { createErrorBody, type EntraError } from '../protocol/refusals.ts';
import { oidcPermissions, type RequestedScopes } from '../protocol/scopes.ts';
import { devicePagePath, type AdminConsentRequest, type SignInRequest } from '../protocol/signInRequest.ts';

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

/**
 * Lets a user pick an account. A login hint moves its account to the top. A domain hint hides the accounts of other tenants.
 * @param handle identifies the pending page. The form of each page sends the page's handle back.
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

/** A question that a sign-in page asks a user whose account is known. */
interface PageQuestion {
  readonly request: SignInRequest;
  readonly person: Person;
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
function renderPermissionList({ oidc, resources }: RequestedScopes) {
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

export function renderDeviceCodePage(c: Context): Promise<Response> {
  return renderPage(c, {
    title: 'Enter code',
    body: html`
      <p>Enter the code that your app or device shows.</p>
      <form method="post" action="${devicePagePath}">
        <p>
          <label
            >Code <input name="user_code" autocomplete="off" autocapitalize="characters" required
          /></label>
        </p>
        <p class="answers"><button class="primary">Next</button></p>
      </form>
    `,
  });
}

/** Tells the user that the sign-in with a device code is over. The device learns the result with its next request. */
export function renderDeviceDonePage(
  c: Context,
  { application }: SignInRequest,
  isSignedIn: boolean,
): Promise<Response> {
  return renderPage(c, {
    title: isSignedIn ? 'You have signed in' : 'You have not signed in',
    body: html`<p>
      You ${isSignedIn ? 'have signed in' : 'have not signed in'} to
      <strong>${application.displayName}</strong> on your device. You can close this window.
    </p>`,
  });
}

/** How a developer can fix the cause of a refusal, by its AADSTS number. Entra shows no such hint. */
const hints: Readonly<Record<number, string>> = {
  50011:
    'start it with --app-port and the port of your app, or add the address to redirectUris of the application in a file for --directory.',
  700016: 'add the application to a file for --directory.',
};

/**
 * Shows a refusal on a page.
 * @param now milliseconds since 1970.
 * @param retryPath the address where the user can pick another account. Without it the page has no such link.
 */
export function renderErrorPage(
  c: Context,
  refusal: EntraError,
  now: number,
  retryPath?: string,
): Promise<Response> {
  const { error, error_description, correlation_id, timestamp } = createErrorBody(refusal, now);
  const hint = hints[refusal.code];
  // The trace ids at the end of Entra's description are of no use to a user.
  const [description] = error_description.split(' Trace ID: ');
  return renderPage(c, {
    title: 'Sorry, we could not sign you in',
    status: refusal.status,
    body: html`
      <p role="alert">${description}</p>
      ${hint ? html`<p>The emulator adds: ${hint}</p>` : ''}
      <dl>
        <dt>Error</dt>
        <dd>${error}</dd>
        <dt>Correlation ID</dt>
        <dd>${correlation_id}</dd>
        <dt>Timestamp</dt>
        <dd>${timestamp}</dd>
      </dl>
      ${retryPath ? html`<p><a href="${retryPath}">Pick another account</a></p>` : ''}
    `,
  });
}

export function renderSignedOutPage(c: Context): Promise<Response> {
  return renderPage(c, { title: 'You signed out', body: html`<p>You can close this window.</p>` });
}
