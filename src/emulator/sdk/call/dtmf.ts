import type { DtmfTone } from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';
import type { CallSession } from './session.ts';

/** Each tone as the character that RTP telephone events know, and its two frequencies in Hz (ITU-T Q.23). */
const tones: Record<DtmfTone, readonly [character: string, low: number, high: number]> = {
  Num1: ['1', 697, 1209],
  Num2: ['2', 697, 1336],
  Num3: ['3', 697, 1477],
  A: ['A', 697, 1633],
  Num4: ['4', 770, 1209],
  Num5: ['5', 770, 1336],
  Num6: ['6', 770, 1477],
  B: ['B', 770, 1633],
  Num7: ['7', 852, 1209],
  Num8: ['8', 852, 1336],
  Num9: ['9', 852, 1477],
  C: ['C', 852, 1633],
  Star: ['*', 941, 1209],
  Num0: ['0', 941, 1336],
  Pound: ['#', 941, 1477],
  D: ['D', 941, 1633],
  // A hook flash is no tone; it is a pause on the line.
  Flash: [',', 0, 0],
};

export function frequenciesOf(tone: DtmfTone): readonly number[] {
  const [, low, high] = tones[tone];
  return [low, high].filter((frequency) => frequency > 0);
}

/** @throws 422/41023 for something that is no tone, 400/41022 where nobody can hear it. */
export async function sendDtmf(session: CallSession, tone: DtmfTone): Promise<void> {
  if (!Object.hasOwn(tones, tone))
    throw callingError(422, 41023, `Failed to send DTMF: '${tone}' is no tone.`);
  if (session.state !== 'Connected') {
    throw callingError(400, 41022, `Failed to send DTMF, the call is ${session.state}.`);
  }
  session.mesh.dtmf(tone, tones[tone][0]);
}
