import type { ReactionCallFeature, ReactionMessage } from '@azure/communication-calling';
import type { CommunicationIdentifierKind } from '@azure/communication-common';
import { callingError } from '../base/errors.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

/**
 * The prototype of objects that have a `rawId` and can also be used as strings: the methods of `String`, such as `slice`,
 * call `toString`, which returns the `rawId`.
 */
const rawIdText = Object.create(String.prototype, {
  toString: {
    value(this: { rawId: string }) {
      return this.rawId;
    },
  },
}) as object;

/**
 * Makes an identifier that can be read in two ways. In the SDK's types and the how-to guide, the identifier of a reaction
 * is an object. Microsoft's UI library and tutorial read it as a string with the raw id.
 */
const makeReadableAsText = (identifier: CommunicationIdentifierKind): CommunicationIdentifierKind =>
  Object.assign(Object.create(rawIdText), identifier) as CommunicationIdentifierKind;

const validReactions = new Set<unknown>(['like', 'heart', 'laugh', 'surprised', 'applause']);

/**
 * Reactions in group calls and meetings. The participant who sends a reaction gets the event, too.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/reactions
 */
export class EmuReaction extends EmuCallFeature<'reaction'> implements ReactionCallFeature {
  readonly name = 'Reaction';

  constructor(session: CallSession) {
    super(session, 'ReactionCallFeature', ['reaction']);
    this.onDispose(
      session.sharedState.onMessage('reaction', ({ senderId, content }) => {
        const identifier = session.identifierOfParticipant(senderId);
        const { reaction: reactionType } = content as { reaction: string };
        if (!identifier) return;
        this.emitter.emit('reaction', {
          identifier: makeReadableAsText(identifier),
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
    this.session.context.checkCapability('useReactions', 'Failed to send the reaction');
    const reaction: unknown = reactionMessage?.reactionType;
    if (!validReactions.has(reaction)) {
      throw callingError(400, 0, `Failed to send the reaction: ${JSON.stringify(reaction)} is unknown.`);
    }
    await this.session.sharedState.sendFeatureRequest('reaction', { reaction });
  }
}
