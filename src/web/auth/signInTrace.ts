/** Under a key with this prefix, `tabMemory.ts` stores when an account signed in. */
export const signedInAtPrefix = 'switchboard.signedInAt.';

/**
 * Finds out, without MSAL, whether a user is signing in or signed in.
 * - `signedIn`: Entra's redirect brings a code, or the user has signed in in this tab before.
 * - `refused`: Entra's redirect brings an error.
 * - `none`: neither, so the page can show *Sign in* before MSAL is loaded.
 * @param hash the fragment of the page's address, with the `#`
 */
export function readSignInTrace(hash: string, storage: () => Storage): 'signedIn' | 'refused' | 'none' {
  const answer = new URLSearchParams(hash.slice(1));
  if (answer.has('state') && answer.has('code')) return 'signedIn';
  if (answer.has('state') && answer.has('error')) return 'refused';
  try {
    return Object.keys(storage()).some((key) => key.startsWith(signedInAtPrefix)) ? 'signedIn' : 'none';
  } catch {
    // The browser blocks storage, which `startAuth` reports.
    return 'none';
  }
}

/**
 * After this, the page no longer takes the user for signed in when it is loaded again.
 * @returns whether a user has signed in in this tab before
 */
export function forgetSignInTimes(): boolean {
  const keys = Object.keys(sessionStorage).filter((key) => key.startsWith(signedInAtPrefix));
  for (const key of keys) sessionStorage.removeItem(key);
  return keys.length > 0;
}
