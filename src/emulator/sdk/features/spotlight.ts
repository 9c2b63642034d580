import type { SpotlightCallFeature, SpotlightedParticipant } from '@azure/communication-calling';
import type { CommunicationIdentifier } from '@azure/communication-common';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';
import { callingError } from '../base/errors.ts';

/**
 * The participants who are spotlighted for everyone in the call.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/spotlight
 */
export class EmuSpotlight extends EmuCallFeature<'spotlightChanged'> implements SpotlightCallFeature {
  readonly name = 'Spotlight';
  /** Microsoft: "Only seven participants can be in the spotlight state at any given time." */
  readonly maxParticipantsToSpotlight = 7;

  constructor(session: CallSession) {
    super(session, 'SpotlightCallFeature', ['spotlightChanged']);
    this.onDispose(
      // The value is the participant's position among the spotlighted participants; `undefined` when the spotlight has
      // ended.
      session.sharedState.watch('spotlight', ({ key: participantId, value: order }) => {
        const identifier = session.identifierOfParticipant(participantId);
        if (!identifier) return;
        if (order === undefined)
          this.emitter.emit('spotlightChanged', { added: [], removed: [{ identifier }] });
        else {
          const added = [{ identifier, order: Number(order) }];
          this.emitter.emit('spotlightChanged', { added, removed: [] });
        }
      }),
    );
  }

  getSpotlightedParticipants(): SpotlightedParticipant[] {
    const orders = [...this.session.sharedState.valuesOf('spotlight')];
    const spotlighted = orders.flatMap(([participantId, order]) => {
      const identifier = this.session.identifierOfParticipant(participantId);
      return identifier ? [{ identifier, order: Number(order) }] : [];
    });
    return spotlighted.toSorted((first, second) => first.order - second.order);
  }

  /**
   * @param participants the participants to spotlight. Default: the local participant.
   * @throws 400/45902 when more than seven would be spotlighted; 403/45903 when the role forbids it; 400/45906 in a 1:1
   * call. Nothing happens if all of these participants are spotlighted already.
   */
  async startSpotlight(participants?: CommunicationIdentifier[]): Promise<void> {
    if (this.session.context.kind === 'oneToOne') {
      throw callingError(400, 45906, 'Failed to start the spotlight: not in a 1:1 call.');
    }
    await this.session.sharedState.sendFeatureRequest('spotlight', {
      start: this.readParticipantIds(participants),
    });
  }

  /**
   * @param participants the participants whose spotlight ends. Default: the local participant.
   * @throws 403/45903 when the role forbids ending the spotlight of other participants.
   */
  async stopSpotlight(participants?: CommunicationIdentifier[]): Promise<void> {
    await this.session.sharedState.sendFeatureRequest('spotlight', {
      stop: this.readParticipantIds(participants),
    });
  }

  /** @throws 403/45903 when the role forbids it. */
  async stopAllSpotlight(): Promise<void> {
    await this.session.sharedState.sendFeatureRequest('spotlight', { stop: 'all' });
  }

  private readParticipantIds(participants: CommunicationIdentifier[] | undefined): string[] {
    const { session } = this;
    return participants
      ? session.roster.participantIdsOf(participants, 'Failed to change the spotlight')
      : [session.deps.ownParticipantId];
  }
}
