import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge';

// This is the whole script of redirect.html. It passes Entra's answer from a popup or a hidden frame to the page of the
// app.
broadcastResponseToMainFrame().catch(() => {
  // The user opened this page directly, so there is no answer to pass on.
  location.replace('/');
});
