import type { Application, Tenant } from '../../core/directory.ts';
import type { ClaimsRequest } from './claimsRequest.ts';
import type { RequestedScopes } from './scopes.ts';

export const prompts = ['none', 'login', 'select_account', 'consent'] as const;
export type Prompt = (typeof prompts)[number];

/** What the sign-in pages need to know of a request, whether it came to `/authorize` or to `/devicecode`. */
export interface SignInRequest {
  /** The first segment of the path, which names the tenant. */
  readonly tenantSegment: string;
  /** The tenant whose accounts may sign in; `null` allows the accounts of every tenant. */
  readonly tenant: Tenant | null;
  readonly application: Application;
  readonly scopes: RequestedScopes;
  readonly prompt: Prompt | undefined;
  /** The UPN of the account with which the user is to sign in. */
  readonly loginHint: string | undefined;
  /** The domain of the tenant whose accounts the account picker offers. */
  readonly domainHint: string | undefined;
  readonly claims: ClaimsRequest;
  /** The path and query that begin the sign-in again, with the account picker. */
  readonly retryPath: string;
}

/** A request for an administrator's consent whose parameters have been checked. */
export interface AdminConsentRequest {
  /** The first segment of the path, which names the tenant. */
  readonly tenantSegment: string;
  readonly application: Application;
  readonly scopes: RequestedScopes;
  /** The `scope` parameter as it was sent. */
  readonly scope: string;
  readonly redirectUri: string;
  readonly state: string | undefined;
}
