import { BrowserAuthError } from '@azure/msal-browser';
import { fromMsal } from '../errors/fromMsal.ts';
import type { Failure } from '../errors/problem.ts';
import { rememberQuery } from './tabMemory.ts';

/** Where MSAL notes that an interaction is under way; a popup that was closed by hand leaves it behind. */
const interactionKey = 'msal.interaction.status';
const isStale = (cause: unknown) =>
  cause instanceof BrowserAuthError && cause.errorCode === 'interaction_in_progress';

/** The way back brings the page as it was when it was left, half gone and maybe signed out since. */
const startAfresh = ({ persisted }: PageTransitionEvent) => {
  if (persisted) location.reload();
};

/**
 * Leaves the page for Entra.
 * @param how one of MSAL's redirects; begun once more when a stale interaction was in its way.
 * @returns only when that failed; MSAL gives up after 30 s in a page that is still there.
 */
export async function leave(how: () => Promise<void>): Promise<Failure> {
  addEventListener('pageshow', startAfresh);
  try {
    rememberQuery(sessionStorage, location.search);
    await how().catch((cause: unknown) => {
      if (!isStale(cause)) throw cause;
      sessionStorage.removeItem(interactionKey);
      return how();
    });
    // The page is being left; nothing may run on as if it were not.
    return await new Promise<never>(() => {});
  } catch (cause) {
    removeEventListener('pageshow', startAfresh);
    return fromMsal(cause);
  }
}
