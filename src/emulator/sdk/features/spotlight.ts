import type { SpotlightCallFeature, SpotlightedParticipant } from '@azure/communication-calling';
import type { CommunicationIdentifier } from '@azure/communication-common';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';
import { callingError } from '../base/errors.ts';
import { among } from './participantIds.ts';

/**
 * Who is in the spotlight, for everyone in the call.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/spotlight
 */
export class EmuSpotlight extends EmuCallFeature<'spotlightChanged'> implements SpotlightCallFeature {
  readonly name = 'Spotlight';
  /** "Only seven participants can be in the spotlight state at any given time." */
  readonly maxParticipantsToSpotlight = 7;

  constructor(session: CallSession) {
    super(session, 'SpotlightCallFeature', ['spotlightChanged']);
    this.until(
      session.shared.watch('spotlight', ({ key, value }) => {
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
    const lit = [...this.session.shared.of('spotlight')].flatMap(([participant, order]) => {
      const identifier = this.session.identifierIn(participant);
      return identifier ? [{ identifier, order: Number(order) }] : [];
    });
    return lit.toSorted((one, other) => one.order - other.order);
  }

  /**
   * @param participants this side, when left out.
   * @throws 400/45900 when all of them are spotlighted already, 400/45902 beyond seven, 403/45903 by role; 403/0 in a
   * 1:1 call.
   */
  async startSpotlight(participants?: CommunicationIdentifier[]): Promise<void> {
    if (this.session.place.kind === 'oneToOne') {
      throw callingError(400, 45906, 'Failed to start the spotlight: not in a 1:1 call.');
    }
    await this.session.shared.ask('spotlight', { start: this.meant(participants) });
  }

  /** @param participants this side, when left out. @throws 403/45903 for others, by role. */
  async stopSpotlight(participants?: CommunicationIdentifier[]): Promise<void> {
    await this.session.shared.ask('spotlight', { stop: this.meant(participants) });
  }

  /** @throws 403/45903 by role. */
  async stopAllSpotlight(): Promise<void> {
    await this.session.shared.ask('spotlight', { stop: 'all' });
  }

  private meant(participants: CommunicationIdentifier[] | undefined): string[] {
    const { session } = this;
    return participants
      ? among(session, participants, 'Failed to change the spotlight')
      : [session.deps.self];
  }
}
