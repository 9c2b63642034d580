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
  /** The call is one of two, and becomes one of several. */
  readonly grows: boolean;
}

/**
 * Rings more people into the call. A call of two has no chat; one is made for it, and the SDK is told.
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
    const there = call.remoteParticipants.map(({ identifier }) => getIdentifierRawId(identifier));
    const fresh = distinctIds(rawIds, there);
    let { threadId } = call.info;
    if (threadId === undefined && fresh.length > 0) {
      const thread = await createThread([...there, ...fresh]);
      if (!thread.ok) return thread;
      threadId = thread.value;
    }
    for (const rawId of fresh)
      call.addParticipant(
        createIdentifierFromRawId(rawId) as Addable,
        threadId === undefined ? {} : { threadId },
      );
  },
};
