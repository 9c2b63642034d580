import { mkdirSync, writeFileSync } from 'node:fs';

/** Run by `npm run sounds`: writes the sounds of the app into `public/sounds`. */

const rate = 8_000;

interface Note {
  /** Seconds from the start of the sound. */
  readonly start: number;
  /** Length in seconds. */
  readonly duration: number;
  /** Frequencies in hertz, played together. */
  readonly tones: readonly number[];
  /** Loudness, 0 to 1. */
  readonly loudness: number;
}

/** Two rising fourths and a pause, softened: the ring of a desk phone without its bell. */
const rings: Note[] = [0, 0.5].flatMap((start) => [
  { start, duration: 0.22, tones: [659.26, 1318.51], loudness: 0.7 },
  { start: start + 0.18, duration: 0.34, tones: [880, 1760], loudness: 0.7 },
]);

const sounds: Readonly<Record<string, { seconds: number; notes: readonly Note[] }>> = {
  ring: { seconds: 3, notes: rings },
  // Europe's ringback tone, 425 Hz, one second in five.
  ringback: { seconds: 5, notes: [{ start: 0, duration: 1, tones: [425], loudness: 0.25 }] },
  waiting: { seconds: 4, notes: [{ start: 0, duration: 0.18, tones: [587.33], loudness: 0.3 }] },
  ended: {
    seconds: 0.6,
    notes: [
      { start: 0, duration: 0.2, tones: [523.25], loudness: 0.35 },
      { start: 0.18, duration: 0.35, tones: [392], loudness: 0.35 },
    ],
  },
};

/**
 * The sample of a note at a time. It rises in 12 ms and fades over the last third of the note, so that nothing
 * clicks.
 */
function sampleOf({ start, duration, tones, loudness }: Note, time: number): number {
  const elapsed = time - start;
  if (elapsed < 0 || elapsed > duration) return 0;
  const edge = Math.min(elapsed / 0.012, (duration - elapsed) / (duration / 3), 1);
  const wave = tones.reduce(
    (sum, tone, index) => sum + Math.sin(2 * Math.PI * tone * elapsed) / (index + 1) ** 2,
    0,
  );
  return (loudness * edge * wave) / 1.25;
}

/** Makes a WAV file with 16 bits and one channel. */
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
    const sample = notes.reduce((sum, note) => sum + sampleOf(note, i / rate), 0);
    file.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), 44 + i * 2);
  }
  return file;
}

mkdirSync('public/sounds', { recursive: true });
for (const [name, { seconds, notes }] of Object.entries(sounds))
  writeFileSync(`public/sounds/${name}.wav`, toWav(seconds, notes));
