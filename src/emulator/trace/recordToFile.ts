import { createWriteStream, openSync } from 'node:fs';
import { once } from 'node:events';
import type { Recorder } from '../core/recorder/recorder.ts';

/**
 * Switches the recorder on, and writes its trace to a file.
 * @returns the function that completes the file
 * @throws Error if the file cannot be written
 */
export function recordToFile(recorder: Recorder, file: string): { end(): Promise<void> } {
  const stream = createWriteStream(file, { fd: openSync(file, 'w') });
  recorder.writeTo((line) => stream.write(`${line}\n`));
  recorder.setOn(true);
  return {
    async end() {
      recorder.setOn(false);
      stream.end();
      await once(stream, 'close');
    },
  };
}
