import { BrowserAuthError } from '@azure/msal-browser';
import { fromMsal } from '../errors/fromMsal.ts';
import type { Failure } from '../errors/problem.ts';
import { rememberQuery } from './tabMemory.ts';

/** Where MSAL stores that an interaction is pending. If the user closes a popup, MSAL does not remove it. */
const interactionKey = 'msal.interaction.status';
const isStale = (cause: unknown) =>
  cause instanceof BrowserAuthError && cause.errorCode === 'interaction_in_progress';

/** The browser's *Back* shows the page as the user left it, although the user may have signed out since. */
const reloadOldPage = ({ persisted }: PageTransitionEvent) => {
  if (persisted) location.reload();
};

/**
 * Leaves the page for Entra.
 * @param redirect one of MSAL's redirects. It is tried again if a stale interaction blocks it
 * @returns the failure, and nothing if the page is left. In a page that still exists, MSAL gives up after 30 s
 */
export async function leaveForEntra(redirect: () => Promise<void>): Promise<Failure> {
  addEventListener('pageshow', reloadOldPage);
  try {
    rememberQuery(sessionStorage, location.search);
    await redirect().catch((cause: unknown) => {
      if (!isStale(cause)) throw cause;
      sessionStorage.removeItem(interactionKey);
      return redirect();
    });
    // The page is being left, so the code that called this function must not go on.
    return await new Promise<never>(() => {});
  } catch (cause) {
    removeEventListener('pageshow', reloadOldPage);
    return fromMsal(cause);
  }
}
