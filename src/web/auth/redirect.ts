import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge';

// The whole script of redirect.html: hands Entra's answer from a popup or a silent iframe to the app's window.
broadcastResponseToMainFrame().catch(() => {
  // Opened by hand, there is nothing to hand over; the app itself is the useful place to be.
  location.replace('/');
});
