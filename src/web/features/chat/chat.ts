import { getIdentifierRawId } from '@azure/communication-common';
import type { CallFeature } from '../../calling/call/feature.ts';
import { readThreadId } from '../../calling/call/snapshot.ts';
import { objectIdOf } from '../../people/rawId.ts';

interface ChatState {
  /** Raw id of the other participant of a 1:1 call; `null` in other calls, and if that is no Teams user. */
  readonly otherId: string | null;
}

/** The Teams chat with the other participant of a 1:1 call. The messages go through Microsoft Graph, not through the SDK. */
export const chat: CallFeature<ChatState> = {
  name: 'chat',
  create({ call, watch }) {
    watch(call, 'remoteParticipantsUpdated');
    return {
      read() {
        const [other, ...others] = readThreadId(call) === null ? call.remoteParticipants : [];
        const rawId = other && others.length === 0 ? getIdentifierRawId(other.identifier) : null;
        return { otherId: rawId !== null && objectIdOf(rawId) !== null ? rawId : null };
      },
    };
  },
};
