import { groupThreadPattern } from '../../wire/meetingLink.ts';
import { callingError } from '../base/errors.ts';

/**
 * Checks the thread of a group call: the id of a Teams chat, which the app has created through Microsoft Graph.
 * @param isNeeded whether the call needs a thread, as a call to several people does.
 * @throws 500/41001 when the thread is needed and missing, as observed in SDK 2.0.0; 400/0 when the thread is not
 * well-formed.
 */
export function checkThread(threadId: string | undefined, isNeeded: boolean): void {
  if (threadId === undefined) {
    if (!isNeeded) return;
    const message = 'Failed to start the call: a group call needs a threadId.';
    throw callingError(500, 41001, message, 'UnexpectedClientError');
  }
  if (groupThreadPattern.test(threadId)) return;
  throw callingError(400, 0, 'The threadId is not well-formed: expected 19:…@thread.v2.');
}
