import { teamsScopes } from '../../contract/teamsPermissions.ts';
import { createFailure, createPass, createUnknown, describeNetworkError, type Finding } from './finding.ts';

/** Sends a request without following redirects, and gives it up after 5 s. */
const sendRequest = (url: string, init: RequestInit = {}): Promise<Response> =>
  fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5_000), ...init });
/** Finds Entra's error number, such as `AADSTS50011`, in a page or a JSON text. */
const findAadstsNumber = (text: string): string | undefined => /AADSTS\d+/.exec(text)?.[0];

/** Checks whether Entra knows a tenant of `ALLOWED_TENANTS`. */
export async function checkTenant(authority: string, tenant: string): Promise<Finding> {
  const check = `tenant ${tenant}`;
  const repair = 'az account show --query tenantId   # then put that id into ALLOWED_TENANTS';
  const url = `${authority}/${tenant}/v2.0/.well-known/openid-configuration`;
  try {
    const response = await sendRequest(url);
    const text = await response.text();
    if (!response.ok)
      return createFailure(check, findAadstsNumber(text) ?? `status ${response.status}`, repair);
    const { issuer } = JSON.parse(text) as { issuer?: unknown };
    if (issuer === `${authority}/${tenant}/v2.0`) return createPass(check, 'Entra knows it');
    const evidence = 'its issuer differs from the one that the service accepts';
    return createFailure(check, evidence, 'Correct ENTRA_AUTHORITY.');
  } catch (error) {
    return createFailure(check, describeNetworkError(error), `curl -sS ${url}`);
  }
}

/** Checks whether this machine can fetch the keys with which the service verifies its callers' access tokens. */
export async function checkSigningKeys(authority: string, tenant: string): Promise<Finding> {
  const check = 'signing keys';
  const url = `${authority}/${tenant}/discovery/v2.0/keys`;
  const repair = `curl -sS ${url}   # allow this machine to reach that host on port 443`;
  try {
    const response = await sendRequest(url);
    if (!response.ok) return createFailure(check, `status ${response.status}`, repair);
    const { keys } = (await response.json()) as { keys?: { kty?: unknown }[] };
    const count = (keys ?? []).filter(({ kty }) => kty === 'RSA').length;
    return count > 0
      ? createPass(check, `${count} RSA`)
      : createFailure(check, 'no RSA key in the response', repair);
  } catch (error) {
    return createFailure(check, describeNetworkError(error), repair);
  }
}

/** The registration of the app in Entra, as the settings of the service describe it. */
interface AppRegistration {
  readonly authority: string;
  readonly tenant: string;
  readonly clientId: string;
  /** The origin of the app; `null` when the settings do not name it. */
  readonly origin: string | null;
}

/**
 * Creates the URL of a silent sign-in. The doctor (`npm run doctor`) has no Entra session, so Entra answers with an error. It
 * redirects with this error only to a registered redirect URI.
 */
function createAuthorizeUrl({ authority, tenant, clientId }: AppRegistration, redirectUri: string): string {
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    response_mode: 'fragment',
    redirect_uri: redirectUri,
    scope: `openid ${teamsScopes.join(' ')}`,
    prompt: 'none',
    state: 'doctor',
    // Any 43 characters of base64url are accepted here.
    code_challenge: 'doctor-doctor-doctor-doctor-doctor-doctor-0',
    code_challenge_method: 'S256',
  });
  return `${authority}/${tenant}/oauth2/v2.0/authorize?${query.toString()}`;
}

/** Creates the command that registers both addresses of the app as redirect URIs of type SPA. */
const createSpaRepair = (clientId: string, origin: string): string =>
  `az rest --method PATCH --uri "https://graph.microsoft.com/v1.0/applications(appId='${clientId}')" ` +
  `--headers 'Content-Type=application/json' ` +
  `--body '{"web":{"redirectUris":[]},"spa":{"redirectUris":["${origin}/","${origin}/redirect.html"]}}'   # add every URI that must stay: this replaces both lists`;

/**
 * Checks whether the tenant knows the application, and whether the app's two addresses are registered as redirect URIs.
 * Entra redirects only to a registered address; otherwise it shows a page with an AADSTS number.
 */
export async function checkRedirectUris(app: AppRegistration): Promise<Finding[]> {
  const { clientId, origin } = app;
  const check = 'redirect URIs';
  if (origin === null) {
    const repair = 'npm run doctor -- https://<address of the app>';
    return [createUnknown(check, 'the address of the app is not known', repair)];
  }
  try {
    for (const uri of [`${origin}/`, `${origin}/redirect.html`]) {
      const response = await sendRequest(createAuthorizeUrl(app, uri));
      if (response.headers.get('location')?.startsWith(uri)) continue;
      const aadstsNumber = findAadstsNumber(await response.text());
      // The tenant does not know the application, or the application is not multi-tenant.
      if (aadstsNumber === 'AADSTS700016' || aadstsNumber === 'AADSTS50194') {
        const repair = `az ad app show --id ${clientId} --query signInAudience`;
        return [createFailure('application', `${aadstsNumber}: ${clientId}`, repair)];
      }
      const evidence = `${aadstsNumber ?? `status ${response.status}`}: ${uri}`;
      return [createFailure(check, evidence, createSpaRepair(clientId, origin))];
    }
    return [createPass(check, `${origin}/ and ${origin}/redirect.html`), await checkSpa(app, origin)];
  } catch (error) {
    const repair = 'Allow this machine to reach Microsoft Entra.';
    return [createFailure(check, describeNetworkError(error), repair)];
  }
}

/**
 * Checks whether the redirect URI is of type SPA: redeems an invalid code with the header `Origin`, as a page would. If the
 * redirect URI has another type, Entra refuses the origin (AADSTS9002326) before it looks at the code.
 */
async function checkSpa(app: AppRegistration, origin: string): Promise<Finding> {
  const check = 'redirect URIs of type SPA';
  const { authority, tenant, clientId } = app;
  const response = await sendRequest(`${authority}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { origin },
    body: new URLSearchParams({
      client_id: clientId,
      grant_type: 'authorization_code',
      code: 'doctor',
      redirect_uri: `${origin}/`,
      code_verifier: 'doctor-doctor-doctor-doctor-doctor-doctor-doctor',
    }),
  });
  const aadstsNumber = findAadstsNumber(await response.text());
  if (aadstsNumber === 'AADSTS9002326')
    return createFailure(check, aadstsNumber, createSpaRepair(clientId, origin));
  return createUnknown(check, 'no error, but only a real code proves it', `Sign in at ${origin}/doctor`);
}
