import type { Call, Participant } from '../calls/call.ts';
import type { CallStore } from '../calls/callStore.ts';
import { checkCapability, createRefusal } from '../calls/capabilities.ts';
import type { CommandOf, CommandResult } from './command.ts';
import * as endCodes from '../../wire/endCodes.ts';
import type { EndCode } from '../../wire/protocol.ts';
import { sendEvent } from '../endpoints/endpoint.ts';
import { announceParticipant, createContextEvent } from '../calls/callContext.ts';

/** Admits participants from the lobby, and ignores the ids of participants who do not wait there. */
export function admitFromLobby(
  calls: CallStore,
  call: Call,
  sender: Participant,
  { participants }: CommandOf<'admit'>,
): CommandResult {
  const refusal = checkCapability(call, sender, 'manageLobby');
  if (refusal) return refusal;
  const waitingParticipants = participants
    .map((id) => call.participants.get(id))
    .filter((participant) => participant?.presence === 'InLobby');
  for (const participant of waitingParticipants) if (participant) calls.completeJoin(call, participant);
  return waitingParticipants.length > 0
    ? undefined
    : createRefusal(400, 0, 'None of these participants waits in the lobby.');
}

export function denyFromLobby(
  calls: CallStore,
  call: Call,
  sender: Participant,
  participantId: string,
): CommandResult {
  const refusal = checkCapability(call, sender, 'manageLobby');
  if (refusal) return refusal;
  const waitingParticipant = call.participants.get(participantId);
  if (waitingParticipant?.presence !== 'InLobby') {
    return createRefusal(400, 0, 'This participant does not wait in the lobby.');
  }
  rejectFromLobby(calls, call, waitingParticipant);
}

/** Puts a participant into the lobby, without roster and events, and rejects them after `timeoutMs`. */
export function moveToLobby(calls: CallStore, call: Call, participant: Participant, timeoutMs: number): void {
  participant.presence = 'InLobby';
  participant.cancelTimer = calls.clock.after(timeoutMs, () =>
    rejectFromLobby(calls, call, participant, endCodes.lobbyTimeout),
  );
  if (participant.endpoint) sendEvent(participant.endpoint, createContextEvent(call, participant));
  announceParticipant(call, participant);
}

function rejectFromLobby(
  calls: CallStore,
  call: Call,
  participant: Participant,
  end: EndCode = endCodes.deniedInLobby,
): void {
  calls.notifyEnd(call, participant, end);
  calls.removeParticipant(call, participant, end);
}
