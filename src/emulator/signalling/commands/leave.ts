import * as endCodes from '../../wire/endCodes.ts';
import type { Call, Participant } from '../calls/call.ts';
import type { CallStore } from '../calls/callStore.ts';
import { checkCapability } from '../calls/capabilities.ts';
import type { CommandOf, CommandResult } from './command.ts';

const endCodesOfMediaFailures = { mediaRefused: endCodes.mediaRefused, mediaLost: endCodes.mediaLost };

/** Lets a participant leave the call, or ends the call for everyone. */
export function leaveOrEndCall(
  calls: CallStore,
  call: Call,
  sender: Participant,
  { everyone, because }: CommandOf<'leave'>,
): CommandResult {
  const refusal = everyone ? checkCapability(call, sender, 'hangUpForEveryOne') : undefined;
  if (everyone && !refusal) {
    calls.endCall(call);
  } else {
    // A participant who is not allowed to end the call for everyone still leaves the call, because the page has left it
    // without waiting for the answer to its command.
    calls.removeParticipant(call, sender, because ? endCodesOfMediaFailures[because] : endCodes.hungUp);
  }
  return refusal;
}
