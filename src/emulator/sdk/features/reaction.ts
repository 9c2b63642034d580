import type { ReactionCallFeature, ReactionMessage } from '@azure/communication-calling';
import type { CommunicationIdentifierKind } from '@azure/communication-common';
import { check } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import { rawIdOf } from '../base/identifiers.ts';
import type { CallSession } from '../call/session.ts';
import { EmuCallFeature } from './callFeature.ts';

/** The prototype of identifiers that also serve as strings: the methods of `String` call `toString`. */
const rawIdText = Object.create(String.prototype, {
  toString: {
    value(this: CommunicationIdentifierKind) {
      return rawIdOf(this);
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
/** All error messages of this feature begin with this text. */
const failure = 'Failed to send the reaction';

/**
 * Reactions in group calls and meetings. The sender of a reaction gets the event, too.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/reactions
 */
export class EmuReaction extends EmuCallFeature implements ReactionCallFeature {
  readonly name = 'Reaction';
  protected readonly emitter = new Emitter('ReactionCallFeature', ['reaction']);

  constructor(session: CallSession) {
    super(session);
    this.receiveMessages('reaction', ({ senderId, content }) => {
      const senderIdentifier = session.identifierOfParticipant(senderId);
      if (!senderIdentifier) return;
      const identifier = makeReadableAsText(senderIdentifier);
      const { reaction: reactionType } = content as { reaction: string };
      this.emitter.emit('reaction', { identifier, reactionMessage: { reactionType } });
    });
  }

  /** @throws 403/0 (code/subcode) in a 1:1 call. Microsoft: "Reactions are not supported for 1:1 call". */
  async sendReaction(reactionMessage: ReactionMessage): Promise<void> {
    const isConnected = this.session.phase === 'Connected';
    check(isConnected, 400, 45800, `${failure}: the call is not connected yet.`);
    this.session.context.checkCapability('useReactions', failure);
    const reaction: unknown = reactionMessage?.reactionType;
    check(validReactions.has(reaction), 400, 0, `${failure}: ${JSON.stringify(reaction)} is unknown.`);
    await this.session.sharedState.sendFeatureRequest('reaction', { reaction });
  }
}
