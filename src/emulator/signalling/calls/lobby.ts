import * as endCodes from '../../wire/endCodes.ts';
import type { EndCode } from '../../wire/protocol.ts';
import { sendEvent } from '../endpoints/endpoint.ts';
import type { Call, Participant } from './call.ts';
import { announceParticipant, createContextEvent } from './callContext.ts';
import type { CallStore } from './callStore.ts';

/** Puts a participant into the lobby, without roster and events, and rejects them after `timeoutMs`. */
export function moveToLobby(calls: CallStore, call: Call, participant: Participant, timeoutMs: number): void {
  participant.presence = 'InLobby';
  participant.cancelTimer = calls.clock.after(timeoutMs, () =>
    rejectFromLobby(calls, call, participant, endCodes.lobbyTimeout),
  );
  if (participant.endpoint) sendEvent(participant.endpoint, createContextEvent(call, participant));
  announceParticipant(call, participant);
}

export function rejectFromLobby(
  calls: CallStore,
  call: Call,
  participant: Participant,
  end: EndCode = endCodes.deniedInLobby,
): void {
  calls.notifyEnd(call, participant, end);
  calls.removeParticipant(call, participant, end);
}
