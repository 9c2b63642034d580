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

/** The whole application state as one union: what is impossible cannot be written down. */
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
  /** An administrator has just approved the application for the whole organisation. */
  readonly isApproved?: boolean;
  readonly leaving: boolean;
  /** The pointer or the focus is on *Sign in*: a good moment to fetch what it needs. */
  readonly onIntent: () => void;
  readonly signIn: () => void;
  /** What the button of `problem` does. */
  readonly onRemedy: () => void;
}

interface SignedIn {
  readonly auth: StartedAuth;
  readonly people: People;
  readonly history: History;
  readonly signOut: () => void;
  /** Mends the sign-in at hand: in a call by a window of its own, else by leaving the page. */
  readonly signIn: () => void;
  readonly signInAsAnother: () => void;
  /** While true, nothing may leave the page. */
  readonly inCall: Readable<boolean>;
  /** Renews at once what a renewal that waits would try later. */
  readonly tryAgain: () => void;
  readonly preview: OpenPreview;
  /** For *Save diagnostics*. */
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
      /** From a chunk of its own, loaded by now: a call must wait for nothing. */
      readonly CallScreen: ComponentType;
    } & SignedIn);
