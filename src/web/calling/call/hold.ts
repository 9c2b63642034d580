import type { CallState, RemoteParticipantState } from '@azure/communication-calling';

/** The part of a participant's snapshot that says whether the participant holds the call. */
interface HoldingParticipant {
  readonly state: RemoteParticipantState;
}

/** Who holds the call: the user, the other participant, or both of them. */
export type Holder = 'user' | 'other' | 'both';

/** The part of a call's snapshot that describes the present hold. */
export interface HoldSnapshot {
  /** Who holds the call; `null` while nobody does. */
  readonly heldBy: Holder | null;
  /** When the present hold began, in milliseconds since 1970; `null` while nobody holds the call. */
  readonly heldSince: number | null;
}

/**
 * Finds who holds a call. The SDK's state of the call names only one side: while the user holds the call, only the state
 * of the other participant says whether that participant holds the call as well.
 */
function findHolder(state: CallState, participants: readonly HoldingParticipant[]): Holder | null {
  if (state === 'RemoteHold') return 'other';
  if (state !== 'LocalHold') return null;
  const [other, ...moreParticipants] = participants;
  return other?.state === 'Hold' && moreParticipants.length === 0 ? 'both' : 'user';
}

/**
 * Reads who holds a call, and since when. A hold goes on while at least one side holds the call.
 * @param lastHold the hold of the last snapshot
 */
export function readHold(
  state: CallState,
  participants: readonly HoldingParticipant[],
  lastHold: HoldSnapshot,
): HoldSnapshot {
  const heldBy = findHolder(state, participants);
  return { heldBy, heldSince: heldBy === null ? null : (lastHold.heldSince ?? Date.now()) };
}
