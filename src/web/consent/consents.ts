import type { Capabilities } from '../capabilities/capabilities.ts';
import type { Result } from '../errors/problem.ts';
import type { Readable } from '../base/store.ts';

/** Who may consent under Microsoft's managed policy (new tenants have it). `adminOnly`: in any tenant only an administrator. */
export type Consenter = 'byUser' | 'byAdmin' | 'adminOnly';

interface FeaturePermission {
  readonly scopes: string[];
  readonly consenter: Consenter;
  /** What the phone must have to offer the feature; missing if every phone offers it. */
  readonly needs?: 'meetings' | 'chat' | 'groupChats' | 'oneDrive';
}

/**
 * The features whose consent is requested when they are first used, with their permissions of Microsoft Graph. Everything else
 * works without them. The sign-in asks for none of them: where users may consent to few permissions, one scope too many would
 * block the whole sign-in.
 * @see https://learn.microsoft.com/graph/permissions-reference
 * @see https://learn.microsoft.com/entra/identity/enterprise-apps/configure-user-consent
 */
export const featurePermissions = {
  people: { scopes: ['User.Read', 'User.ReadBasic.All'], consenter: 'byUser' },
  othersPresence: { scopes: ['Presence.Read.All'], consenter: 'byUser' },
  // The Calling SDK needs a chat before a group call can ring.
  groupCall: { scopes: ['Chat.Create'], consenter: 'byUser', needs: 'groupChats' },
  calendar: { scopes: ['Calendars.Read'], consenter: 'byAdmin', needs: 'meetings' },
  contacts: { scopes: ['Contacts.Read'], consenter: 'byUser' },
  chat: { scopes: ['Chat.Read', 'ChatMessage.Send', 'Chat.Create'], consenter: 'byAdmin', needs: 'chat' },
  presence: { scopes: ['Presence.ReadWrite'], consenter: 'byUser' },
  profile: { scopes: ['User.Read.All'], consenter: 'adminOnly' },
  meetNow: { scopes: ['OnlineMeetings.ReadWrite'], consenter: 'byAdmin', needs: 'meetings' },
  lists: { scopes: ['Files.ReadWrite.AppFolder'], consenter: 'byUser', needs: 'oneDrive' },
  groupChat: { scopes: ['ChatMember.ReadWrite'], consenter: 'adminOnly', needs: 'groupChats' },
} satisfies Record<string, FeaturePermission>;
export type ConsentFeature = keyof typeof featurePermissions;
export const consentFeatures = Object.keys(featurePermissions) as ConsentFeature[];

/** Lists the features that a phone offers. @param offered its capabilities, and whether `config.json` offers OneDrive */
export const listOfferedFeatures = (
  offered: Capabilities & { readonly oneDrive: boolean },
): readonly ConsentFeature[] =>
  consentFeatures.filter((feature) => {
    const { needs }: FeaturePermission = featurePermissions[feature];
    return needs === undefined || offered[needs];
  });

/**
 * - `unknown`: the app has not found out yet, for example because it is offline.
 * - `granted`: Entra issues tokens for the feature.
 * - `needed`: the user has not been asked yet.
 * - `refused`: the user has pressed *Not now* in this browser, so the app does not ask again by itself.
 * - `denied`: Entra's page gave no consent. Either the user has refused there, or the page demanded an administrator:
 *   Entra's answer is the same.
 * - `byAdmin`: only an administrator of the tenant can consent.
 */
export type ConsentState = 'unknown' | 'granted' | 'needed' | 'refused' | 'denied' | 'byAdmin';
export type ConsentStates = Readonly<Record<ConsentFeature, ConsentState>>;

/** The user's consents, as components use them. `auth/featureConsents.ts` implements them with Entra. */
export interface Consents {
  readonly states: Readable<ConsentStates>;
  /** Finds out whether the user has consented, without asking the user. A later call repeats an unfinished check. */
  readonly check: (feature: ConsentFeature) => void;
  /** Waits for the check of a feature. @returns its state; `unknown` if the check could not be finished */
  readonly find: (feature: ConsentFeature) => Promise<ConsentState>;
  /**
   * Opens Entra's consent page for these features in a popup, even during a call. Only in a click handler, because the browser
   * blocks other popups.
   * @returns why there is no consent
   */
  readonly request: (...features: ConsentFeature[]) => Promise<Result<void>>;
  /** Stores that the user has pressed *Not now*. */
  readonly refuse: (feature: ConsentFeature) => void;
}

export const createConsentStates = (state: ConsentState): ConsentStates =>
  // The type of `fromEntries` does not keep the names of the features.
  Object.fromEntries(consentFeatures.map((feature) => [feature, state])) as ConsentStates;

/** The permissions for one purpose: for every call (Teams, the token service, the exchange at the ACS resource), or a feature. */
export type PermissionGroup = { readonly scopes: readonly string[] } & (
  | { readonly purpose: 'calls' | 'service' | 'exchange'; readonly consenter: 'isRequired' }
  | { readonly purpose: ConsentFeature; readonly consenter: Consenter }
);

/** The permissions that an administrator is asked to grant, and the addresses of Entra's pages for that. */
export interface PermissionRequest {
  readonly groups: readonly PermissionGroup[];
  readonly allLink: string;
  readonly requiredLink: string;
  /** The page for the ACS resource, if the app exchanges the token there itself; otherwise `null`. */
  readonly resourceLink: string | null;
}
