import * as endCodes from '../../wire/endCodes.ts';
import { addParticipant, broadcast, type Call, type Participant } from '../calls/call.ts';
import { turnIntoGroupCall } from '../calls/callContext.ts';
import type { CallStore } from '../calls/callStore.ts';
import { checkCapability, createRefusal } from '../calls/capabilities.ts';
import type { Invitations } from '../ringing/ringing.ts';
import type { CommandOf, CommandResult } from './command.ts';
import { denyFromLobby } from './lobby.ts';

export function inviteIntoCall(
  invitations: Invitations,
  call: Call,
  sender: Participant,
  { participant, id: rawId, threadId }: CommandOf<'add'>,
): CommandResult {
  const refusal = checkCapability(call, sender, rawId.startsWith('4:') ? 'addPhoneNumber' : 'addTeamsUser');
  if (refusal) return refusal;
  if (call.participants.has(participant)) return 'participant exists';
  // Two participants may try to add the same person at the same time.
  if ([...call.participants.values()].some((other) => other.rawId === rawId))
    return 'is in this call already';
  const chatId = threadId ?? call.threadId;
  if (call.kind !== 'meeting' && invitations.network.keepsOut(sender.rawId, rawId, chatId))
    return createRefusal(403, 0, 'The person is not a member of the chat of this call.');
  turnIntoGroupCall(call, threadId);
  invitations.invite(call, sender, addParticipant(call, participant, rawId, 'Connecting'));
}

/** Removes a participant from the call or its lobby, or cancels their invitation. */
export function removeFromCall(
  calls: CallStore,
  call: Call,
  sender: Participant,
  { participant }: CommandOf<'remove'>,
): CommandResult {
  const refusal = checkCapability(call, sender, 'removeParticipant');
  if (refusal) return refusal;
  const target = call.participants.get(participant);
  if (!target) return 'no such participant';
  if (target.presence === 'InLobby') return denyFromLobby(calls, call, sender, participant);
  const end = target.presence === 'Joined' ? endCodes.removedByOther : endCodes.cancelled;
  calls.notifyEnd(call, target, end);
  calls.removeParticipant(call, target, end);
}

export function askToMute(
  call: Call,
  sender: Participant,
  { participants }: CommandOf<'mute'>,
): CommandResult {
  const refusal = checkCapability(call, sender, 'muteOthers');
  if (refusal) return refusal;
  const event = { t: 'muted' as const, call: call.id, by: sender.id };
  broadcast(call, event, sender, ({ id }) => participants.includes(id));
}
