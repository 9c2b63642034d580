import { mkdirSync, writeFileSync } from 'node:fs';

/** Writes the phone's own sounds into `public/sounds`: `npm run sounds`. */

const rate = 8_000;

interface Note {
  /** Seconds from the beginning, and how long. */
  readonly at: number;
  readonly lasts: number;
  /** Frequencies in hertz that sound together. */
  readonly tones: readonly number[];
  /** 0 to 1 */
  readonly loud: number;
}

/** A pair of rising fourths, softened, and a pause: what a desk phone rings with, without its bell. */
const rings: Note[] = [0, 0.5].flatMap((at) => [
  { at, lasts: 0.22, tones: [659.26, 1318.51], loud: 0.7 },
  { at: at + 0.18, lasts: 0.34, tones: [880, 1760], loud: 0.7 },
]);

const sounds: Readonly<Record<string, { seconds: number; notes: readonly Note[] }>> = {
  ring: { seconds: 3, notes: rings },
  // Europe's ringback tone, 425 Hz, one second in five.
  ringback: { seconds: 5, notes: [{ at: 0, lasts: 1, tones: [425], loud: 0.25 }] },
  waiting: { seconds: 4, notes: [{ at: 0, lasts: 0.18, tones: [587.33], loud: 0.3 }] },
  ended: {
    seconds: 0.6,
    notes: [
      { at: 0, lasts: 0.2, tones: [523.25], loud: 0.35 },
      { at: 0.18, lasts: 0.35, tones: [392], loud: 0.35 },
    ],
  },
};

/** Rises in 12 ms and falls over the note's last third, so that nothing clicks. */
function level({ at, lasts, tones, loud }: Note, time: number): number {
  const into = time - at;
  if (into < 0 || into > lasts) return 0;
  const edge = Math.min(into / 0.012, (lasts - into) / (lasts / 3), 1);
  const wave = tones.reduce(
    (sum, tone, nth) => sum + Math.sin(2 * Math.PI * tone * into) / (nth + 1) ** 2,
    0,
  );
  return (loud * edge * wave) / 1.25;
}

/** 16 bit, one channel. */
function toWav(seconds: number, notes: readonly Note[]): Buffer {
  const count = Math.round(seconds * rate);
  const file = Buffer.alloc(44 + count * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + count * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(count * 2, 40);
  for (let i = 0; i < count; i += 1) {
    const sample = notes.reduce((sum, note) => sum + level(note, i / rate), 0);
    file.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), 44 + i * 2);
  }
  return file;
}

mkdirSync('public/sounds', { recursive: true });
for (const [name, { seconds, notes }] of Object.entries(sounds))
  writeFileSync(`public/sounds/${name}.wav`, toWav(seconds, notes));
