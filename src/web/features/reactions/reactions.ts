import type { Reaction, ReactionEventPayload, TeamsCall } from '@azure/communication-calling';
import { getIdentifierRawId } from '@azure/communication-common';
import { capability, watchCapabilities, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';

/** Milliseconds for which a reaction is shown. */
const shownForMs = 4_000;
/** Reactions that are shown at the same time. */
const maxShown = 5;

interface Shown {
  readonly key: number;
  /** Raw id of the participant who reacts. */
  readonly id: string;
  readonly reaction: Reaction;
}

const shown = new WeakMap<TeamsCall, readonly Shown[]>();
let count = 0;

/** Sends a reaction to everybody (like, heart, applause, laughter, surprise), in group calls and meetings. */
export const reactions: CallFeature<{ can: Availability; shown: readonly Shown[] }, Reaction> = {
  name: 'reactions',
  read: (call, tools) => ({ can: capability(call, tools, 'useReactions'), shown: shown.get(call) ?? [] }),
  watch(call, look, tools) {
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const set = (list: readonly Shown[]) => {
      shown.set(call, list);
      look();
    };
    const onReaction = ({ identifier, reactionMessage }: ReactionEventPayload) => {
      const key = ++count;
      const reaction = { key, id: getIdentifierRawId(identifier), reaction: reactionMessage.reactionType };
      set([...(shown.get(call) ?? []), reaction].slice(-maxShown));
      const timer = setTimeout(() => {
        timers.delete(timer);
        set((shown.get(call) ?? []).filter((other) => other.key !== key));
      }, shownForMs);
      timers.add(timer);
    };
    const feature = call.feature(tools.sdk.Features.Reaction);
    feature.on('reaction', onReaction);
    const stop = watchCapabilities(call, tools, look);
    return () => {
      feature.off('reaction', onReaction);
      stop();
      for (const timer of timers) clearTimeout(timer);
    };
  },
  run: (call, { sdk }, reactionType) => call.feature(sdk.Features.Reaction).sendReaction({ reactionType }),
};
