import type { Application, Tenant } from '../../core/seed.ts';
import { EntraError } from './errors.ts';
import { parseClaims, type ClaimsRequest } from './claimsRequest.ts';
import { refusals } from './refusals.ts';
import { parseScopes, type RequestedScopes } from './scopes.ts';
import { readApplication, readTenant } from './tenantSegment.ts';

const prompts = ['none', 'login', 'select_account', 'consent'] as const;
type Prompt = (typeof prompts)[number];

/** A checked request to `/authorize`. */
export interface AuthorizeRequest {
  readonly segment: string;
  /** `null` for any work account. */
  readonly tenant: Tenant | null;
  readonly application: Application;
  readonly redirectUri: string;
  readonly responseMode: 'fragment' | 'query';
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  readonly codeChallenge: string;
  readonly scopes: RequestedScopes;
  readonly prompt: Prompt | undefined;
  readonly loginHint: string | undefined;
  readonly domainHint: string | undefined;
  readonly sid: string | undefined;
  readonly claims: ClaimsRequest;
  /** The address of the same request, which lets the user pick another account. */
  readonly retry: string;
}

/** Where an answer is sent. The redirect URI has been checked. */
export type ReplyAddress = Pick<AuthorizeRequest, 'redirectUri' | 'responseMode' | 'state'>;

/** A refusal that is sent to the application by redirect. */
export class RedirectedRefusal extends Error {
  override readonly name = 'RedirectedRefusal';
  readonly refusal: EntraError;
  readonly reply: ReplyAddress;

  constructor(refusal: EntraError, reply: ReplyAddress) {
    super(refusal.message, { cause: refusal });
    this.refusal = refusal;
    this.reply = reply;
  }
}

/** Without another account to pick, a user whose only account is refused would be refused again at once. */
function retryOf(segment: string, query: URLSearchParams): string {
  const again = new URLSearchParams(query);
  for (const hint of ['login_hint', 'sid']) again.delete(hint);
  again.set('prompt', 'select_account');
  return `/${encodeURIComponent(segment)}/oauth2/v2.0/authorize?${again.toString()}`;
}

/**
 * Reads and checks the parameters of `/authorize`.
 * @param segment the tenant segment of the path.
 * @throws EntraError before the redirect URI has been checked: such an error is shown on a page, never redirected.
 * @throws RedirectedRefusal for every later fault.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 */
export function readAuthorizeRequest(
  segment: string,
  query: URLSearchParams,
  applications: readonly Application[],
): AuthorizeRequest {
  for (const name of new Set(query.keys())) {
    if (query.getAll(name).length > 1) throw refusals.doubledParameter(name);
  }
  const get = (name: string) => query.get(name) || undefined;

  const tenant = readTenant(segment);
  const application = readApplication(get('client_id'), tenant, applications);
  const redirectUri = get('redirect_uri');
  if (!redirectUri) throw refusals.missingParameter('redirect_uri');
  if (!application.redirectUris.includes(redirectUri)) {
    throw refusals.redirectMismatch(redirectUri, application);
  }

  // By default the fragment, where Entra uses the query: browsers send a query, with the code, to the app's server.
  const mode = get('response_mode') ?? 'fragment';
  const responseMode = mode === 'query' ? 'query' : 'fragment';
  const reply: ReplyAddress = { redirectUri, responseMode, state: get('state') };
  try {
    if (mode !== responseMode) throw refusals.responseMode(mode);
    const responseType = get('response_type');
    if (!responseType) throw refusals.missingParameter('response_type');
    if (responseType !== 'code') throw refusals.responseType(responseType);
    const codeChallenge = get('code_challenge');
    if (!codeChallenge) throw refusals.noPkce();
    if (get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(codeChallenge)) {
      throw refusals.codeChallenge();
    }
    const prompt = get('prompt');
    if (prompt && !prompts.includes(prompt as Prompt)) throw refusals.prompt(prompt);
    const scopes = parseScopes(get('scope') ?? '', applications);
    if (scopes.oidc.length + scopes.resources.length === 0) throw refusals.emptyScope();
    return {
      ...reply,
      segment,
      tenant,
      application,
      nonce: get('nonce'),
      codeChallenge,
      scopes,
      prompt: prompt as Prompt | undefined,
      loginHint: get('login_hint'),
      domainHint: get('domain_hint'),
      sid: get('sid'),
      claims: parseClaims(get('claims')),
      retry: retryOf(segment, query),
    };
  } catch (error) {
    if (error instanceof EntraError) throw new RedirectedRefusal(error, reply);
    throw error;
  }
}
