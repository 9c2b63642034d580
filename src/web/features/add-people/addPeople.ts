import type {
  MicrosoftTeamsAppIdentifier,
  MicrosoftTeamsUserIdentifier,
  PhoneNumberIdentifier,
} from '@azure/communication-common';
import { createIdentifierFromRawId, getIdentifierRawId } from '@azure/communication-common';
import { capability, watchCapabilities, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';
import { distinctIds } from '../../calling/call/target.ts';

type Addable = MicrosoftTeamsUserIdentifier | PhoneNumberIdentifier | MicrosoftTeamsAppIdentifier;

interface Adding {
  readonly can: Availability;
  /** Whether the call is a 1:1 call, which will become a group call. */
  readonly grows: boolean;
}

/**
 * Calls more people into the call. A 1:1 call has no chat, so one is created first.
 * Input: raw ids.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/manage-calls
 */
export const addPeople: CallFeature<Adding, readonly string[]> = {
  name: 'addPeople',
  read: (call, tools) => ({
    can: capability(call, tools, 'addTeamsUser'),
    grows: call.info.threadId === undefined,
  }),
  watch(call, look, tools) {
    const stops = [listen(call, ['remoteParticipantsUpdated'], look), watchCapabilities(call, tools, look)];
    return () => stops.forEach((stop) => stop());
  },
  async run(call, { createThread }, rawIds) {
    const present = call.remoteParticipants.map(({ identifier }) => getIdentifierRawId(identifier));
    const added = distinctIds(rawIds, present);
    let { threadId } = call.info;
    if (threadId === undefined && added.length > 0) {
      const thread = await createThread([...present, ...added]);
      if (!thread.ok) return thread;
      threadId = thread.value;
    }
    for (const rawId of added)
      call.addParticipant(
        createIdentifierFromRawId(rawId) as Addable,
        threadId === undefined ? {} : { threadId },
      );
  },
};
