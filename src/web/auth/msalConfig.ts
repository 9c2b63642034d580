import type { Configuration } from '@azure/msal-browser';
import type { Config } from '../config/schema.ts';
import { network } from './network.ts';

/** Where Entra sends the browser back to; both are registered as SPA redirect URIs. */
export const redirectUris = (origin: string) => ({
  /** A whole-page sign-in ends in the app itself. */
  page: `${origin}/`,
  /** Popups and silent iframes end in MSAL's bridge page. */
  bridge: `${origin}/redirect.html`,
});

/**
 * MSAL's configuration for one `config.json`.
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
      // Given metadata, MSAL asks nobody where the endpoints are. The authority itself has to stay https.
      ...(authorityMetadata && { authorityMetadata: JSON.stringify(authorityMetadata) }),
      redirectUri: redirectUris(origin).page,
      postLogoutRedirectUri: redirectUris(origin).page,
      // Tells Entra that this client understands a claims challenge (continuous access evaluation).
      clientCapabilities: ['cp1'],
    },
    // Per tab and gone with it. Local storage's encryption would add no security against script in this page.
    cache: { cacheLocation: 'sessionStorage' },
    // A token with less than 15 minutes left is renewed before it is used, so that no call starts on it.
    system: {
      tokenRenewalOffsetSeconds: 900,
      networkClient: network,
      // Time for a second proof on a telephone that is in another room.
      popupBridgeTimeout: 300_000,
    },
  };
}
