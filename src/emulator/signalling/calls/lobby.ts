import * as ends from '../../wire/endCodes.ts';
import type { EndCode } from '../../wire/protocol.ts';
import { sendEvent } from '../endpoints/endpoint.ts';
import type { Call, Participant } from './call.ts';
import { announceParticipant, contextEvent } from './callContext.ts';
import type { CallStore } from './callStore.ts';

/**
 * Puts a participant into the lobby, where they learn nothing of the meeting.
 * @param timeoutMs milliseconds after which they are removed.
 */
export function waitInLobby(calls: CallStore, call: Call, participant: Participant, timeoutMs: number): void {
  participant.presence = 'InLobby';
  participant.cancelTimer = calls.clock.after(timeoutMs, () =>
    rejectFromLobby(calls, call, participant, ends.lobbyTimeout),
  );
  if (participant.endpoint) sendEvent(participant.endpoint, contextEvent(call, participant));
  announceParticipant(call, participant);
}

export function rejectFromLobby(
  calls: CallStore,
  call: Call,
  participant: Participant,
  end: EndCode = ends.deniedInLobby,
): void {
  calls.notifyEnd(call, participant, end);
  calls.removeParticipant(call, participant, end);
}
