/**
 * Whether MSAL must be loaded at once.
 * - `returning`: Entra's redirect brings a code, so the user will be signed in within a moment.
 * - `known`: the user has signed in in this tab before, or Entra's redirect brings an error.
 * - `none`: the page can show *Sign in* before MSAL is loaded.
 */
export function signInTrace(hash: string, storage: () => Storage): 'returning' | 'known' | 'none' {
  const parameters = new URLSearchParams(hash.slice(1));
  if (parameters.has('state') && parameters.has('code')) return 'returning';
  if (parameters.has('state') && parameters.has('error')) return 'known';
  try {
    return Object.keys(storage()).some((key) => key.startsWith('msal.')) ? 'known' : 'none';
  } catch {
    // The browser blocks storage. `startAuth` reports that when the user signs in.
    return 'none';
  }
}
