import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge';

// The whole script of redirect.html: passes Entra's answer from a popup or a silent iframe to the page of the app.
broadcastResponseToMainFrame().catch(() => {
  // The user opened this page directly, so there is no answer to pass on.
  location.replace('/');
});
