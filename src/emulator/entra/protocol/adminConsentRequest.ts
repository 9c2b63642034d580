import type { Application } from '../../core/directory.ts';
import type { RequestedScopes } from './scopes.ts';

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
