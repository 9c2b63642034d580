import { startSystem } from '../support/system.ts';

/**
 * Runs the token service and the emulator in a process of their own, so that their memory does not include that of the soak
 * test. The process first sends `{ url, secret, emulatorUrl }`. Then it answers each message with its use of memory.
 */
const system = await startSystem();
process.on('message', () => {
  // Two garbage collections, because the finalisers that run after the first one release more objects.
  for (const _ of [1, 2]) globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  process.send?.({ heapUsed, rss });
});
process.on('disconnect', () => void system.close().then(() => process.exit(0)));
process.send?.({ url: system.url, emulatorUrl: system.emulator.url, secret: system.emulator.secret });
