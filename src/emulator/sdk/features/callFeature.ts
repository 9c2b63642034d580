import type { RaisedHand } from '@azure/communication-calling';
import type { Emitter, Listener } from '../base/events.ts';
import type { CallSession } from '../call/session.ts';
import type { FeatureMessage, StateChange } from '../call/sharedState.ts';

/** The base class of most emulated call features. `dispose` ends what `follow`, `watch` and `receiveMessages` have begun. */
export abstract class EmuCallFeature {
  abstract readonly name: string;
  protected abstract readonly emitter: Emitter;
  protected readonly session: CallSession;
  private readonly cleanUps: (() => void)[] = [];

  constructor(session: CallSession) {
    this.session = session;
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

  protected follow<Name extends string>(emitter: Emitter<Name>, event: Name, listener: Listener): void {
    emitter.on(event, listener);
    this.onDispose(() => emitter.off(event, listener));
  }

  /** Calls `onChange` when the server changes a value of the feature of this name, which may be another feature. */
  protected watch(feature: string, onChange: (change: StateChange) => void): void {
    this.onDispose(this.session.sharedState.watch(feature, onChange));
  }

  /** Receives the messages that participants send to a feature of this name. */
  protected receiveMessages(feature: string, onMessage: (message: FeatureMessage) => void): void {
    this.onDispose(this.session.sharedState.onMessage(feature, onMessage));
  }

  /** Lists the participants whom the server has numbered for a feature: raised hands, or spotlights, which have the same fields. */
  protected listInOrder(feature: string): RaisedHand[] {
    const participants = [...this.session.sharedState.valuesOf(feature)].flatMap(([participantId, order]) => {
      const identifier = this.session.identifierOfParticipant(participantId);
      return identifier ? [{ identifier, order: Number(order) } as RaisedHand] : [];
    });
    return participants.toSorted((first, second) => first.order - second.order);
  }

  protected onDispose(cleanUp: () => void): void {
    this.cleanUps.push(cleanUp);
  }
}
