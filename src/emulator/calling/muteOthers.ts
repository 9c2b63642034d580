import type { CallSession } from './session.ts';
import { callingError } from './errors.ts';

/**
 * Asks participants to be muted, which they are; each may unmute again.
 * @param participants everyone, when left out.
 * @throws 400/0 in a 1:1 call: the SDK mutes others in group calls and meetings only.
 */
export async function muteOthers(session: CallSession, participants?: readonly string[]): Promise<void> {
  if (session.participants.length < 2) {
    throw callingError(400, 0, 'Failed to mute others: only in group calls and meetings.');
  }
  const { connection, id: call } = session.deps;
  const all = session.participants.map(({ participantId }) => participantId);
  connection.send({ t: 'mute', call, participants: [...(participants ?? all)] });
}

/** Somebody has muted this side. */
export function mutedByOthers(session: CallSession): void {
  if (session.local.muted) return;
  session.local.setMuted(true);
  session.events.emit('mutedByOthers');
}
