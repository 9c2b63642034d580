import type { RaisedHand, RaiseHandCallFeature } from '@azure/communication-calling';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';
import { among } from './participantIds.ts';

type Identifiers = Parameters<RaiseHandCallFeature['lowerHands']>[0];

/**
 * Hands up, in the order of raising; everybody's, this side's own too.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/raise-hand
 */
export class EmuRaiseHand
  extends EmuCallFeature<'raisedHandEvent' | 'loweredHandEvent'>
  implements RaiseHandCallFeature
{
  readonly name = 'RaiseHand';

  constructor(session: CallSession) {
    super(session, 'RaiseHandCallFeature', ['raisedHandEvent', 'loweredHandEvent']);
    this.until(
      session.shared.watch('raiseHand', ({ key, value }) => {
        const identifier = session.identifierIn(key);
        if (identifier) this.emitter.emit(value ? 'raisedHandEvent' : 'loweredHandEvent', { identifier });
      }),
    );
  }

  getRaisedHands(): RaisedHand[] {
    const hands = [...this.session.shared.of('raiseHand')].flatMap(([participant, order]) => {
      const identifier = this.session.identifierIn(participant);
      return identifier ? [{ identifier, order: Number(order) } as RaisedHand] : [];
    });
    return hands.toSorted((one, other) => one.order - other.order);
  }

  raiseHand(): Promise<void> {
    return this.session.shared.ask('raiseHand', { up: true });
  }

  lowerHand(): Promise<void> {
    return this.session.shared.ask('raiseHand', { up: false });
  }

  /** @throws 400/0 when none of them is in the call; 403/0 for attendees of a meeting. */
  async lowerHands(identifiers: Identifiers): Promise<void> {
    const lower = among(this.session, identifiers, 'Failed to lower hands');
    await this.session.shared.ask('raiseHand', { lower });
  }

  /** @throws 403/0 for attendees of a meeting. */
  lowerAllHands(): Promise<void> {
    return this.session.shared.ask('raiseHand', { lower: [] });
  }
}
