import type { Configuration } from '@azure/msal-browser';
import type { Config } from '../config/schema.ts';
import { network } from './network.ts';

/** The redirect URIs; both must be registered with the platform *Single-page application*. */
export const redirectUris = (origin: string) => ({
  /** Where a sign-in by redirect ends: in the app itself. */
  page: `${origin}/`,
  /** Where popups and silent iframes end: in MSAL's bridge page. */
  bridge: `${origin}/redirect.html`,
});

/**
 * Creates MSAL's configuration from `config.json`.
 * Source: Microsoft Learn, "Configuration options for MSAL Browser".
 */
export function msalConfig(
  { clientId, tenant, authorityMetadata }: Config['entra'],
  origin: string,
): Configuration {
  return {
    auth: {
      clientId,
      authority: `https://login.microsoftonline.com/${tenant}`,
      // With metadata, MSAL does not request the endpoints. The authority must be https nevertheless.
      ...(authorityMetadata && { authorityMetadata: JSON.stringify(authorityMetadata) }),
      redirectUri: redirectUris(origin).page,
      postLogoutRedirectUri: redirectUris(origin).page,
      // Tells Entra that this client understands a claims challenge (continuous access evaluation).
      clientCapabilities: ['cp1'],
    },
    // Tokens are stored per tab, and deleted with it. MSAL encrypts local storage, but not against scripts of this page.
    cache: { cacheLocation: 'sessionStorage' },
    // A token with less than 15 minutes left is renewed before it is used, so that no call starts on it.
    system: {
      tokenRenewalOffsetSeconds: 900,
      networkClient: network,
      // Milliseconds. The user may need time for a second factor on a phone in another room.
      popupBridgeTimeout: 300_000,
    },
  };
}
