import { findCallUses, type UseName } from '../../core/retirement.ts';
import type { Command } from '../../wire/protocol.ts';
import { isAcsUser, isAgent } from '../../wire/rawIds.ts';
import type { Call } from '../calls/call.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';

/**
 * Lists what a page's command uses of Communication Services. Answering a call is the caller's use.
 * @param call the call to which the command belongs, if it exists.
 */
export function listUses(sender: Endpoint, command: Command, call: Call | undefined): readonly UseName[] {
  const { rawId } = sender;
  if (command.t === 'start')
    return findCallUses(
      rawId,
      command.to.map(({ id }) => id),
    );
  if (command.t === 'join') {
    if ('roomId' in command.meeting) return ['rooms'];
    // The server refuses both of these anyway.
    if (isAgent(rawId) || ('groupId' in command.meeting && !isAcsUser(rawId))) return [];
    return ['groupId' in command.meeting ? 'groupCall' : 'meeting'];
  }
  // In a Teams meeting, everything is a use of the meeting.
  if (command.t !== 'add' || !isAcsUser(rawId) || call?.kind === 'meeting') return [];
  return findCallUses(
    rawId,
    [command.id],
    [...(call?.participants.values() ?? [])].map((other) => other.rawId),
  );
}
