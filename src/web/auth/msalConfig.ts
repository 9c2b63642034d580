import type { Configuration } from '@azure/msal-browser';
import type { Config } from '../config/schema.ts';
import { isFramed } from '../base/isFramed.ts';
import { network } from './network.ts';

/** The redirect URIs. Both must be in the app registration, under the platform *Single-page application*. */
export const createRedirectUris = (origin: string) => ({
  /** Where a sign-in by redirect ends: in the app itself. */
  page: `${origin}/`,
  /** Where popups and hidden frames end: in MSAL's bridge page, which passes Entra's answer to the app. */
  bridge: `${origin}/redirect.html`,
});

/** @returns the origin of Entra's pages: Microsoft's, or that of a local replacement */
export const findAuthorityOrigin = ({ authorityMetadata }: Config['entra']): string =>
  authorityMetadata
    ? new URL(authorityMetadata.authorization_endpoint).origin
    : 'https://login.microsoftonline.com';

/** Creates MSAL's configuration from `config.json`. @see Microsoft Learn, "Configuration options for MSAL Browser" */
export function createMsalConfig(
  { clientId, tenant, authorityMetadata }: Config['entra'],
  origin: string,
): Configuration {
  return {
    auth: {
      clientId,
      authority: `https://login.microsoftonline.com/${tenant}`,
      // With metadata in `config.json`, MSAL does not fetch them from Entra. The authority must still be an https address.
      ...(authorityMetadata && { authorityMetadata: JSON.stringify(authorityMetadata) }),
      redirectUri: createRedirectUris(origin).page,
      postLogoutRedirectUri: createRedirectUris(origin).page,
      // `cp1` tells Entra that this client understands a claims challenge (continuous access evaluation).
      clientCapabilities: ['cp1'],
      // MSAL's answer to storage that the browser keeps apart for a framed page (`relayButton.ts`).
      ...(isFramed() && { popupRelayUri: `${origin}/sign-in.html`, popupRelayProtocolVersion: 2 }),
    },
    // The browser deletes session storage with the tab. Local storage would keep the tokens longer, and MSAL's encryption would not
    // protect them against scripts of this page.
    cache: { cacheLocation: 'sessionStorage' },
    system: {
      // A token that expires within 15 minutes is renewed before it is used, so that no call starts with such a token.
      tokenRenewalOffsetSeconds: 900,
      networkClient: network,
      // Milliseconds that the user may take in a popup, for example to fetch a mobile phone for the second factor.
      popupBridgeTimeout: 300_000,
    },
  };
}
