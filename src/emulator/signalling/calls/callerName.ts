import { sendEvent } from '../endpoints/endpoint.ts';
import type { Call, Participant } from './call.ts';

/**
 * Sends a name of the caller to everyone whom the caller has invited: also while the call rings, and also when the call is
 * connected. A telephone network may find out the name late.
 */
export function sendCallerName(call: Call, caller: Participant, name: string): void {
  for (const participant of call.participants.values()) {
    const { invitation, endpoint, ringingEndpoints } = participant;
    if (invitation?.from.participant !== caller.id) continue;
    participant.invitation = { ...invitation, from: { ...invitation.from, name } };
    const receivers = new Set([...ringingEndpoints, ...(endpoint ? [endpoint] : [])]);
    for (const receiver of receivers) sendEvent(receiver, { t: 'caller', call: call.id, name });
  }
}
