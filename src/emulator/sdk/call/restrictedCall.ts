import type { MediaSlot } from '../media/mediaSlots.ts';
import type { CallContext } from './callContext.ts';
import type { SharedState } from './sharedState.ts';

/** The parts of a call that its recording consent and its media access use. `CallParts` provides them. */
export interface RestrictedCall {
  /** The participant id of the local participant. */
  readonly ownParticipantId: string;
  readonly sharedState: SharedState;
  readonly context: CallContext;
  /** Mutes the microphone, or stops the camera or the screen. */
  stopSending(slot: MediaSlot): void;
}
