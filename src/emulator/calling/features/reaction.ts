import type { ReactionCallFeature, ReactionMessage } from '@azure/communication-calling';
import { callingError } from '../errors.ts';
import type { CallSession } from '../session.ts';
import { EmuCallFeature } from './callFeature.ts';

const reactions = new Set<unknown>(['like', 'heart', 'laugh', 'surprised', 'applause']);

/**
 * Reactions in group calls and meetings; whoever sends one is told of it as the others are.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/reactions
 */
export class EmuReaction extends EmuCallFeature<'reaction'> implements ReactionCallFeature {
  readonly name = 'Reaction';

  constructor(session: CallSession) {
    super(session, 'ReactionCallFeature', ['reaction']);
    this.until(
      session.shared.hear('reaction', ({ from, what }) => {
        const identifier = session.identifierIn(from);
        const { reaction: reactionType } = what as { reaction: string };
        if (identifier) this.emitter.emit('reaction', { identifier, reactionMessage: { reactionType } });
      }),
    );
  }

  /** @throws 403/0 in a 1:1 call: "Reactions are not supported for 1:1 call"; 400/0 for what is no reaction. */
  async sendReaction(reactionMessage: ReactionMessage): Promise<void> {
    this.session.place.check('useReactions', 'Failed to send the reaction');
    const reaction: unknown = reactionMessage?.reactionType;
    if (!reactions.has(reaction)) {
      throw callingError(400, 0, `Failed to send the reaction: ${JSON.stringify(reaction)} is none.`);
    }
    await this.session.shared.ask('reaction', { reaction });
  }
}
