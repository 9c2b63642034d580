/** What a web app needs to sign in at the emulator and to call through it. It contains no secret. */
export interface AppSettings {
  /** The address of the emulator, which is also the endpoint of the emulated ACS resource. */
  readonly url: string;
  /** The client id of the emulated multi-tenant application. */
  readonly clientId: string;
  /** The authority for MSAL. MSAL sends no request to it, because `authorityMetadata` names the endpoints. */
  readonly authority: string;
  /** The endpoints of the emulated Entra, for MSAL's option of this name. */
  readonly authorityMetadata: string;
  /** The address of the emulated Microsoft Graph, with its version. */
  readonly graphEndpoint: string;
  /** A path of the app's own development server: `GET <path>?user=<sign-in name>` answers with an ACS token. */
  readonly tokenPath: string;
}

/** @param url the address of the emulator. */
export function createAppSettings(url: string, tokenPath: string): AppSettings {
  const entra = `${url}/organizations`;
  return {
    url,
    clientId: 'ca000000-0000-4000-8000-0000000000ca',
    authority: 'https://login.microsoftonline.com/organizations',
    authorityMetadata: JSON.stringify({
      issuer: `${url}/{tenantid}/v2.0`,
      authorization_endpoint: `${entra}/oauth2/v2.0/authorize`,
      token_endpoint: `${entra}/oauth2/v2.0/token`,
      end_session_endpoint: `${entra}/oauth2/v2.0/logout`,
      jwks_uri: `${entra}/discovery/v2.0/keys`,
    }),
    graphEndpoint: `${url}/v1.0`,
    tokenPath,
  };
}
