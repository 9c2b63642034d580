import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge';

// This is the whole script of redirect.html. It passes Entra's answer from a popup or a hidden frame to the app's page.
broadcastResponseToMainFrame().catch(() => {
  // The user opened this page directly, so there is no answer to pass on.
  location.replace('/');
});
