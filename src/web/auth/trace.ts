/**
 * Whether sign-in's library has to be loaded at once.
 * - `returning`: a sign-in is coming back with a code; the person will be signed in within a moment.
 * - `known`: this tab has signed in before, or an answer other than a code has come back.
 * - `none`: *Sign in* can show before a byte of MSAL has come.
 */
export function signInTrace(hash: string, storage: () => Storage): 'returning' | 'known' | 'none' {
  const parameters = new URLSearchParams(hash.slice(1));
  if (parameters.has('state') && parameters.has('code')) return 'returning';
  if (parameters.has('state') && parameters.has('error')) return 'known';
  try {
    return Object.keys(storage()).some((key) => key.startsWith('msal.')) ? 'known' : 'none';
  } catch {
    // Storage is blocked: MSAL itself will say so when it is asked to sign in.
    return 'none';
  }
}
