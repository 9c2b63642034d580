/**
 * Whether MSAL has to be loaded at once: a sign-in is coming back in this page's address, or this tab has
 * signed in before. A tab without either shows *Sign in* before a byte of MSAL has come.
 */
export function signInTrace(hash: string, storage: () => Storage): 'returning' | 'known' | 'none' {
  const parameters = new URLSearchParams(hash.slice(1));
  if (parameters.has('state') && (parameters.has('code') || parameters.has('error'))) return 'returning';
  try {
    return Object.keys(storage()).some((key) => key.startsWith('msal.')) ? 'known' : 'none';
  } catch {
    // Storage is blocked: MSAL itself will say so when it is asked to sign in.
    return 'none';
  }
}
