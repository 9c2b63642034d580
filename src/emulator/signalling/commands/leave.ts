import * as ends from '../../wire/endCodes.ts';
import type { Call, Participant } from '../calls/call.ts';
import type { CallStore } from '../calls/callStore.ts';
import { capabilityRefusal } from '../calls/capabilities.ts';
import type { CommandOf, CommandResult } from './command.ts';

const mediaEnds = { mediaRefused: ends.mediaRefused, mediaLost: ends.mediaLost };

/** Lets a participant leave, or ends the call for everyone. */
export function leave(
  calls: CallStore,
  call: Call,
  self: Participant,
  { everyone, because }: CommandOf<'leave'>,
): CommandResult {
  const refused = everyone ? capabilityRefusal(call, self, 'hangUpForEveryOne') : undefined;
  if (everyone && !refused) calls.endCall(call);
  // A refused participant leaves all the same: their page has gone from the call without waiting for the answer.
  else calls.removeParticipant(call, self, because ? mediaEnds[because] : ends.hungUp);
  return refused;
}
