import type { Reaction, ReactionEventPayload } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { checkCapability, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';

/** How long the screen shows a reaction. */
const displayMs = 4_000;
const maxShown = 5;

export interface ShownReaction {
  /** React's key, which no other reaction has. */
  readonly key: number;
  /** Raw id of the participant who reacted. */
  readonly participantId: string;
  readonly reaction: Reaction;
}

/** The key of the newest reaction, counted over all calls. */
let lastReactionKey = 0;

/** Sends a reaction (like, heart, applause, laughter, surprise) to all participants, in group calls and meetings. */
export const reactions: CallFeature<
  { availability: Availability; shownReactions: readonly ShownReaction[] },
  Reaction
> = {
  name: 'reactions',
  create({ call, tools, onChange, atEnd }) {
    const sdkFeature = call.feature(tools.sdk.Features.Reaction);
    let shownReactions: readonly ShownReaction[] = [];
    const setReactions = (list: readonly ShownReaction[]) => {
      shownReactions = list;
      onChange();
    };
    const onReaction = ({ identifier, reactionMessage: { reactionType } }: ReactionEventPayload) => {
      const key = ++lastReactionKey;
      const newReaction = { key, participantId: getIdentifierRawId(identifier), reaction: reactionType };
      setReactions([...shownReactions, newReaction].slice(-maxShown));
      const remove = () => setReactions(shownReactions.filter((other) => other !== newReaction));
      const timer = setTimeout(remove, displayMs);
      atEnd(() => clearTimeout(timer));
    };
    sdkFeature.on('reaction', onReaction);
    atEnd(() => sdkFeature.off('reaction', onReaction));
    return {
      read: () => ({ availability: checkCapability(call, tools, 'useReactions'), shownReactions }),
      run: (reactionType) => sdkFeature.sendReaction({ reactionType }),
    };
  },
};
