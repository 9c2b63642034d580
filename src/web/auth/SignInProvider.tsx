import { MsalProvider, useAccount, useIsAuthenticated } from '@azure/msal-react';
import { useMemo, type ReactNode } from 'react';
import { toSignedIn, type SignedIn } from './session.ts';
import type { StartedAuth } from './start.ts';

/** Lets the components inside it use MSAL's hooks. The first screen must not import it, because it needs MSAL. */
export function SignInProvider({ auth, children }: { auth: StartedAuth; children: ReactNode }) {
  return <MsalProvider instance={auth.msal}>{children}</MsalProvider>;
}

/**
 * The user, without MSAL's types.
 * @returns `null` while MSAL starts, and after the user signed out in another tab, although a call may still be running
 */
export function useSignedIn(): SignedIn | null {
  const account = useAccount();
  const isAuthenticated = useIsAuthenticated();
  return useMemo(() => (isAuthenticated && account ? toSignedIn(account) : null), [isAuthenticated, account]);
}
