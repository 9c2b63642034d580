import type { MediaSlot } from '../media/mediaSlots.ts';
import type { CallContext } from './callContext.ts';
import type { SharedState } from './sharedState.ts';

/** The part of a call that consent and media access use. */
export interface RestrictedCall {
  /** The local participant's id. */
  readonly self: string;
  readonly sharedState: SharedState;
  readonly context: CallContext;
  /** Mutes the microphone, or stops the camera or the screen. */
  stopSending(slot: MediaSlot): void;
}
