import type { EndCode } from '../../wire/protocol.ts';
import * as endCodes from '../../wire/endCodes.ts';
import type { Call } from './call.ts';

/**
 * Chooses the end reason for the last participant of a call, after the second-last participant has left or an invitation
 * has failed. The server chooses its other end reasons where it ends a call, from `wire/endCodes.ts`.
 * @param end the end reason of the participant who has just left, or whose invitation has failed.
 */
export function chooseEndReasonForLast({ hasConnected, failedInvitations }: Call, end: EndCode): EndCode {
  if (end === endCodes.mediaRefused || end === endCodes.mediaLost) return end;
  if (hasConnected)
    return end.subCode === endCodes.disconnectedAbruptly.subCode
      ? endCodes.disconnectedAbruptly
      : endCodes.hungUp;
  const isDeclined = ({ code }: EndCode) => code === endCodes.declined.code;
  return failedInvitations.length > 1 && failedInvitations.every(isDeclined) ? endCodes.allDeclined : end;
}
