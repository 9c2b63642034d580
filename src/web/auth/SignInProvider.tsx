import { MsalProvider, useAccount, useIsAuthenticated } from '@azure/msal-react';
import { useMemo, type ReactNode } from 'react';
import { toSignedIn, type SignedIn } from './session.ts';
import type { StartedAuth } from './start.ts';

/** Lets the components inside it use MSAL's hooks. The first screen must not import this file, because it appears before MSAL. */
export function SignInProvider({ auth, children }: { auth: StartedAuth; children: ReactNode }) {
  return <MsalProvider instance={auth.msal}>{children}</MsalProvider>;
}

/**
 * Returns the signed-in user, without MSAL's types.
 * @returns `null` while MSAL starts, and after the user has signed out in another tab (a call may still go on then)
 */
export function useSignedIn(): SignedIn | null {
  const account = useAccount();
  const isAuthenticated = useIsAuthenticated();
  return useMemo(() => (isAuthenticated && account ? toSignedIn(account) : null), [isAuthenticated, account]);
}
