import type { Application, Directory, Tenant } from '../../core/directory.ts';
import { EntraError, refusals } from './refusals.ts';
import { parseClaims, type ClaimsRequest } from './claimsRequest.ts';
import { parseScopes, type RequestedScopes } from './scopes.ts';
import { readApplication, readTenant } from './tenantSegment.ts';
import { readFields, type TokenForm } from './tokenForm.ts';

const prompts = ['none', 'login', 'select_account', 'consent'] as const;
type Prompt = (typeof prompts)[number];

/** What the sign-in pages need to know about a request, whether it came to `/authorize` or to `/devicecode`. */
export interface SignInRequest {
  /** The first segment of the path, which names the tenant. */
  readonly tenantSegment: string;
  /** The tenant whose accounts may sign in; `null` allows the accounts of every tenant. */
  readonly tenant: Tenant | null;
  readonly application: Application;
  readonly scopes: RequestedScopes;
  readonly prompt?: Prompt | undefined;
  /** The UPN of the account with which the user is to sign in. */
  readonly loginHint?: string | undefined;
  /** The domain of the tenant whose accounts the account picker offers. */
  readonly domainHint?: string | undefined;
  readonly claims: ClaimsRequest;
  /** The path and query that begin the sign-in again, with the account picker. */
  readonly retryPath: string;
}

/** A request for an administrator's consent whose parameters have been checked. */
export interface AdminConsentRequest extends Pick<SignInRequest, 'tenantSegment' | 'application' | 'scopes'> {
  /** The `scope` parameter as it was sent. */
  readonly scope: string;
  readonly redirectUri: string;
  readonly state: string | undefined;
}

/** A request to `/authorize` whose parameters have been checked. */
export interface AuthorizeRequest extends SignInRequest {
  readonly kind: 'authorize';
  readonly redirectUri: string;
  readonly responseMode: 'fragment' | 'query';
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  /** The PKCE challenge: the hash of a text that the client sends later, with the code. */
  readonly codeChallenge: string;
  /** The `sid` of an existing sign-in that the application wants to use. */
  readonly sid: string | undefined;
}

/** Where and how the answer to a request is sent to the application. The redirect URI has been checked. */
export type ReplyAddress = Pick<AuthorizeRequest, 'redirectUri' | 'responseMode' | 'state'>;

/** A refusal that is sent to the application by redirect, and not shown on a page. */
export class RedirectedRefusal extends Error {
  override readonly name = 'RedirectedRefusal';
  readonly refusal: EntraError;
  readonly replyAddress: ReplyAddress;

  constructor(refusal: EntraError, replyAddress: ReplyAddress) {
    super(refusal.message, { cause: refusal });
    this.refusal = refusal;
    this.replyAddress = replyAddress;
  }
}

/** @returns the same request, but with the account picker. An unchanged request would choose the refused account again. */
function createRetryPath(tenantSegment: string, query: URLSearchParams): string {
  const newQuery = new URLSearchParams(query);
  for (const hint of ['login_hint', 'sid']) newQuery.delete(hint);
  newQuery.set('prompt', 'select_account');
  return `/${encodeURIComponent(tenantSegment)}/oauth2/v2.0/authorize?${newQuery.toString()}`;
}

/**
 * Reads and checks the parameters of `/authorize`.
 * @throws EntraError for a repeated parameter, and for a wrong tenant, application or redirect URI. A page shows this error,
 *   because the URI could be an attacker's.
 * @throws RedirectedRefusal for every other fault.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 */
export function readAuthorizeRequest(
  directory: Directory,
  tenantSegment: string,
  query: URLSearchParams,
): AuthorizeRequest {
  const { getRequiredField, getOptionalField } = readFields(query);
  const tenant = readTenant(directory, tenantSegment);
  const application = readApplication(directory, getOptionalField('client_id'), tenant);
  const redirectUri = getRequiredField('redirect_uri');
  if (!application.redirectUris.includes(redirectUri)) {
    throw refusals.redirectMismatch(redirectUri, application);
  }

  // Entra's default is the query, but a browser would send a query with the code to the application's web server.
  const mode = getOptionalField('response_mode') ?? 'fragment';
  // An unsupported mode is refused below, and the refusal is sent in the fragment.
  const responseMode = mode === 'query' ? 'query' : 'fragment';
  const replyAddress: ReplyAddress = { redirectUri, responseMode, state: getOptionalField('state') };
  try {
    if (mode !== responseMode) throw refusals.unsupportedResponseMode(mode);
    const responseType = getRequiredField('response_type');
    if (responseType !== 'code') throw refusals.unsupportedResponseType(responseType);
    const codeChallenge = getOptionalField('code_challenge');
    if (!codeChallenge) throw refusals.missingPkce();
    // A SHA-256 hash in base64url has 43 characters.
    if (getOptionalField('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(codeChallenge)) {
      throw refusals.invalidCodeChallenge();
    }
    const sentPrompt = getOptionalField('prompt');
    const prompt = prompts.find((known) => known === sentPrompt);
    if (sentPrompt && !prompt) throw refusals.unsupportedPrompt(sentPrompt);
    const scopes = parseScopes(getOptionalField('scope') ?? '', directory.applications);
    if (scopes.oidc.length + scopes.resources.length === 0) throw refusals.emptyScope();
    return {
      kind: 'authorize',
      ...replyAddress,
      tenantSegment,
      tenant,
      application,
      nonce: getOptionalField('nonce'),
      codeChallenge,
      scopes,
      prompt,
      loginHint: getOptionalField('login_hint'),
      domainHint: getOptionalField('domain_hint'),
      sid: getOptionalField('sid'),
      claims: parseClaims(getOptionalField('claims')),
      retryPath: createRetryPath(tenantSegment, query),
    };
  } catch (error) {
    if (error instanceof EntraError) throw new RedirectedRefusal(error, replyAddress);
    throw error;
  }
}

/** The path of the page where a user enters the code that a device shows. */
export const devicePagePath = '/devicelogin';

/** A request to `/devicecode`: a device without a browser asks for a code, and the user signs in elsewhere with it. */
export interface DeviceRequest extends SignInRequest {
  readonly kind: 'device';
}

/** Reads and checks a device's form. @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code */
export function readDeviceRequest(
  directory: Directory,
  tenantSegment: string,
  { getRequiredField }: TokenForm,
): DeviceRequest {
  const tenant = readTenant(directory, tenantSegment);
  const application = readApplication(directory, getRequiredField('client_id'), tenant);
  const scope = getRequiredField('scope');
  const scopes = parseScopes(scope, directory.applications);
  if (scopes.resources.length > 1) throw refusals.severalResources(scope);
  return {
    kind: 'device',
    tenantSegment,
    tenant,
    application,
    scopes,
    claims: parseClaims(undefined),
    retryPath: devicePagePath,
  };
}
