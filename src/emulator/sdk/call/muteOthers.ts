import type { CallSession } from './session.ts';
import { callingError } from '../base/errors.ts';

/**
 * Asks participants to be muted, which they are; each may unmute again.
 * @param participants everyone, when left out.
 * @throws 400/0 in a 1:1 call: the SDK mutes others in group calls and meetings only; 403/0 when the role forbids it.
 */
export async function muteOthers(session: CallSession, participants?: readonly string[]): Promise<void> {
  if (session.place.kind === 'oneToOne') {
    throw callingError(405, participants ? 42006 : 41093, 'Failed to mute others: not in a 1:1 call.');
  }
  session.place.check('muteOthers', 'Failed to mute others');
  const all = session.participants.map(({ participantId }) => participantId);
  await session.shared.request({ t: 'mute', participants: [...(participants ?? all)] });
}

/** Somebody has muted this side. */
export function mutedByOthers(session: CallSession): void {
  if (session.local.muted) return;
  void session.local.setMuted(true);
  session.events.emit('mutedByOthers');
}
