import type { DtmfTone } from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';
import { dtmfTones } from '../media/dtmfTones.ts';
import type { CallSession } from './session.ts';

/**
 * Sends a DTMF tone to all participants.
 * @throws 422/41023 for an unknown tone; 400/41022 when the call is not Connected.
 */
export async function sendDtmf(session: CallSession, tone: DtmfTone): Promise<void> {
  if (!Object.hasOwn(dtmfTones, tone))
    throw callingError(422, 41023, `Failed to send DTMF: '${tone}' is not a tone.`);
  if (session.state !== 'Connected') {
    throw callingError(400, 41022, `Failed to send DTMF, the call is ${session.state}.`);
  }
  const [character] = dtmfTones[tone];
  session.mesh.sendDtmf(tone, character);
}
