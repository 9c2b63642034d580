import { createWriteStream, openSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Recorder } from '../core/recorder/recorder.ts';

/**
 * Switches the recorder on, and writes its trace to a file. If a later write fails, for example because the disk is full, it says so
 * on standard error and switches the recorder off; the emulator goes on.
 * @returns the function that completes the file
 * @throws Error if the file cannot be opened
 */
export function recordToFile(recorder: Recorder, file: string): { end(): Promise<void> } {
  const stream = createWriteStream(file, { fd: openSync(file, 'w') });
  stream.on('error', ({ message }) => {
    recorder.setOn(false);
    recorder.writeTo(null);
    process.stderr.write(`The emulator has stopped recording to ${file}: ${message}\n`);
  });
  recorder.writeTo((line) => stream.write(`${line}\n`));
  recorder.setOn(true);
  return {
    async end() {
      recorder.setOn(false);
      if (stream.errored) return;
      stream.end();
      // A failure of the last write is told by the listener above.
      await finished(stream).catch(() => undefined);
    },
  };
}
