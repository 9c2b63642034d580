import type { DtmfTone } from '@azure/communication-calling';

/** A key of a telephone: its two frequencies in hertz (ITU-T Q.23), and the SDK's name of its tone. */
export interface Key {
  readonly label: string;
  readonly tone: DtmfTone;
  readonly frequencies: readonly [number, number];
}

const rows = [697, 770, 852, 941] as const;
const columns = [1209, 1336, 1477] as const;

const key = (label: string, tone: DtmfTone, row: number, column: number): Key => ({
  label,
  tone,
  frequencies: [rows[row] ?? 0, columns[column] ?? 0],
});

/** The keys from left to right and from top to bottom. */
export const keys: readonly Key[] = [
  key('1', 'Num1', 0, 0),
  key('2', 'Num2', 0, 1),
  key('3', 'Num3', 0, 2),
  key('4', 'Num4', 1, 0),
  key('5', 'Num5', 1, 1),
  key('6', 'Num6', 1, 2),
  key('7', 'Num7', 2, 0),
  key('8', 'Num8', 2, 1),
  key('9', 'Num9', 2, 2),
  key('*', 'Star', 3, 0),
  key('0', 'Num0', 3, 1),
  key('#', 'Pound', 3, 2),
];

const toneSeconds = 0.15;
const loudness = 0.06;

/** Plays the tone of a key to the user. */
export function playTone({ frequencies }: Key): void {
  const context = new AudioContext();
  const gain = context.createGain();
  gain.gain.value = loudness;
  gain.connect(context.destination);
  const tones = frequencies.map((frequency) => new OscillatorNode(context, { frequency }));
  for (const tone of tones) {
    tone.connect(gain);
    tone.start();
    tone.stop(context.currentTime + toneSeconds);
  }
  tones[0]?.addEventListener('ended', () => void context.close());
}
