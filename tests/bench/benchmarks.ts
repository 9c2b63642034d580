import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * The programs that measure the product. Each fails if a limit is not kept. `docs/performance.md` has the limits and the figures.
 * The name stands after `npm run bench --`.
 */
export const benchmarks = Object.entries({
  actions: 'how soon the page shows that a press in a call had an effect',
  call: 'call set-up time, and processor time during a call',
  crowd: 'a meeting of 350 people, and 300 favourites',
  'emulator-package': 'start, idle memory and size of the emulator’s npm package',
  'first-screen': 'how soon a press on Sign in leads to Entra, and how soon the phone can call',
  history: 'search, scrolling and idle time with 10,000 calls and 300 favourites',
  morning: 'a million people who sign in while an ACS resource fails',
  network: 'what two browsers measure of the emulator’s network laboratory',
  service: 'throughput of the token service, beside a bare Hono server',
  'service-faults': 'the token service under floods, slow readers, a hanging Redis and SIGTERM',
  signalling: 'load on the emulator’s signalling',
  size: 'bytes that the first screen loads',
  web: 'loading and responsiveness of the app',
}).map(([name, measures]) => ({ name, measures }));

/**
 * Runs a benchmark in a process of its own, which prints its figures to the terminal.
 * @returns the exit code: 0 if every limit was kept
 */
export function runBenchmark(
  { name }: { readonly name: string },
  options: readonly string[],
  { timeoutMs }: { timeoutMs?: number } = {},
): number {
  // The program of `first-screen` is `firstScreen.ts`.
  const file = name.replaceAll(/-./g, (hyphenAndLetter) => hyphenAndLetter.slice(1).toUpperCase());
  const path = join(import.meta.dirname, `${file}.ts`);
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', path, ...options], {
    stdio: 'inherit',
    timeout: timeoutMs,
  });
  return status ?? 1;
}
