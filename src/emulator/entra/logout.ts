import { addRoute } from '../http/addRoute.ts';
import type { EmulatorApp } from '../http/env.ts';
import { renderSignedOutPage } from './pages/signInPages.ts';
import type { EntraState } from './entraState.ts';

/**
 * Adds `/{tenant}/oauth2/v2.0/logout`, which signs users out, and redirects only to a redirect URI of an application.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#send-a-sign-out-request
 */
export function addLogoutRoutes(app: EmulatorApp, { directory, sessions }: EntraState): void {
  const isRegistered = (uri: string) =>
    directory.applications.some(({ redirectUris }) => redirectUris.includes(uri));
  addRoute(app, 'GET', '/:tenant/oauth2/v2.0/logout', {
    summary: 'Signs out one account, or all accounts of this browser.',
    query: {
      logout_hint: 'The UPN of the account; by default, all accounts.',
      post_logout_redirect_uri: 'A redirect URI of an application.',
      state: 'Comes back with the redirect.',
    },
    answer: 'text/html',
    handle: async (c) => {
      const hint = c.req.query('logout_hint');
      // An unknown hint becomes the empty object id. It matches no account, so nobody is signed out.
      const oid = hint === undefined ? undefined : (directory.findPerson(hint)?.oid ?? '');
      sessions.signOut(c, oid);
      const target = c.req.query('post_logout_redirect_uri');
      if (target && isRegistered(target)) {
        const state = c.req.query('state');
        return c.redirect(
          state === undefined ? target : `${target}?${new URLSearchParams({ state }).toString()}`,
        );
      }
      return await renderSignedOutPage(c);
    },
  });
}
