import type { Context } from 'hono';
import { html } from 'hono/html';
import { renderPage } from '../../html/page.ts';
import { devicePagePath } from '../protocol/deviceRequest.ts';
import type { SignInRequest } from '../protocol/signInRequest.ts';

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
