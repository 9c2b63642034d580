import { getIdentifierRawId } from '@azure/communication-common';
import type { CallFeature } from '../../calling/call/feature.ts';
import { readThreadId } from '../../calling/call/snapshot.ts';
import { objectIdOf } from '../../people/rawId.ts';

/** The last message that the user has sent to somebody outside the call. */
interface Question {
  /** Raw id of the colleague who got the message. */
  readonly rawId: string;
  /** Graph's id of the message. What the colleague writes after it is the answer. */
  readonly messageId: string;
}

interface ChatState {
  /** Raw id of the other participant of a 1:1 call; `null` in other calls, and if the participant is no Teams user. */
  readonly other: string | null;
  /** `null` if the user has asked nobody during this call. */
  readonly question: Question | null;
}

/**
 * Teams chats during a call: with the other participant of a 1:1 call, and with any colleague whom the user asks something. The
 * messages go through Microsoft Graph, not through the SDK. The command stores a question, or with `null` forgets it.
 */
export const chat: CallFeature<ChatState, Question | null> = {
  name: 'chat',
  create({ call, watch, onChange }) {
    let question: Question | null = null;
    watch(call, 'remoteParticipantsUpdated');
    return {
      read() {
        const [participant, ...furtherParticipants] = call.remoteParticipants;
        // A call with a thread is a group call or a meeting.
        const isOneToOne = furtherParticipants.length === 0 && readThreadId(call) === null;
        const rawId = participant && isOneToOne ? getIdentifierRawId(participant.identifier) : '';
        return { other: objectIdOf(rawId) === null ? null : rawId, question };
      },
      async run(newQuestion) {
        question = newQuestion;
        onChange();
      },
    };
  },
};

/** The panel's intent when the user wants to ask somebody outside the call. */
export const askIntent = 'ask';
