import type { Conditions } from '../wire/conditions.ts';
import type { ShownName } from './requests/personas.ts';
import type { AgentView, CallView, ParticipantView } from '../signalling/admin/adminView.ts';

// The objects that the controls answer with: the views of the signalling server, with the names of the users.

export type Agent = AgentView & ShownName;
export type Participant = ParticipantView & ShownName;
export type Call = Omit<CallView, 'participants'> & { readonly participants: Participant[] };

/** The answer of `GET /emulator/state`. */
export interface State {
  readonly agents: readonly Agent[];
  readonly calls: readonly Call[];
  /** The conditions (faults that are switched on) by the user's UPN. The key `*` stands for everyone. */
  readonly conditions: Readonly<Record<string, Conditions>>;
  /** By how many milliseconds the emulator's clock is ahead of the machine's clock. */
  readonly aheadMs: number;
}
