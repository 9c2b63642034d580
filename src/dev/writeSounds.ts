import { mkdirSync, writeFileSync } from 'node:fs';

// `npm run write -- sounds` runs this file, which writes the sounds of the app into `public/sounds`.

const sampleRate = 8_000;

interface Note {
  /** From the start of the sound. */
  readonly startSeconds: number;
  readonly durationSeconds: number;
  /** Frequencies in hertz, played together. */
  readonly tones: readonly number[];
  /** Loudness, 0 to 1. */
  readonly loudness: number;
}

/** Two notes, twice. The second is a fourth higher than the first. Each note has its octave as a second tone. */
const ringNotes: Note[] = [0, 0.5].flatMap((startSeconds) => [
  { startSeconds, durationSeconds: 0.22, tones: [659.26, 1318.51], loudness: 0.7 },
  { startSeconds: startSeconds + 0.18, durationSeconds: 0.34, tones: [880, 1760], loudness: 0.7 },
]);

const sounds: Readonly<Record<string, { seconds: number; notes: readonly Note[] }>> = {
  ring: { seconds: 3, notes: ringNotes },
  // This is the ringback tone of Europe: 425 Hz, for one second in five.
  ringback: { seconds: 5, notes: [{ startSeconds: 0, durationSeconds: 1, tones: [425], loudness: 0.25 }] },
  waiting: {
    seconds: 4,
    notes: [{ startSeconds: 0, durationSeconds: 0.18, tones: [587.33], loudness: 0.3 }],
  },
  ended: {
    seconds: 0.6,
    notes: [
      { startSeconds: 0, durationSeconds: 0.2, tones: [523.25], loudness: 0.35 },
      { startSeconds: 0.18, durationSeconds: 0.35, tones: [392], loudness: 0.35 },
    ],
  },
  // Softer than a ring, because the user may be talking.
  held: {
    seconds: 0.8,
    notes: [
      { startSeconds: 0, durationSeconds: 0.3, tones: [659.26], loudness: 0.3 },
      { startSeconds: 0.3, durationSeconds: 0.45, tones: [493.88], loudness: 0.3 },
    ],
  },
};

function calculateSample(note: Note, timeSeconds: number): number {
  const { startSeconds, durationSeconds, tones, loudness } = note;
  const elapsedSeconds = timeSeconds - startSeconds;
  if (elapsedSeconds < 0 || elapsedSeconds > durationSeconds) return 0;
  // The loudness rises for 12 ms and falls in the last third of the note, so that the sound does not click.
  const fall = (durationSeconds - elapsedSeconds) / (durationSeconds / 3);
  const envelope = Math.min(elapsedSeconds / 0.012, fall, 1);
  // The second tone has a quarter of the first one's loudness. The two add up to 1.25 at most.
  const wave = tones.reduce(
    (sum, tone, index) => sum + Math.sin(2 * Math.PI * tone * elapsedSeconds) / (index + 1) ** 2,
    0,
  );
  return (loudness * envelope * wave) / 1.25;
}

/** Creates a WAV file with 16 bits per sample and one channel: a header of 44 bytes, and the samples. */
function createWav(seconds: number, notes: readonly Note[]): Buffer {
  const sampleCount = Math.round(seconds * sampleRate);
  const file = Buffer.alloc(44 + sampleCount * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + sampleCount * 2, 4);
  // The format: 16 bytes, PCM, one channel, samples per second, bytes per second, bytes per sample, bits per sample.
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(sampleCount * 2, 40);
  for (let i = 0; i < sampleCount; i += 1) {
    const sample = notes.reduce((sum, note) => sum + calculateSample(note, i / sampleRate), 0);
    file.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), 44 + i * 2);
  }
  return file;
}

mkdirSync('public/sounds', { recursive: true });
for (const [name, { seconds, notes }] of Object.entries(sounds))
  writeFileSync(`public/sounds/${name}.wav`, createWav(seconds, notes));
