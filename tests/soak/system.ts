import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createControls } from '../support/controls.ts';

/** The memory, in bytes after a garbage collection, of the process that runs both the token service and the emulator. */
export interface ServerMemory {
  readonly heapUsed: number;
  readonly rss: number;
}

/** Starts the token service and the emulator in a child process. */
export async function forkSystem() {
  const child = fork(join(import.meta.dirname, 'systemProcess.ts'), {
    execArgv: ['--import', 'tsx', '--expose-gc'],
  });
  const unexpectedExit = once(child, 'exit').then(() => {
    throw new Error('The process of the token service and the emulator ended.');
  });
  const [firstMessage] = (await Promise.race([once(child, 'message'), unexpectedExit])) as [
    { url: string; emulatorUrl: string; secret: string },
  ];
  // If the process ends later, requests to it fail anyway. Without this handler, Node would also report the rejection.
  unexpectedExit.catch(() => {});
  const emulator = { url: firstMessage.emulatorUrl, secret: firstMessage.secret };
  return {
    url: firstMessage.url,
    controls: createControls({ emulator }),
    async measureMemory(): Promise<ServerMemory> {
      child.send('memory');
      const [memory] = (await once(child, 'message')) as [ServerMemory];
      return memory;
    },
    async close(): Promise<void> {
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}

export type SoakSystem = Awaited<ReturnType<typeof forkSystem>>;
