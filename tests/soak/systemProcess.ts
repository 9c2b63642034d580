import { startSystem } from '../support/system.ts';

/**
 * The token service and the emulator in a process of their own, so that their memory is measured without that of the
 * soak test. Sends `{ url, secret, emulatorUrl }` once, and answers each message with its memory.
 */
const system = await startSystem();
process.on('message', () => {
  // Twice, because finalisers of the first collection release more objects.
  for (const _ of [1, 2]) globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  process.send?.({ heapUsed, rss });
});
process.on('disconnect', () => void system.close().then(() => process.exit(0)));
process.send?.({ url: system.url, emulatorUrl: system.emulator.url, secret: system.emulator.secret });
