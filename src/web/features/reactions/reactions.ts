import type { Reaction, ReactionEventPayload } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { checkCapability, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';

const displayMs = 4_000;
const maxShown = 5;

export interface ShownReaction {
  readonly key: number;
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
    const timers = new Set<ReturnType<typeof setTimeout>>();
    let shownReactions: readonly ShownReaction[] = [];
    const setReactions = (list: readonly ShownReaction[]) => {
      shownReactions = list;
      onChange();
    };
    const onReaction = ({ identifier, reactionMessage: { reactionType } }: ReactionEventPayload) => {
      const key = ++lastReactionKey;
      const shown = { key, participantId: getIdentifierRawId(identifier), reaction: reactionType };
      setReactions([...shownReactions, shown].slice(-maxShown));
      const timer = setTimeout(() => {
        timers.delete(timer);
        setReactions(shownReactions.filter((other) => other !== shown));
      }, displayMs);
      timers.add(timer);
    };
    sdkFeature.on('reaction', onReaction);
    atEnd(
      () => sdkFeature.off('reaction', onReaction),
      () => timers.forEach(clearTimeout),
    );
    return {
      read: () => ({ availability: checkCapability(call, tools, 'useReactions'), shownReactions }),
      run: (reactionType) => sdkFeature.sendReaction({ reactionType }),
    };
  },
};
