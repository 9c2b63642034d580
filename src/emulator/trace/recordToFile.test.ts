import { expect, onTestFinished, test, vi } from 'vitest';
import { startEmulator } from '../emulator.ts';

test('if the disk is full, the recording stops with one sentence, and the emulator goes on and stops', async () => {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => written.mockRestore());
  const emulator = await startEmulator({ port: 0, record: '/dev/full' });
  const sentences = () =>
    written.mock.calls.map(([text]) => String(text)).filter((text) => text.includes('/dev/full'));
  await vi.waitFor(() => expect(sentences()).toHaveLength(1));
  expect(sentences()[0]).toMatch(/^The emulator has stopped recording to \/dev\/full: ENOSPC.*\n$/);
  expect((await fetch(`${emulator.url}/openapi.json`)).status).toBe(200);
  await emulator.stop();
  expect(sentences()).toHaveLength(1);
});
