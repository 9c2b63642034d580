import type { Reaction, ReactionEventPayload, TeamsCall } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { checkCapability, watchCapabilities, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';

/** How long a reaction stays on the screen. */
const displayMs = 4_000;
/** The maximum number of reactions on the screen at the same time. */
const maxShown = 5;

export interface ShownReaction {
  /** A number that no other reaction has, for React. */
  readonly key: number;
  /** Raw id of the participant who reacts. */
  readonly participantId: string;
  readonly reaction: Reaction;
}

const shownReactions = new WeakMap<TeamsCall, readonly ShownReaction[]>();
/** The key of the newest reaction, counted over all calls. */
let lastReactionKey = 0;

/** Sends a reaction (like, heart, applause, laughter, surprise) to all participants, in group calls and meetings. */
export const reactions: CallFeature<
  { availability: Availability; shownReactions: readonly ShownReaction[] },
  Reaction
> = {
  name: 'reactions',
  read: (call, tools) => ({
    availability: checkCapability(call, tools, 'useReactions'),
    shownReactions: shownReactions.get(call) ?? [],
  }),
  watch(call, onChange, tools) {
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const setReactions = (list: readonly ShownReaction[]) => {
      shownReactions.set(call, list);
      onChange();
    };
    const onReaction = ({ identifier, reactionMessage }: ReactionEventPayload) => {
      const key = ++lastReactionKey;
      const reaction = {
        key,
        participantId: getIdentifierRawId(identifier),
        reaction: reactionMessage.reactionType,
      };
      setReactions([...(shownReactions.get(call) ?? []), reaction].slice(-maxShown));
      const timer = setTimeout(() => {
        timers.delete(timer);
        setReactions((shownReactions.get(call) ?? []).filter((shown) => shown.key !== key));
      }, displayMs);
      timers.add(timer);
    };
    const sdkFeature = call.feature(tools.sdk.Features.Reaction);
    sdkFeature.on('reaction', onReaction);
    const unwatchCapabilities = watchCapabilities(call, tools, onChange);
    return () => {
      sdkFeature.off('reaction', onReaction);
      unwatchCapabilities();
      for (const timer of timers) clearTimeout(timer);
    };
  },
  run: (call, { sdk }, reactionType) => call.feature(sdk.Features.Reaction).sendReaction({ reactionType }),
};
