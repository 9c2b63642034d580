import type { Agent, Call, Participant } from '../declaredTypes.ts';

// Texts for the messages of failed expectations.

/** Describes a participant, such as `Bob Baker (Joined, muted)`. */
function describeParticipant({ name, presence, state, hand, caller }: Participant): string {
  const facts = [
    presence,
    state.muted && 'muted',
    state.hold && 'holds',
    state.video && 'camera on',
    state.screen && 'shares a screen',
    hand !== null && 'hand raised',
    caller !== null && `called by ${caller}`,
  ];
  return `${name} (${facts.filter(Boolean).join(', ')})`;
}

/** Lists calls, one on each line. */
export function describeCalls(calls: readonly Call[]): string {
  const lines = calls.map(({ kind, recording, participants }) => {
    const facts = recording ? `${kind}, recording ${recording}` : kind;
    return `  ${facts}: ${participants.map(describeParticipant).join(', ') || 'nobody'}`;
  });
  return lines.join('\n') || '  none';
}

/** Lists call agents, one on each line. */
export function describeAgents(agents: readonly Agent[]): string {
  const lines = agents.map(({ name, kind, connected }) => {
    const place = kind === 'page' ? 'in a page' : 'virtual';
    return `  ${name}: ${place}, ${connected ? 'connected' : 'not connected'}`;
  });
  return lines.join('\n') || '  none';
}
