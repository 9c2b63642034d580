import type { ConsentFeature, Consenter } from './consents.ts';

/** What needs a permission in every call: Teams, the token service, or the exchange at the ACS resource. */
export type RequiredPurpose = 'calls' | 'service' | 'exchange';

/** Permissions that serve one purpose. */
export type PermissionGroup = { readonly scopes: readonly string[] } & (
  | { readonly purpose: RequiredPurpose; readonly consenter: 'isRequired' }
  | { readonly purpose: ConsentFeature; readonly consenter: Consenter }
);

/** What an administrator is asked for: the permissions, and the addresses of Entra's pages. */
export interface PermissionRequest {
  readonly groups: readonly PermissionGroup[];
  readonly allLink: string;
  readonly requiredLink: string;
  /** The page for the ACS resource, if the app exchanges the token there itself; otherwise `null`. */
  readonly resourceLink: string | null;
}
