import { Emitter, type Listener } from '../base/events.ts';
import type { CallSession } from '../call/session.ts';

/** The base of most features of a call: the call's session, the feature's events, and its clean-up. */
export abstract class EmuCallFeature<EventName extends string> {
  abstract readonly name: string;
  protected readonly session: CallSession;
  protected readonly emitter: Emitter<EventName>;
  private readonly cleanUps: (() => void)[] = [];

  /** @param owner the SDK's class of the feature. It decides what happens for an unknown event. */
  constructor(session: CallSession, owner: string, events: readonly EventName[]) {
    this.session = session;
    this.emitter = new Emitter(owner, events);
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  dispose(): void {
    for (const cleanUp of this.cleanUps) cleanUp();
    this.emitter.clear();
  }

  /** @param cleanUp is called when the feature is disposed. */
  protected onDispose(cleanUp: () => void): void {
    this.cleanUps.push(cleanUp);
  }
}
