import type {
  MicrosoftTeamsAppIdentifier,
  MicrosoftTeamsUserIdentifier,
  PhoneNumberIdentifier,
} from '@azure/communication-common';
import { createIdentifierFromRawId, getIdentifierRawId } from '@azure/communication-common';
import { checkCapability, watchCapabilities, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { readThreadId } from '../../calling/call/threadId.ts';
import { listen } from '../../calling/sdk/listen.ts';
import { selectNewIds } from '../../calling/call/target.ts';

/** The kinds of identifier that `addParticipant` accepts. */
type AddableIdentifier = MicrosoftTeamsUserIdentifier | PhoneNumberIdentifier | MicrosoftTeamsAppIdentifier;

interface AddPeopleState {
  readonly availability: Availability;
  /** Whether this is a 1:1 call, which becomes a group call when the user adds people. */
  readonly becomesGroupCall: boolean;
}

/**
 * Calls more people into the call. A group call needs a chat thread, which a 1:1 call lacks, so the command first creates
 * a thread.
 * Input: raw ids of the people to add. Duplicates and people who are in the call are skipped.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/manage-calls
 */
export const addPeople: CallFeature<AddPeopleState, readonly string[]> = {
  name: 'addPeople',
  read: (call, tools) => ({
    availability: checkCapability(call, tools, 'addTeamsUser'),
    becomesGroupCall: readThreadId(call) === null,
  }),
  watch(call, onChange, tools) {
    const unsubscribers = [
      listen(call, ['remoteParticipantsUpdated'], onChange),
      watchCapabilities(call, tools, onChange),
    ];
    return () => unsubscribers.forEach((unsubscribe) => unsubscribe());
  },
  async run(call, { createThread }, rawIds) {
    const presentIds = call.remoteParticipants.map(({ identifier }) => getIdentifierRawId(identifier));
    const newIds = selectNewIds(rawIds, { alreadyPresent: presentIds });
    let threadId = readThreadId(call);
    if (threadId === null && newIds.length > 0) {
      const createdThread = await createThread([...presentIds, ...newIds]);
      if (!createdThread.ok) return createdThread;
      threadId = createdThread.value;
    }
    for (const rawId of newIds)
      call.addParticipant(
        createIdentifierFromRawId(rawId) as AddableIdentifier,
        threadId === null ? {} : { threadId },
      );
  },
};
