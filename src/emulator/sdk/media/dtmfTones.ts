import type { DtmfTone } from '@azure/communication-calling';

/** Maps each DTMF tone to its character for `RTCDTMFSender.insertDTMF` and to its two frequencies in Hz (ITU-T Q.23). */
export const dtmfTones: Record<DtmfTone, readonly [character: string, low: number, high: number]> = {
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
  // A hook flash has no frequencies: it interrupts the line for a moment. `insertDTMF` waits 2 s for a comma.
  Flash: [',', 0, 0],
};

/** @returns the two frequencies of a tone in Hz; an empty list for a hook flash. */
export function frequenciesOf(tone: DtmfTone): readonly number[] {
  const [, low, high] = dtmfTones[tone];
  return [low, high].filter((frequency) => frequency > 0);
}
