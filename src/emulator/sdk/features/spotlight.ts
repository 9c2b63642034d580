import type { SpotlightCallFeature, SpotlightedParticipant } from '@azure/communication-calling';
import type { CommunicationIdentifier } from '@azure/communication-common';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';
import { callingError } from '../base/errors.ts';
import { participantIdsOf } from './participantIds.ts';

/**
 * The participants who are spotlighted for everyone in the call.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/spotlight
 */
export class EmuSpotlight extends EmuCallFeature<'spotlightChanged'> implements SpotlightCallFeature {
  readonly name = 'Spotlight';
  /** "Only seven participants can be in the spotlight state at any given time." */
  readonly maxParticipantsToSpotlight = 7;

  constructor(session: CallSession) {
    super(session, 'SpotlightCallFeature', ['spotlightChanged']);
    this.onDispose(
      session.sharedState.watch('spotlight', ({ key, value }) => {
        const identifier = session.identifierIn(key);
        if (!identifier) return;
        if (value === undefined)
          this.emitter.emit('spotlightChanged', { added: [], removed: [{ identifier }] });
        else {
          const added = [{ identifier, order: Number(value) }];
          this.emitter.emit('spotlightChanged', { added, removed: [] });
        }
      }),
    );
  }

  getSpotlightedParticipants(): SpotlightedParticipant[] {
    const spotlighted = [...this.session.sharedState.of('spotlight')].flatMap(([participant, order]) => {
      const identifier = this.session.identifierIn(participant);
      return identifier ? [{ identifier, order: Number(order) }] : [];
    });
    return spotlighted.toSorted((a, b) => a.order - b.order);
  }

  /**
   * @param participants the local participant when left out.
   * @throws 400/45900 when all of them are spotlighted already; 400/45902 for more than seven; 403/45903 when the role
   * forbids it; 400/45906 in a 1:1 call.
   */
  async startSpotlight(participants?: CommunicationIdentifier[]): Promise<void> {
    if (this.session.context.kind === 'oneToOne') {
      throw callingError(400, 45906, 'Failed to start the spotlight: not in a 1:1 call.');
    }
    await this.session.sharedState.ask('spotlight', { start: this.idsOf(participants) });
  }

  /**
   * @param participants the local participant when left out.
   * @throws 403/45903 for other participants, when the role forbids it.
   */
  async stopSpotlight(participants?: CommunicationIdentifier[]): Promise<void> {
    await this.session.sharedState.ask('spotlight', { stop: this.idsOf(participants) });
  }

  /** @throws 403/45903 when the role forbids it. */
  async stopAllSpotlight(): Promise<void> {
    await this.session.sharedState.ask('spotlight', { stop: 'all' });
  }

  private idsOf(participants: CommunicationIdentifier[] | undefined): string[] {
    const { session } = this;
    return participants
      ? participantIdsOf(session, participants, 'Failed to change the spotlight')
      : [session.deps.self];
  }
}
