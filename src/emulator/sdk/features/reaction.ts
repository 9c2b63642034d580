import type { ReactionCallFeature, ReactionMessage } from '@azure/communication-calling';
import type { CommunicationIdentifierKind } from '@azure/communication-common';
import { callingError } from '../base/errors.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

/** String methods ask an object for its text, which is the raw id here. */
const textOfRawId = Object.create(String.prototype, {
  toString: {
    value(this: { rawId: string }) {
      return this.rawId;
    },
  },
}) as object;

/**
 * The types and the how-to guide say that a reaction's identifier is an object. Microsoft's UI library and tutorial read
 * it as the raw id in a string. This object can be read as either.
 */
const readableAsText = (identifier: CommunicationIdentifierKind): CommunicationIdentifierKind =>
  Object.assign(Object.create(textOfRawId), identifier) as CommunicationIdentifierKind;

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
        if (!identifier) return;
        this.emitter.emit('reaction', {
          identifier: readableAsText(identifier),
          reactionMessage: { reactionType },
        });
      }),
    );
  }

  /** @throws 400/45800 before the call is connected; 403/0 in a 1:1 call: "Reactions are not supported for 1:1 call"; 400/0 for what is no reaction. */
  async sendReaction(reactionMessage: ReactionMessage): Promise<void> {
    if (this.session.phase !== 'Connected') {
      throw callingError(400, 45800, 'Failed to send the reaction: the call is not connected yet.');
    }
    this.session.place.check('useReactions', 'Failed to send the reaction');
    const reaction: unknown = reactionMessage?.reactionType;
    if (!reactions.has(reaction)) {
      throw callingError(400, 0, `Failed to send the reaction: ${JSON.stringify(reaction)} is none.`);
    }
    await this.session.shared.ask('reaction', { reaction });
  }
}
