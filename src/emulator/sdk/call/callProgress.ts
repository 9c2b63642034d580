import type { CallState } from '@azure/communication-calling';

export interface CallProgressHandlers {
  /** @returns the hold state of a connected call; `undefined` while nobody holds it. */
  holdState(): 'LocalHold' | 'RemoteHold' | undefined;
  stateChanged(): void;
}

/**
 * The state of one call. `phase` is the last step of its set-up. `state`, which the app sees, is the phase, or a hold
 * state once the call is connected.
 */
export class CallProgress {
  phase: CallState = 'None';
  state: CallState = 'None';
  private readonly handlers: CallProgressHandlers;

  constructor(handlers: CallProgressHandlers) {
    this.handlers = handlers;
  }

  advance(phase: CallState): void {
    this.phase = phase;
    this.refresh();
  }

  /** Recomputes `state`, and tells the handler if it changed. */
  refresh(): void {
    this.show(this.phase === 'Connected' ? (this.handlers.holdState() ?? 'Connected') : this.phase);
  }

  /** From here on only `end` changes the state. */
  disconnect(): void {
    this.show('Disconnecting');
  }

  /** Sets Disconnected without telling the handler: the session emits `stateChanged` when everything is closed. */
  end(): void {
    this.state = 'Disconnected';
  }

  private show(state: CallState): void {
    if (this.state === 'Disconnected' || this.state === 'Disconnecting' || this.state === state) return;
    this.state = state;
    this.handlers.stateChanged();
  }
}
