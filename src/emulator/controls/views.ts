import type { Conditions } from '../wire/conditions.ts';
import type { Named } from './requests/personas.ts';
import type { AgentView, CallView, ParticipantView } from '../signalling/admin/adminView.ts';

export type Agent = AgentView & Named;
export type Participant = ParticipantView & Named;
export type Call = Omit<CallView, 'participants'> & { readonly participants: Participant[] };

/** The answer of `GET /emulator/state`. */
export interface State {
  readonly agents: readonly Agent[];
  readonly calls: readonly Call[];
  /** By UPN; `*` is everyone. */
  readonly conditions: Readonly<Record<string, Conditions>>;
  /** Milliseconds by which the emulator's clock is ahead of the machine's. */
  readonly aheadMs: number;
}
