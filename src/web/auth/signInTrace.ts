/** Under a key with this prefix, `tabMemory.ts` stores when an account signed in. */
export const signedInAtPrefix = 'switchboard.signedInAt.';

/**
 * Finds out, without MSAL, whether a user is signing in or signed in.
 * - `returning`: Entra's redirect brings a code.
 * - `known`: the user has signed in in this tab before, or Entra's redirect brings an error.
 * - `none`: neither, so the page can show *Sign in* before MSAL is loaded.
 * @param hash the fragment of the page's address, with the `#`
 */
export function readSignInTrace(hash: string, storage: () => Storage): 'returning' | 'known' | 'none' {
  if (bringsCode(hash)) return 'returning';
  if (hasAnswer(hash, 'error')) return 'known';
  try {
    return Object.keys(storage()).some((key) => key.startsWith(signedInAtPrefix)) ? 'known' : 'none';
  } catch {
    // The browser blocks storage, which `startAuth` reports.
    return 'none';
  }
}

export const bringsCode = (hash: string): boolean => hasAnswer(hash, 'code');

function hasAnswer(hash: string, name: 'code' | 'error'): boolean {
  const parameters = new URLSearchParams(hash.slice(1));
  return parameters.has('state') && parameters.has(name);
}
