import type { ComponentType } from 'react';
import type { IntegrationAccess } from '../integration/IntegrationContext.ts';
import type { ListsInOneDrive } from '../lists/ListsInOneDrive.ts';
import type { History } from '../history/history.ts';
import type { People } from '../people/people.ts';
import type { StartedAuth } from '../auth/start.ts';
import type { Consents, PermissionRequest } from '../consent/consents.ts';
import type { Workday } from '../workday/workday.ts';
import type { ConfigFault } from '../config/check.ts';
import type { Config } from '../config/schema.ts';
import type { OpenPreview } from '../calling/devices/preview.ts';
import type { Phone } from '../calling/phone.ts';
import type { DiagnosticsSource } from '../diagnostics/report.ts';
import type { Problem } from '../errors/problem.ts';
import type { Readable, Store } from '../base/store.ts';
import type { Settings } from '../settings/settings.ts';
import type { InspectorSource } from '../inspector/artifacts.ts';

/** The state of the whole app. Each kind of phase has only the data that exists in that phase. */
export type Phase =
  | { readonly kind: 'starting' }
  | { readonly kind: 'misconfigured'; readonly faults: readonly ConfigFault[] }
  /** The app could not start, for example because `config.json` could not be fetched. */
  | { readonly kind: 'unusable'; readonly problem: Problem; readonly retry: () => void }
  | SignedOutPhase
  /** Entra has redirected the browser back to the app, and the app reads Entra's answer. */
  | { readonly kind: 'signingIn' }
  | SignedInPhase;

export interface SignedOutPhase {
  readonly kind: 'signedOut';
  /** Why the last sign-in failed, or why the user was signed out; `null` if neither has happened. */
  readonly problem: Problem | null;
  /** `null` until the configuration is loaded. */
  readonly config: Config | null;
  /** Whether an administrator has just approved the app for the tenant. */
  readonly hasAdminConsent?: boolean;
  /** Whether the user has just signed out. */
  readonly hasSignedOut?: boolean;
  /** Whether the browser is already loading Entra's sign-in page. */
  readonly isRedirecting: boolean;
  readonly signIn: () => void;
  readonly onRemedy: () => void;
}

const doNothing = () => {};

/** The phase of a page on which nobody is signed in. The build renders it to HTML, so that *Sign in* shows before the app loads. */
export const firstScreenPhase: SignedOutPhase = {
  kind: 'signedOut',
  config: null,
  problem: null,
  isRedirecting: false,
  signIn: doNothing,
  onRemedy: doNothing,
};

interface SignedInData {
  readonly auth: StartedAuth;
  readonly people: People;
  readonly consents: Consents;
  readonly permissionRequest: PermissionRequest;
  readonly workday: Workday;
  readonly history: History;
  readonly settings: Store<Settings>;
  readonly signOut: () => void;
  /** Signs the user in again: with a popup during a call, and otherwise with a redirect. */
  readonly signIn: () => void;
  readonly signInAsAnotherUser: () => void;
  /** Whether the page has a call, which would end if the page were left. */
  readonly inCall: Readable<boolean>;
  /** After a failed renewal of the token or connection of the agent, tries again at once instead of after the waiting time. */
  readonly retryNow: () => void;
  readonly preview: OpenPreview;
  readonly diagnostics: DiagnosticsSource;
  /** `null` if the configuration does not offer OneDrive. */
  readonly listsInOneDrive: ListsInOneDrive | null;
  /** What the phone does for the company's own systems; `null` if the configuration asks for nothing. */
  readonly integration: IntegrationAccess | null;
  /** What the token inspector shows; `null` if the configuration does not offer it. */
  readonly inspector: InspectorSource | null;
}

export type SignedInPhase =
  | ({ readonly kind: 'connecting' } & SignedInData)
  | ({
      readonly kind: 'notConnected';
      readonly problem: Problem;
      readonly retry: () => void;
      /** When the app tries again by itself, in milliseconds since 1970; `running` during it; `null` if only the user can help. */
      readonly nextAttempt: number | 'running' | null;
    } & SignedInData)
  | ({
      readonly kind: 'ready';
      readonly phone: Phone;
      /** The loaded component, and not a lazy one, so that a call never waits for the component's chunk. */
      readonly CallScreen: ComponentType;
    } & SignedInData);
