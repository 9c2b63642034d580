import { fail, pass, reasonOf, unknown, type Finding } from './finding.ts';

const timeoutMs = 5_000;
const teamsScope = 'https://auth.msft.communication.azure.com/Teams.ManageCalls';

const request = (url: string, init: RequestInit = {}): Promise<Response> =>
  fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs), ...init });
const findAadstsNumber = (text: string): string | undefined => /AADSTS\d+/.exec(text)?.[0];

/** Checks whether Entra knows a tenant of `ALLOWED_TENANTS`. */
export async function checkTenant(authority: string, tenant: string): Promise<Finding> {
  const check = `tenant ${tenant}`;
  const repair = 'az account show --query tenantId   # then put that id into ALLOWED_TENANTS';
  try {
    const response = await request(`${authority}/${tenant}/v2.0/.well-known/openid-configuration`);
    const text = await response.text();
    if (!response.ok) return fail(check, findAadstsNumber(text) ?? `status ${response.status}`, repair);
    const { issuer } = JSON.parse(text) as { issuer?: unknown };
    return issuer === `${authority}/${tenant}/v2.0`
      ? pass(check, 'Entra knows it')
      : fail(check, 'its issuer differs from the one that the service accepts', 'Correct ENTRA_AUTHORITY.');
  } catch (error) {
    return fail(
      check,
      reasonOf(error),
      `curl -sS ${authority}/${tenant}/v2.0/.well-known/openid-configuration`,
    );
  }
}

/** Checks whether the keys that verify caller tokens can be fetched from here. */
export async function checkKeys(authority: string, tenant: string): Promise<Finding> {
  const check = 'signing keys';
  const url = `${authority}/${tenant}/discovery/v2.0/keys`;
  const repair = `curl -sS ${url}   # allow this machine to reach that host on port 443`;
  try {
    const response = await request(url);
    if (!response.ok) return fail(check, `status ${response.status}`, repair);
    const { keys } = (await response.json()) as { keys?: { kty?: unknown }[] };
    const count = (keys ?? []).filter(({ kty }) => kty === 'RSA').length;
    return count > 0 ? pass(check, `${count} RSA`) : fail(check, 'no RSA key in the response', repair);
  } catch (error) {
    return fail(check, reasonOf(error), repair);
  }
}

interface AppRegistration {
  readonly authority: string;
  readonly tenant: string;
  readonly clientId: string;
  /** The origin of the app; `null` when the settings do not name it. */
  readonly origin: string | null;
}

/**
 * Builds the sign-in request of the app, for a browser without an Entra session. Entra reports that to a
 * registered redirect URI by redirect.
 */
function authorizeUrl({ authority, tenant, clientId }: AppRegistration, redirectUri: string): string {
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    response_mode: 'fragment',
    redirect_uri: redirectUri,
    scope: `openid ${teamsScope}`,
    prompt: 'none',
    state: 'doctor',
    code_challenge: 'doctor-doctor-doctor-doctor-doctor-doctor-0',
    code_challenge_method: 'S256',
  });
  return `${authority}/${tenant}/oauth2/v2.0/authorize?${query.toString()}`;
}

const spaRepair = (clientId: string, origin: string): string =>
  `az rest --method PATCH --uri "https://graph.microsoft.com/v1.0/applications(appId='${clientId}')" ` +
  `--headers 'Content-Type=application/json' ` +
  `--body '{"web":{"redirectUris":[]},"spa":{"redirectUris":["${origin}/","${origin}/redirect.html"]}}'   # add every URI that must stay: this replaces both lists`;

/**
 * Checks whether the tenant knows the application and whether the two addresses of the app are registered as
 * redirect URIs. Entra redirects only to a registered address; otherwise it shows a page with an AADSTS number.
 */
export async function checkRedirectUris(app: AppRegistration): Promise<Finding[]> {
  const { clientId, origin } = app;
  const check = 'redirect URIs';
  if (origin === null)
    return [
      unknown(check, 'the address of the app is not known', 'npm run doctor -- https://<address of the app>'),
    ];
  try {
    for (const uri of [`${origin}/`, `${origin}/redirect.html`]) {
      const response = await request(authorizeUrl(app, uri));
      if (response.headers.get('location')?.startsWith(uri)) continue;
      const aadstsNumber = findAadstsNumber(await response.text());
      if (aadstsNumber === 'AADSTS700016' || aadstsNumber === 'AADSTS50194')
        return [
          fail(
            'application',
            `${aadstsNumber}: ${clientId}`,
            `az ad app show --id ${clientId} --query signInAudience`,
          ),
        ];
      return [
        fail(check, `${aadstsNumber ?? `status ${response.status}`}: ${uri}`, spaRepair(clientId, origin)),
      ];
    }
    return [pass(check, `${origin}/ and ${origin}/redirect.html`), await checkSpa(app, origin)];
  } catch (error) {
    return [fail(check, reasonOf(error), 'Allow this machine to reach Microsoft Entra.')];
  }
}

/**
 * Redeems an invalid code as a page would. Entra refuses an application that is not of type SPA before it reads
 * the code.
 */
async function checkSpa(app: AppRegistration, origin: string): Promise<Finding> {
  const check = 'redirect URIs of type SPA';
  const { authority, tenant, clientId } = app;
  const response = await request(`${authority}/${tenant}/oauth2/v2.0/token`, {
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
  if (aadstsNumber === 'AADSTS9002326') return fail(check, aadstsNumber, spaRepair(clientId, origin));
  return unknown(check, 'no error, but only a real code proves it', `Sign in at ${origin}/doctor`);
}
