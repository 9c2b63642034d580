import { Emitter, type Listener } from '../base/events.ts';
import type { CallSession } from '../call/session.ts';

/** What the features of a call have in common: its session, their events, and an end. */
export abstract class EmuCallFeature<EventName extends string> {
  abstract readonly name: string;
  protected readonly session: CallSession;
  protected readonly emitter: Emitter<EventName>;
  private readonly ends: (() => void)[] = [];

  /** @param owner the SDK's name of the feature: it decides how an unknown event is answered. */
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
    for (const end of this.ends) end();
    this.emitter.clear();
  }

  /** @param end what to call when the feature is disposed of. */
  protected until(end: () => void): void {
    this.ends.push(end);
  }
}
