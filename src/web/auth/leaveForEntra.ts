import { BrowserAuthError } from '@azure/msal-browser';
import { translateMsalError } from '../errors/translateMsalError.ts';
import type { Failure } from '../errors/problem.ts';
import { storeQuery } from './tabMemory.ts';

/**
 * The key under which MSAL stores that an interaction is pending. MSAL does not delete it if the user closes a popup.
 */
const interactionStorageKey = 'msal.interaction.status';
/** Whether MSAL refuses to begin an interaction, because it believes that another one is pending. */
const isInteractionBlocked = (cause: unknown) =>
  cause instanceof BrowserAuthError && cause.errorCode === 'interaction_in_progress';

/**
 * Reloads the page if the browser's *Back* button shows it again from the back/forward cache (`persisted`), because the
 * user may have signed out since.
 */
const reloadOldPage = ({ persisted }: PageTransitionEvent) => {
  if (persisted) location.reload();
};

/**
 * Leaves the page for Entra.
 * @param redirect one of MSAL's redirect functions. It runs a second time if an abandoned interaction blocks it
 * @returns the failure. If the page is being left, the promise never resolves
 */
export async function leaveForEntra(redirect: () => Promise<void>): Promise<Failure> {
  addEventListener('pageshow', reloadOldPage);
  try {
    storeQuery(sessionStorage, location.search);
    await redirect().catch((cause: unknown) => {
      if (!isInteractionBlocked(cause)) throw cause;
      sessionStorage.removeItem(interactionStorageKey);
      return redirect();
    });
    // The page is being left, so the code that called this function must not go on.
    return await new Promise<never>(() => {});
  } catch (cause) {
    removeEventListener('pageshow', reloadOldPage);
    return translateMsalError(cause);
  }
}
