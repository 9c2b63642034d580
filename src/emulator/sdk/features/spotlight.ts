import type { SpotlightCallFeature, SpotlightedParticipant } from '@azure/communication-calling';
import type { CommunicationIdentifier } from '@azure/communication-common';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';
import { check } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';

/**
 * The participants who are spotlighted: shown prominently to everyone in the call.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/spotlight
 */
export class EmuSpotlight extends EmuCallFeature implements SpotlightCallFeature {
  readonly name = 'Spotlight';
  protected readonly emitter = new Emitter('SpotlightCallFeature', ['spotlightChanged']);
  /** Microsoft: "Only seven participants can be in the spotlight state at any given time." */
  readonly maxParticipantsToSpotlight = 7;

  constructor(session: CallSession) {
    super(session);
    // `order` is the participant's position among the spotlighted; `undefined` when they are not spotlighted any more.
    this.watch('spotlight', ({ key: participantId, value: order }) => {
      const identifier = session.identifierOfParticipant(participantId);
      if (!identifier) return;
      const change =
        order === undefined
          ? { added: [], removed: [{ identifier }] }
          : { added: [{ identifier, order: Number(order) }], removed: [] };
      this.emitter.emit('spotlightChanged', change);
    });
  }

  getSpotlightedParticipants(): SpotlightedParticipant[] {
    return this.listInOrder('spotlight');
  }

  /**
   * Spotlights participants. Those who are spotlighted already stay so.
   * @param participants by default, the local participant.
   * @throws 400/45902 (code/subcode) when more than seven would be spotlighted; 403/45903 when the role forbids it.
   */
  async startSpotlight(participants?: CommunicationIdentifier[]): Promise<void> {
    const isOneToOne = this.session.context.kind === 'oneToOne';
    check(!isOneToOne, 400, 45906, 'Failed to start the spotlight: not in a 1:1 call.');
    await this.send({ start: this.readParticipantIds(participants) });
  }

  /** @throws 403/45903 when the role forbids it. @param participants by default, the local participant. */
  async stopSpotlight(participants?: CommunicationIdentifier[]): Promise<void> {
    await this.send({ stop: this.readParticipantIds(participants) });
  }

  /** @throws 403/45903 when the role forbids it. */
  async stopAllSpotlight(): Promise<void> {
    await this.send({ stop: 'all' });
  }

  private send(request: object): Promise<void> {
    return this.session.sharedState.sendFeatureRequest('spotlight', request);
  }

  private readParticipantIds(participants: CommunicationIdentifier[] | undefined): string[] {
    const { session } = this;
    return participants
      ? session.roster.participantIdsOf(participants, 'Failed to change the spotlight')
      : [session.deps.ownParticipantId];
  }
}
