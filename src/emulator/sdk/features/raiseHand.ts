import type { RaisedHand, RaiseHandCallFeature } from '@azure/communication-calling';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';
import { participantIdsOf } from './participantIds.ts';

type Identifiers = Parameters<RaiseHandCallFeature['lowerHands']>[0];

/**
 * The raised hands of all participants, the local one included, in the order in which they were raised.
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
      session.sharedState.watch('raiseHand', ({ key, value }) => {
        const identifier = session.identifierIn(key);
        if (identifier) this.emitter.emit(value ? 'raisedHandEvent' : 'loweredHandEvent', { identifier });
      }),
    );
  }

  getRaisedHands(): RaisedHand[] {
    const hands = [...this.session.sharedState.of('raiseHand')].flatMap(([participant, order]) => {
      const identifier = this.session.identifierIn(participant);
      return identifier ? [{ identifier, order: Number(order) } as RaisedHand] : [];
    });
    return hands.toSorted((a, b) => a.order - b.order);
  }

  raiseHand(): Promise<void> {
    return this.session.sharedState.ask('raiseHand', { up: true });
  }

  lowerHand(): Promise<void> {
    return this.session.sharedState.ask('raiseHand', { up: false });
  }

  /** @throws 400/0 when none of these people is in the call; 403/0 when the user is an attendee of a meeting. */
  async lowerHands(identifiers: Identifiers): Promise<void> {
    const lower = participantIdsOf(this.session, identifiers, 'Failed to lower hands');
    await this.session.sharedState.ask('raiseHand', { lower });
  }

  /** @throws 403/0 when the user is an attendee of a meeting. */
  lowerAllHands(): Promise<void> {
    return this.session.sharedState.ask('raiseHand', { lower: [] });
  }
}
