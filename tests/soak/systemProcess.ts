import { startSystem } from '../support/system.ts';

/**
 * The token service and the emulator in a process of their own, so that their memory can be measured apart from the
 * driver of the browsers. Sends `{ url, secret, emulatorUrl }` once, and answers each message with its memory.
 */
const system = await startSystem();
process.on('message', () => {
  // Twice: what the first collection finalises releases more.
  for (const _ of [1, 2]) globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  process.send?.({ heapUsed, rss });
});
process.on('disconnect', () => void system.close().then(() => process.exit(0)));
process.send?.({ url: system.url, emulatorUrl: system.emulator.url, secret: system.emulator.secret });
