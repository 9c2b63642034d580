import type { Agent, Call, Participant } from '../declaredTypes.ts';

// Texts for the messages of failed expectations.

/** @returns what is unusual about a participant, such as `Joined, muted`. */
function describeParticipant({ name, presence, state, hand }: Participant): string {
  const facts = [
    presence,
    ...(state.muted ? ['muted'] : []),
    ...(state.hold ? ['holds'] : []),
    ...(state.video ? ['camera on'] : []),
    ...(state.screen ? ['shares a screen'] : []),
    ...(hand === null ? [] : ['hand raised']),
  ];
  return `${name} (${facts.join(', ')})`;
}

/** Lists calls, one in a line. */
export function describeCalls(calls: readonly Call[]): string {
  if (calls.length === 0) return '  none';
  return calls
    .map(({ kind, recording, participants }) => {
      const facts = recording ? `${kind}, recording ${recording}` : kind;
      return `  ${facts}: ${participants.map(describeParticipant).join(', ') || 'nobody'}`;
    })
    .join('\n');
}

/** Lists call agents, one in a line. */
export function describeAgents(agents: readonly Agent[]): string {
  if (agents.length === 0) return '  none';
  return agents
    .map(
      ({ name, kind, connected }) =>
        `  ${name}: ${kind === 'page' ? 'in a page' : 'virtual'}, ${connected ? 'connected' : 'not connected'}`,
    )
    .join('\n');
}
