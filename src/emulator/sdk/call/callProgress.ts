import type { CallState } from '@azure/communication-calling';

/** The parts of a call's session that its progress uses. */
interface ProgressingCall {
  readonly localMedia: { readonly isHeld: boolean };
  readonly roster: { readonly isHeldByOnlyParticipant: boolean };
  readonly events: { emit(event: 'stateChanged'): void };
}

/** The state of one call. `phase` is the last step of its set-up; `state`, which the app sees, may also be a hold or the end. */
export class CallProgress {
  phase: CallState = 'None';
  state: CallState = 'None';
  private readonly call: ProgressingCall;

  constructor(call: ProgressingCall) {
    this.call = call;
  }

  setPhase(phase: CallState): void {
    this.phase = phase;
    this.updateState();
  }

  /** Computes `state` again, and emits `stateChanged` if it changed. */
  updateState(): void {
    this.setState(this.phase === 'Connected' ? this.readHoldState() : this.phase);
  }

  /** After this, only `setDisconnected` changes the state. */
  setDisconnecting(): void {
    this.setState('Disconnecting');
  }

  /** Emits no event: the session emits `stateChanged` after it has closed everything. */
  setDisconnected(): void {
    this.state = 'Disconnected';
  }

  private readHoldState(): CallState {
    if (this.call.localMedia.isHeld) return 'LocalHold';
    return this.call.roster.isHeldByOnlyParticipant ? 'RemoteHold' : 'Connected';
  }

  private setState(state: CallState): void {
    if (this.state === 'Disconnected' || this.state === 'Disconnecting' || this.state === state) return;
    this.state = state;
    this.call.events.emit('stateChanged');
  }
}
