import { fail, pass, reasonOf, unknown, type Finding } from './finding.ts';

const timeoutMs = 5_000;
const teamsScope = 'https://auth.msft.communication.azure.com/Teams.ManageCalls';

const ask = (url: string, init: RequestInit = {}): Promise<Response> =>
  fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs), ...init });
const numberIn = (text: string): string | undefined => /AADSTS\d+/.exec(text)?.[0];

/** Whether Entra knows a tenant of `ALLOWED_TENANTS`. */
export async function checkTenant(authority: string, tenant: string): Promise<Finding> {
  const check = `tenant ${tenant}`;
  const repair = 'az account show --query tenantId   # then put that id into ALLOWED_TENANTS';
  try {
    const response = await ask(`${authority}/${tenant}/v2.0/.well-known/openid-configuration`);
    const text = await response.text();
    if (!response.ok) return fail(check, numberIn(text) ?? `status ${response.status}`, repair);
    const { issuer } = JSON.parse(text) as { issuer?: unknown };
    return issuer === `${authority}/${tenant}/v2.0`
      ? pass(check, 'Entra knows it')
      : fail(check, 'its issuer is another than tokens are checked for', 'Correct ENTRA_AUTHORITY.');
  } catch (error) {
    return fail(
      check,
      reasonOf(error),
      `curl -sS ${authority}/${tenant}/v2.0/.well-known/openid-configuration`,
    );
  }
}

/** Whether the keys that callers' tokens are verified with can be had from here. */
export async function checkKeys(authority: string, tenant: string): Promise<Finding> {
  const check = 'signing keys';
  const url = `${authority}/${tenant}/discovery/v2.0/keys`;
  const repair = `curl -sS ${url}   # open the way from here to that host, port 443`;
  try {
    const response = await ask(url);
    if (!response.ok) return fail(check, `status ${response.status}`, repair);
    const { keys } = (await response.json()) as { keys?: { kty?: unknown }[] };
    const count = (keys ?? []).filter(({ kty }) => kty === 'RSA').length;
    return count > 0 ? pass(check, `${count} RSA`) : fail(check, 'no RSA key in the answer', repair);
  } catch (error) {
    return fail(check, reasonOf(error), repair);
  }
}

interface AppQuestion {
  readonly authority: string;
  readonly tenant: string;
  readonly clientId: string;
  /** Where the app is served; `null` when the settings do not say. */
  readonly origin: string | null;
}

/** The sign-in request of the app, of somebody who is signed in nowhere: a registered app is told so by redirect. */
function authorizeUrl({ authority, tenant, clientId }: AppQuestion, redirectUri: string): string {
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
  return `${authority}/${tenant}/oauth2/v2.0/authorize?${query}`;
}

const spaRepair = (clientId: string, origin: string): string =>
  `az rest --method PATCH --uri "https://graph.microsoft.com/v1.0/applications(appId='${clientId}')" ` +
  `--headers 'Content-Type=application/json' ` +
  `--body '{"web":{"redirectUris":[]},"spa":{"redirectUris":["${origin}/","${origin}/redirect.html"]}}'   # with every other that is to stay: it replaces both lists`;

/**
 * Whether the application is known to the tenant and has the app's two addresses as redirect URIs. Entra answers by
 * redirect only to an address that is registered; otherwise it shows a page with an AADSTS number.
 */
export async function checkRedirectUris(question: AppQuestion): Promise<Finding[]> {
  const { clientId, origin } = question;
  const registered = 'redirect URIs';
  if (origin === null)
    return [
      unknown(
        registered,
        'the address of the app is not known',
        'npm run doctor -- https://<address of the app>',
      ),
    ];
  try {
    for (const uri of [`${origin}/`, `${origin}/redirect.html`]) {
      const response = await ask(authorizeUrl(question, uri));
      if (response.headers.get('location')?.startsWith(uri)) continue;
      const number = numberIn(await response.text());
      if (number === 'AADSTS700016' || number === 'AADSTS50194')
        return [
          fail(
            'application',
            `${number}: ${clientId}`,
            `az ad app show --id ${clientId} --query signInAudience`,
          ),
        ];
      return [
        fail(registered, `${number ?? `status ${response.status}`}: ${uri}`, spaRepair(clientId, origin)),
      ];
    }
    return [pass(registered, `${origin}/ and ${origin}/redirect.html`), await checkSpa(question, origin)];
  } catch (error) {
    return [fail(registered, reasonOf(error), 'Open the way from here to Microsoft Entra.')];
  }
}

/** Redeems a made-up code as a page would: an application without the SPA type is refused before the code is read. */
async function checkSpa(question: AppQuestion, origin: string): Promise<Finding> {
  const check = 'redirect URIs of type SPA';
  const { authority, tenant, clientId } = question;
  const response = await ask(`${authority}/${tenant}/oauth2/v2.0/token`, {
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
  const number = numberIn(await response.text());
  if (number === 'AADSTS9002326') return fail(check, number, spaRepair(clientId, origin));
  return unknown(check, 'no complaint, but only a real code proves it', `Sign in at ${origin}/doctor`);
}
