import type { CallState } from '@azure/communication-calling';

/** What `CallParts`, which creates the parts of a call, gives to the call's progress. */
export interface CallProgressHandlers {
  /** @returns the hold state of the call; `undefined` while no participant holds it. */
  getHoldState(): 'LocalHold' | 'RemoteHold' | undefined;
  onStateChanged(): void;
}

/**
 * The state of one call. `phase` is the step that the set-up of the call has reached. `state`, which the app sees, is the
 * same until the call is connected, and then may also be a hold state.
 */
export class CallProgress {
  phase: CallState = 'None';
  state: CallState = 'None';
  private readonly handlers: CallProgressHandlers;

  constructor(handlers: CallProgressHandlers) {
    this.handlers = handlers;
  }

  setPhase(phase: CallState): void {
    this.phase = phase;
    this.updateState();
  }

  /** Computes `state` again, and calls `onStateChanged` if it changed. */
  updateState(): void {
    const holdState = this.phase === 'Connected' ? this.handlers.getHoldState() : undefined;
    this.setState(holdState ?? this.phase);
  }

  /** Sets the state Disconnecting. From then on, only `setDisconnected` changes the state. */
  setDisconnecting(): void {
    this.setState('Disconnecting');
  }

  /**
   * Sets the state Disconnected, without calling `onStateChanged`: the session emits `stateChanged` after it has closed
   * everything.
   */
  setDisconnected(): void {
    this.state = 'Disconnected';
  }

  private setState(state: CallState): void {
    if (this.state === 'Disconnected' || this.state === 'Disconnecting' || this.state === state) return;
    this.state = state;
    this.handlers.onStateChanged();
  }
}
