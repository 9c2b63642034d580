import type { ComponentType } from 'react';
import type { History } from '../history/history.ts';
import type { People } from '../people/people.ts';
import type { StartedAuth } from '../auth/start.ts';
import type { ConfigFault } from '../config/check.ts';
import type { OpenPreview } from '../calling/devices/preview.ts';
import type { Phone } from '../calling/phone.ts';
import type { DiagnosticsSource } from '../diagnostics/report.ts';
import type { Problem } from '../errors/problem.ts';
import type { Readable } from '../base/store.ts';
import type { InspectorSource } from '../inspector/source.ts';

/** The state of the whole app. Each kind has exactly the data that exists in it. */
export type Phase =
  | { readonly kind: 'starting' }
  | { readonly kind: 'misconfigured'; readonly faults: readonly ConfigFault[] }
  | { readonly kind: 'unusable'; readonly problem: Problem; readonly retry: () => void }
  | SignedOutPhase
  | { readonly kind: 'signingIn' }
  | SignedInPhase;

export interface SignedOutPhase {
  readonly kind: 'signedOut';
  readonly problem: Problem | null;
  /** Whether an administrator has just approved the app for the tenant. */
  readonly isApproved?: boolean;
  /** Whether the browser is going to the sign-in page. */
  readonly isLeaving: boolean;
  /** To be called when the pointer or the focus is on *Sign in*, so that its code is loaded in advance. */
  readonly onIntent: () => void;
  readonly signIn: () => void;
  /** Runs the remedy of `problem`. */
  readonly onRemedy: () => void;
}

interface SignedIn {
  readonly auth: StartedAuth;
  readonly people: People;
  readonly history: History;
  readonly signOut: () => void;
  /** Signs the user in again: during a call in a popup, otherwise by a redirect. */
  readonly signIn: () => void;
  readonly signInAsAnother: () => void;
  /** Whether the page has a call, and so must not be left. */
  readonly inCall: Readable<boolean>;
  /** Makes a token renewal that waits for its next attempt try now. */
  readonly tryAgain: () => void;
  readonly preview: OpenPreview;
  /** What *Save diagnostics* reads. */
  readonly diagnostics: DiagnosticsSource;
  /** `null` when the configuration does not offer the token inspector. */
  readonly inspector: InspectorSource | null;
}

export type SignedInPhase =
  | ({ readonly kind: 'connecting' } & SignedIn)
  | ({ readonly kind: 'notConnected'; readonly problem: Problem; readonly retry: () => void } & SignedIn)
  | ({
      readonly kind: 'ready';
      readonly phone: Phone;
      /** Already loaded, so that a call need not wait for its chunk. */
      readonly CallScreen: ComponentType;
    } & SignedIn);
