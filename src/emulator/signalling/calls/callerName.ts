import { sendEvent } from '../endpoints/endpoint.ts';
import type { Call, Participant } from './call.ts';

/**
 * Sends a name of the caller to everyone whom the caller has invited: also while the call rings, and also when the call is
 * connected. A telephone network may find out the name late.
 */
export function sendCallerName(call: Call, caller: Participant, name: string): void {
  for (const { inviterId, endpoint, ringingEndpoints } of call.participants.values()) {
    if (inviterId !== caller.id) continue;
    const receivers = new Set([...ringingEndpoints, ...(endpoint ? [endpoint] : [])]);
    for (const receiver of receivers) sendEvent(receiver, { t: 'caller', call: call.id, name });
  }
}
