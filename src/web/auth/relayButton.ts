import { pageLanguages } from '../i18n/pageLanguages.ts';
import { relaySignIn } from './relaySignIn.ts';

declare const __STAND_IN__: string;

/*
 * Fills sign-in.html, the window in which the user of an embedded app signs in. Entra refuses frames, and the
 * browser keeps the storage of a framed page apart, so Entra's answer could not reach the app. This window can talk to the app, and
 * passes the answer on. The app alone can use the answer: it keeps the secret (PKCE) that belongs to it.
 */

/** With the drop-in SDK, a server on this machine plays Entra, and no other build talks to it. */
const allowedAuthorityOrigins = __STAND_IN__ === '' ? ['https://login.microsoftonline.com'] : undefined;

async function showButton(): Promise<void> {
  await pageLanguages.start();
  const { i18n } = pageLanguages;
  const button = document.createElement('button');
  button.textContent = i18n.t('signIn.button');
  // The browser opens Entra's window only after a press.
  button.addEventListener('click', () => {
    button.disabled = true;
    relaySignIn(allowedAuthorityOrigins);
  });
  // The only thing in the window is large enough for a finger.
  document.body.style.cssText = 'display: grid; place-items: center; min-height: 90vh; margin: 0';
  button.style.cssText = 'font: inherit; padding: 12px 32px';
  document.body.append(button);
  button.focus();
}

// Somebody has opened this page directly, so there is no app to sign in to.
if (window.opener === null) location.replace('/');
else void showButton();
