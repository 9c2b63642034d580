import type { Context } from 'hono';
import { html } from 'hono/html';
import { renderPage } from '../../html/page.ts';
import { devicePagePath, type SignInRequest } from '../protocol/signInRequest.ts';
import { createErrorBody, type EntraError } from '../protocol/errors.ts';

/** Asks a user for the code that a device shows. */
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

/** Ends a sign-in with a device code. The device learns the result with its next request. */
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
  // The trace ids at the end of Entra's description are of no use to a user.
  const [description] = error_description.split(' Trace ID: ');
  return renderPage(c, {
    title: 'Sorry, we could not sign you in',
    status: refusal.status,
    body: html`
      <p role="alert">${description}</p>
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
