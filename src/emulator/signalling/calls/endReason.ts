import type { EndCode } from '../../wire/protocol.ts';
import * as ends from '../../wire/endCodes.ts';
import type { Call } from './call.ts';

/**
 * Decides how a call ends for the last participant, after another one has left or an invitation has failed. All other
 * end reasons are decided where the call ends: look for uses of `wire/endCodes.ts`.
 * @param end the end reason of the participant who left last.
 */
export function endReasonForLast({ hasConnected, failedInvitations }: Call, end: EndCode): EndCode {
  if (end === ends.mediaRefused || end === ends.mediaLost) return end;
  if (hasConnected) return end.subCode === ends.vanished.subCode ? ends.vanished : ends.hungUp;
  const isDeclined = ({ code }: EndCode) => code === ends.declined.code;
  return failedInvitations.length > 1 && failedInvitations.every(isDeclined) ? ends.allDeclined : end;
}
