import type { RaisedHand, RaiseHandCallFeature } from '@azure/communication-calling';
import type { CallSession } from '../call/session.ts';
import { callingError } from '../base/errors.ts';
import { EmuCallFeature } from './callFeature.ts';

type Identifiers = Parameters<RaiseHandCallFeature['lowerHands']>[0];

/**
 * The raised hands of all participants, the local one included, in the order in which they were raised. Microsoft's how-to
 * says that every call has them, but SDK 2.0.0 was seen to refuse them in a 1:1 call.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/raise-hand
 */
export class EmuRaiseHand
  extends EmuCallFeature<'raisedHandEvent' | 'loweredHandEvent'>
  implements RaiseHandCallFeature
{
  readonly name = 'RaiseHand';

  constructor(session: CallSession) {
    super(session, 'RaiseHandCallFeature', ['raisedHandEvent', 'loweredHandEvent']);
    this.onDispose(
      session.sharedState.watch('raiseHand', ({ key: participantId, value: order }) => {
        const identifier = session.identifierOfParticipant(participantId);
        if (identifier) this.emitter.emit(order ? 'raisedHandEvent' : 'loweredHandEvent', { identifier });
      }),
    );
  }

  getRaisedHands(): RaisedHand[] {
    // The server keeps for each raised hand a number that gives the order.
    const hands = [...this.session.sharedState.valuesOf('raiseHand')].flatMap(([participantId, order]) => {
      const identifier = this.session.identifierOfParticipant(participantId);
      return identifier ? [{ identifier, order: Number(order) } as RaisedHand] : [];
    });
    return hands.toSorted((first, second) => first.order - second.order);
  }

  /** @throws 400/45758 in a 1:1 call. */
  async raiseHand(): Promise<void> {
    if (this.isOneToOne) throw callingError(400, 45758, 'Failed to raise the hand: not in a 1:1 call.');
    await this.session.sharedState.sendFeatureRequest('raiseHand', { up: true });
  }

  async lowerHand(): Promise<void> {
    if (!this.isOneToOne) await this.session.sharedState.sendFeatureRequest('raiseHand', { up: false });
  }

  /** @throws 400/0 when none of these people is in the call; 403/0 when the user is an attendee of a meeting. */
  async lowerHands(identifiers: Identifiers): Promise<void> {
    const participantIds = this.session.roster.participantIdsOf(identifiers, 'Failed to lower hands');
    if (!this.isOneToOne)
      await this.session.sharedState.sendFeatureRequest('raiseHand', { lower: participantIds });
  }

  /** @throws 403/0 when the user is an attendee of a meeting. */
  async lowerAllHands(): Promise<void> {
    // For the server, an empty list means all hands.
    if (!this.isOneToOne) await this.session.sharedState.sendFeatureRequest('raiseHand', { lower: [] });
  }

  /** Nobody raises a hand in a 1:1 call, so there is nothing to lower. */
  private get isOneToOne(): boolean {
    return this.session.context.kind === 'oneToOne';
  }
}
