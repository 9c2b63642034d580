import { Emitter, type Listener } from '../base/events.ts';
import type { CallSession } from '../call/session.ts';

/**
 * The base class of most call features. It has the call's session, the events of the feature, and its clean-up
 * functions.
 */
export abstract class EmuCallFeature<EventName extends string> {
  abstract readonly name: string;
  protected readonly session: CallSession;
  protected readonly emitter: Emitter<EventName>;
  private readonly cleanUps: (() => void)[] = [];

  /** @param className the SDK's class of the feature. How an unknown event is handled depends on the class. */
  constructor(session: CallSession, className: string, eventNames: readonly EventName[]) {
    this.session = session;
    this.emitter = new Emitter(className, eventNames);
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  dispose(): void {
    for (const cleanUp of this.cleanUps) cleanUp();
    this.emitter.removeAllListeners();
  }

  /** Listens to an event of the call until the feature is disposed. */
  protected follow<Name extends string>(emitter: Emitter<Name>, event: Name, listener: Listener): void {
    emitter.on(event, listener);
    this.onDispose(() => emitter.off(event, listener));
  }

  /** @param cleanUp is called when the feature is disposed. */
  protected onDispose(cleanUp: () => void): void {
    this.cleanUps.push(cleanUp);
  }
}
