import type { Application } from '../../core/seed.ts';
import type { RequestedScopes } from './scopes.ts';

/** A checked request for an administrator's consent. */
export interface AdminConsentRequest {
  /** The tenant segment of the path. */
  readonly segment: string;
  readonly application: Application;
  readonly scopes: RequestedScopes;
  /** The `scope` parameter as it was sent. */
  readonly scope: string;
  readonly redirectUri: string;
  readonly state: string | undefined;
}
