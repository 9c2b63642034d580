import type { AddTeamsParticipantOptions, RemoteParticipant } from '@azure/communication-calling';
import type { CommunicationIdentifier } from '@azure/communication-common';
import { chatThread } from '../../wire/meetingLink.ts';
import { callingError } from '../base/errors.ts';
import { rawIdOf } from '../base/identifiers.ts';
import type { CallSession } from './session.ts';

/**
 * A group call belongs to a Teams chat, which the app makes by Graph and names here.
 * @throws 500/41001, as the SDK was seen to do, without one; 400/0 for a text that names no chat.
 */
export function checkThread(threadId: string | undefined, needed: boolean): void {
  if (threadId === undefined) {
    if (!needed) return;
    throw callingError(
      500,
      41001,
      'Failed to start the call: a group call needs a threadId.',
      'UnexpectedClientError',
    );
  }
  if (chatThread.test(threadId)) return;
  throw callingError(400, 0, 'The threadId is not well-formed: it looks like 19:…@thread.v2.');
}

const running = new Set(['Connected', 'LocalHold', 'RemoteHold']);

/** Rings someone into a running call. How it goes shows in the participant's state. */
export function addParticipant(
  session: CallSession,
  identifier: CommunicationIdentifier,
  options: AddTeamsParticipantOptions = {},
): RemoteParticipant {
  if (!running.has(session.state)) {
    throw callingError(412, 41089, `Failed to add a participant, the call is ${session.state}.`);
  }
  const id = rawIdOf(identifier);
  checkThread(options.threadId, false);
  const capability = id.startsWith('4:') ? 'addPhoneNumber' : 'addTeamsUser';
  session.place.check(capability, 'Failed to add a participant');
  const known = session.participants.find(({ rawId }) => rawId === id);
  return known ?? session.entry.invite(id, options.threadId);
}

/**
 * Settles when the participant is gone from `remoteParticipants`, as documented.
 * @throws 403/0 when the role forbids it, 400/0 for somebody who is not in the call.
 */
export async function removeParticipant(
  session: CallSession,
  identifier: CommunicationIdentifier,
): Promise<void> {
  if (!running.has(session.state)) {
    throw callingError(412, 41090, `Failed to remove the participant, the call is ${session.state}.`);
  }
  session.place.check('removeParticipant', 'Failed to remove the participant');
  const id = rawIdOf(identifier);
  const gone = session.participants.filter(({ rawId }) => rawId === id);
  if (gone.length === 0) {
    throw callingError(400, 0, 'Failed to remove the participant, who is not in this call.');
  }
  // A person may be there with several windows.
  for (const { participantId } of gone) {
    await session.shared.request({ t: 'remove', participant: participantId });
  }
}
