import { callingError } from '../base/errors.ts';
import { pageConditions } from '../base/pageConditions.ts';
import type { CallSession } from './session.ts';

const holdable = new Set(['Connected', 'LocalHold', 'RemoteHold']);

/**
 * Puts a call on hold or takes it back: this side neither sends nor hears, and the others are told. Everyone who
 * held must resume.
 * @returns when what is sent has changed; of a hold and a resume at the same time the later one wins.
 * @throws 500/41033 or 500/41034 where there is nothing to hold or resume, or a condition lets it fail.
 */
export async function setHold(session: CallSession, hold: boolean): Promise<void> {
  if (!holdable.has(session.state)) {
    throw hold
      ? callingError(500, 41033, `Failed to hold the call, it is ${session.state}.`, 'UnexpectedClientError')
      : callingError(
          500,
          41034,
          `Failed to resume the call, it is ${session.state}.`,
          'UnexpectedClientError',
        );
  }
  const { holdFails, resumeFails } = pageConditions();
  if (hold ? holdFails : resumeFails) {
    throw hold
      ? callingError(500, 41033, 'Failed to hold the call.', 'UnexpectedClientError')
      : callingError(500, 41034, 'Failed to resume the call.', 'UnexpectedClientError');
  }
  const { local, mesh } = session;
  if (local.hold === hold) return local.setHold(hold);
  const applied = local.setHold(hold);
  mesh.setHold(hold);
  mesh.setDeaf(hold || session.incomingAudioMuted);
  session.entry.publish();
  session.refresh();
  return applied;
}
