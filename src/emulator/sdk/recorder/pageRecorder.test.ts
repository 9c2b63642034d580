import { expect, it, vi } from 'vitest';

const up = { kind: 'call', name: 'CallClient.createTeamsCallAgent', way: 'up' };
const down = { ...up, way: 'down', detail: 'done' };

it.each([
  ['records the call by which the page learns that the emulator records', true, [up, down, up, down]],
  ['sends nothing while the emulator does not record', false, []],
])('the recorder of a page %s', async (_, isRecording, expectedEntries) => {
  vi.resetModules();
  const { setRecording } = await import('../base/recording.ts');
  const { installPageRecorder } = await import('./pageRecorder.ts');
  class Client {
    async createTeamsCallAgent() {
      await Promise.resolve();
      setRecording(isRecording);
    }
  }
  const entries: unknown[] = [];
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('__EMULATOR_ORIGIN__', 'http://localhost:5174');
  vi.stubGlobal('fetch', async (_address: string, { body }: { body: string }) => {
    entries.push(...(JSON.parse(body) as { entries: readonly unknown[] }).entries);
    return Response.json({ recording: isRecording });
  });
  installPageRecorder(Client);
  const client = new Client();
  await client.createTeamsCallAgent();
  await client.createTeamsCallAgent();
  // The second request waits for the answer to the first one.
  await new Promise((resolve) => setTimeout(resolve, 20));
  await vi.waitFor(() => expect(entries).toMatchObject(expectedEntries));
});
