import type { RemoteParticipant, TeamsCall } from '@azure/communication-calling';
import {
  createIdentifierFromRawId,
  getIdentifierRawId,
  type MicrosoftTeamsUserIdentifier,
} from '@azure/communication-common';
import { checkCapability, checkControl, type Availability } from '../calling/call/capability.ts';
import type { CallFeature, CallTools } from '../calling/call/feature.ts';
import { isMeetingThread, readThreadId } from '../calling/call/snapshot.ts';
import { waitForState } from '../calling/call/callState.ts';
import { selectNewIds } from '../calling/call/target.ts';
import { fail, ok, type Result } from '../errors/problem.ts';

export interface AddPeopleState {
  readonly availability: Availability;
  /** Whether this is a 1:1 call, which becomes a group call with a chat when the user adds people. */
  readonly becomesGroupCall: boolean;
  /** Whether the call has the chat of a group call, not that of a meeting. */
  readonly hasGroupChat: boolean;
}

/**
 * Calls more people into the call. `run` gets their raw ids, and skips duplicates and people who are already in the call. For a 1:1
 * call, which has no chat thread, `run` first creates the thread that a group call needs. An agent's calls have no thread.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/manage-calls
 */
export const addPeople: CallFeature<AddPeopleState, readonly string[]> = {
  name: 'addPeople',
  // A command may wait for the service for seconds, and the user may add further people meanwhile.
  queuesCommands: true,
  create({ call, tools, watch }) {
    const { invitesBy, groupChats } = tools.capabilities;
    watch(call, 'remoteParticipantsUpdated');
    return {
      read() {
        const threadId = readThreadId(call);
        const control = checkControl(call, tools);
        return {
          availability: control === 'yes' ? checkCapability(call, tools, invitesBy) : control,
          becomesGroupCall: groupChats && threadId === null,
          hasGroupChat: groupChats && threadId !== null && !isMeetingThread(threadId),
        };
      },
      run: (rawIds) => addToCall(call, tools, rawIds),
    };
  },
};

async function addToCall(
  call: TeamsCall,
  { capabilities, createThread, addToThread, toReachableId }: CallTools,
  rawIds: readonly string[],
): Promise<Result<void>> {
  const presentIds = call.remoteParticipants.map(({ identifier }) => getIdentifierRawId(identifier));
  const newIds = selectNewIds(rawIds, { alreadyPresent: presentIds });
  let threadId = readThreadId(call);
  if (threadId === null && newIds.length > 0 && capabilities.groupChats) {
    const createdThread = await createThread([...presentIds, ...newIds]);
    if (!createdThread.ok) return createdThread;
    threadId = createdThread.value;
  } else if (threadId !== null && !isMeetingThread(threadId)) {
    // The chat comes first, as Microsoft asks: if a policy keeps people apart, the call refuses people outside its chat.
    await addToThread(threadId, newIds);
  }
  const options = threadId === null ? {} : { threadId };
  const participants = newIds.map((rawId) =>
    // The type of `addParticipant` lists only some kinds of identifiers.
    call.addParticipant(
      createIdentifierFromRawId(toReachableId(rawId)) as MicrosoftTeamsUserIdentifier,
      options,
    ),
  );
  const refusals = await Promise.all(participants.map(waitForRefusal));
  const refusal = refusals.find((code) => code !== null);
  if (!refusal) return ok(undefined);
  const person = newIds[refusals.indexOf(refusal)] ?? '';
  // Without a chat of the call, the reason is another one than that the person is missing in the chat.
  const codeWithoutChat = person.startsWith('4:') ? 'number-not-added' : 'agent-not-added';
  return fail(capabilities.groupChats ? 'person-not-added' : codeWithoutChat, { person, detail: refusal });
}

/** The states of a participant whom the service has neither called nor refused yet. */
const undecidedStates: ReadonlySet<string> = new Set(['Idle', 'Connecting']);
/** After this time without a refusal, the service probably calls the person. */
const refusalTimeoutMs = 5_000;

/** Waits until the service calls or refuses a participant. @returns the refusal's code, `403/…`; `null` if there was no refusal */
async function waitForRefusal(participant: RemoteParticipant): Promise<string | null> {
  await waitForState(participant, () => !undecidedStates.has(participant.state), refusalTimeoutMs);
  const end = participant.callEndReason;
  // Other codes, such as 480, do not mean that the service refused the person.
  const isRefused = participant.state === 'Disconnected' && end?.code === 403;
  return isRefused ? `${end.code}/${end.subCode ?? 0}` : null;
}
