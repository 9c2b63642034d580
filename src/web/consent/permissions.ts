import { consentFeatures, type ConsentFeature } from './consents.ts';

/** Who may consent under Microsoft's managed policy, which new tenants have. `adminOnly`: an administrator everywhere. */
export type Consenter = 'byUser' | 'byAdmin' | 'adminOnly';

/** @see https://learn.microsoft.com/entra/identity/enterprise-apps/configure-user-consent */
const consenters: Readonly<Record<ConsentFeature, Consenter>> = {
  people: 'byUser',
  othersPresence: 'byUser',
  groupCall: 'byUser',
  presence: 'byUser',
  contacts: 'byUser',
  calendar: 'byAdmin',
  meetNow: 'byAdmin',
  chat: 'byAdmin',
  profile: 'adminOnly',
  groupChat: 'adminOnly',
};

/** Permissions that calls need: Teams, the token service, and the exchange at the ACS resource. */
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

/** Creates the groups of the optional permissions. @param featureScopes the scopes of each feature */
export const createOptionalGroups = (
  featureScopes: Readonly<Record<ConsentFeature, readonly string[]>>,
): PermissionGroup[] =>
  consentFeatures.map((purpose) => ({
    purpose,
    scopes: featureScopes[purpose],
    consenter: consenters[purpose],
  }));
