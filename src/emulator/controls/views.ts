import type { Conditions } from '../wire/conditions.ts';
import type { ShownName } from './requests/personas.ts';
import type { AgentView, CallView, ParticipantView } from '../signalling/admin/adminView.ts';

// The objects that the controls (routes under `/emulator`) return: agents, participants and calls of the signalling server,
// with the names of the users.

export type Agent = AgentView & ShownName;
export type Participant = ParticipantView & ShownName;
export type Call = Omit<CallView, 'participants'> & { readonly participants: Participant[] };

/** The answer of `GET /emulator/state`. */
export interface State {
  readonly agents: readonly Agent[];
  readonly calls: readonly Call[];
  /** Maps a user's UPN to the conditions (faults) that are switched on for the user. The key `*` stands for everyone. */
  readonly conditions: Readonly<Record<string, Conditions>>;
  /** By how many milliseconds the emulator's clock is ahead of the machine's clock. */
  readonly aheadMs: number;
}
