import type { RaisedHand, RaiseHandCallFeature } from '@azure/communication-calling';
import type { CallSession } from '../call/session.ts';
import { check } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import { EmuCallFeature } from './callFeature.ts';

/**
 * The raised hands, in the order in which they were raised. Microsoft's how-to says that every call has them, but SDK 2.0.0
 * was seen to refuse them in a 1:1 call.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/raise-hand
 */
export class EmuRaiseHand extends EmuCallFeature implements RaiseHandCallFeature {
  readonly name = 'RaiseHand';
  protected readonly emitter = new Emitter('RaiseHandCallFeature', ['raisedHandEvent', 'loweredHandEvent']);

  constructor(session: CallSession) {
    super(session);
    this.watch('raiseHand', ({ key: participantId, value: order }) => {
      const identifier = session.identifierOfParticipant(participantId);
      if (identifier) this.emitter.emit(order ? 'raisedHandEvent' : 'loweredHandEvent', { identifier });
    });
  }

  getRaisedHands(): RaisedHand[] {
    return this.listInOrder('raiseHand');
  }

  async raiseHand(): Promise<void> {
    check(!this.isOneToOne, 400, 45758, 'Failed to raise the hand: not in a 1:1 call.');
    await this.send({ up: true });
  }

  async lowerHand(): Promise<void> {
    await this.send({ up: false });
  }

  /** @throws 400/0 (code/subcode) if none of these people is in the call; 403/0 if the user is an attendee of a meeting. */
  async lowerHands(identifiers: Parameters<RaiseHandCallFeature['lowerHands']>[0]): Promise<void> {
    const participantIds = this.session.roster.participantIdsOf(identifiers, 'Failed to lower hands');
    await this.send({ lower: participantIds });
  }

  /** @throws 403/0 if the user is an attendee of a meeting. */
  async lowerAllHands(): Promise<void> {
    // For the server, an empty list means all hands.
    await this.send({ lower: [] });
  }

  /** Sends a request. In a 1:1 call it does nothing: nobody raises a hand there, so there is nothing to lower. */
  private async send(request: object): Promise<void> {
    if (!this.isOneToOne) await this.session.sharedState.sendFeatureRequest('raiseHand', request);
  }

  private get isOneToOne(): boolean {
    return this.session.context.kind === 'oneToOne';
  }
}
