import type { AddTeamsParticipantOptions, CallState, RemoteParticipant } from '@azure/communication-calling';
import type { CommunicationIdentifier } from '@azure/communication-common';
import { groupThreadPattern } from '../../wire/meetingLink.ts';
import { callingError } from '../base/errors.ts';
import { rawIdOf } from '../base/identifiers.ts';
import type { CallSession } from './session.ts';

/**
 * Checks the thread of a group call: the id of a Teams chat, which the app has created through Microsoft Graph.
 * @param isNeeded whether the call needs a thread, as a call to several people does.
 * @throws 500/41001 when the thread is needed and missing, as observed in SDK 2.0.0; 400/0 when the thread is not
 * well-formed.
 */
export function checkThread(threadId: string | undefined, isNeeded: boolean): void {
  if (threadId === undefined) {
    if (!isNeeded) return;
    throw callingError(
      500,
      41001,
      'Failed to start the call: a group call needs a threadId.',
      'UnexpectedClientError',
    );
  }
  if (groupThreadPattern.test(threadId)) return;
  throw callingError(400, 0, 'The threadId is not well-formed: expected 19:…@thread.v2.');
}

const runningStates: ReadonlySet<CallState> = new Set(['Connected', 'LocalHold', 'RemoteHold']);

/** @returns whether a call is connected or on hold. */
export const isRunning = ({ state }: { readonly state: CallState }): boolean => runningStates.has(state);

/**
 * Calls a person into a running call. The state of the returned participant shows whether the person answers.
 * @throws 412/41089 when the call is not running; 403/0 when the role forbids it; 400/0 for an identifier or a thread
 * that is not well-formed.
 */
export function addParticipant(
  session: CallSession,
  identifier: CommunicationIdentifier,
  options: AddTeamsParticipantOptions = {},
): RemoteParticipant {
  if (!isRunning(session)) {
    throw callingError(412, 41089, `Failed to add a participant, the call is ${session.state}.`);
  }
  const invitedRawId = rawIdOf(identifier);
  checkThread(options.threadId, false);
  // Raw ids of phone numbers begin with `4:`.
  const capability = invitedRawId.startsWith('4:') ? 'addPhoneNumber' : 'addTeamsUser';
  session.context.checkCapability(capability, 'Failed to add a participant');
  const existing = session.participants.find(({ rawId }) => rawId === invitedRawId);
  return existing ?? session.setup.invite(invitedRawId, options.threadId);
}

/**
 * Removes a participant. As documented, the promise resolves when the participant is gone from `remoteParticipants`.
 * @throws 412/41090 when the call is not running; 403/0 when the role forbids it; 400/0 for a person who is not in the
 * call.
 */
export async function removeParticipant(
  session: CallSession,
  identifier: CommunicationIdentifier,
): Promise<void> {
  if (!isRunning(session)) {
    throw callingError(412, 41090, `Failed to remove the participant, the call is ${session.state}.`);
  }
  session.context.checkCapability('removeParticipant', 'Failed to remove the participant');
  const removedRawId = rawIdOf(identifier);
  // If a person is in the call from several tabs, the call has several participants with that raw id.
  const removedParticipants = session.participants.filter(({ rawId }) => rawId === removedRawId);
  if (removedParticipants.length === 0) {
    throw callingError(400, 0, 'Failed to remove the participant, who is not in this call.');
  }
  for (const { participantId } of removedParticipants) {
    await session.sharedState.sendRequest({ t: 'remove', participant: participantId });
  }
}
