// This is the whole script of sign-in.html. The build may put this file into a chunk that the app loads, too, so it asks for the page.
if (location.pathname === '/sign-in.html') void import('./relayButton.ts');
