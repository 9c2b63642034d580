import type { ReactionCallFeature, ReactionMessage } from '@azure/communication-calling';
import type { CommunicationIdentifierKind } from '@azure/communication-common';
import { callingError } from '../base/errors.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

/** A prototype whose `toString` returns the raw id, so that methods of String work on the object. */
const textOfRawId = Object.create(String.prototype, {
  toString: {
    value(this: { rawId: string }) {
      return this.rawId;
    },
  },
}) as object;

/**
 * By the SDK's types and the how-to guide, a reaction's identifier is an object. Microsoft's UI library and tutorial read
 * it as a string with the raw id. The returned object can be read in both ways.
 */
const readableAsText = (identifier: CommunicationIdentifierKind): CommunicationIdentifierKind =>
  Object.assign(Object.create(textOfRawId), identifier) as CommunicationIdentifierKind;

const reactions = new Set<unknown>(['like', 'heart', 'laugh', 'surprised', 'applause']);

/**
 * Reactions in group calls and meetings. The sender gets the event, too.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/reactions
 */
export class EmuReaction extends EmuCallFeature<'reaction'> implements ReactionCallFeature {
  readonly name = 'Reaction';

  constructor(session: CallSession) {
    super(session, 'ReactionCallFeature', ['reaction']);
    this.onDispose(
      session.sharedState.onMessage('reaction', ({ from, what }) => {
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

  /**
   * @throws 400/45800 before the call is connected; 403/0 in a 1:1 call ("Reactions are not supported for 1:1 call");
   * 400/0 for an unknown reaction.
   */
  async sendReaction(reactionMessage: ReactionMessage): Promise<void> {
    if (this.session.phase !== 'Connected') {
      throw callingError(400, 45800, 'Failed to send the reaction: the call is not connected yet.');
    }
    this.session.context.check('useReactions', 'Failed to send the reaction');
    const reaction: unknown = reactionMessage?.reactionType;
    if (!reactions.has(reaction)) {
      throw callingError(400, 0, `Failed to send the reaction: ${JSON.stringify(reaction)} is unknown.`);
    }
    await this.session.sharedState.ask('reaction', { reaction });
  }
}
