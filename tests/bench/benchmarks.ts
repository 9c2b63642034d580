import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * The programs that measure the product. Each fails if a limit is not kept. `docs/performance.md` has the limits and the figures.
 * The name stands after `npm run bench --`, and `file` is a file of this folder.
 */
export const benchmarks = [
  {
    name: 'actions',
    file: 'actions.ts',
    measures: 'how soon the page shows that a press in a call had an effect',
  },
  { name: 'call', file: 'call.ts', measures: 'call set-up time, and processor time during a call' },
  { name: 'crowd', file: 'crowd.ts', measures: 'a meeting of 350 people, and 300 favourites' },
  {
    name: 'first-screen',
    file: 'firstScreen.ts',
    measures: 'how soon a press on Sign in leads to Entra, and how soon the phone can call',
  },
  {
    name: 'morning',
    file: 'morning.ts',
    measures: 'a million people who sign in while an ACS resource fails',
  },
  {
    name: 'service',
    file: 'service.ts',
    measures: 'throughput of the token service, beside a bare Hono server',
  },
  {
    name: 'service-faults',
    file: 'serviceFaults.ts',
    measures: 'the token service under floods, slow readers, a hanging Redis and SIGTERM',
  },
  { name: 'signalling', file: 'signalling.ts', measures: 'load on the emulator’s signalling' },
  { name: 'size', file: 'size.ts', measures: 'bytes that the first screen loads' },
  { name: 'web', file: 'web.ts', measures: 'loading and responsiveness of the app' },
] as const;

/**
 * Runs a benchmark in a process of its own, which prints its figures to the terminal.
 * @returns the exit code: 0 if every limit was kept
 */
export function runBenchmark(
  { file }: { readonly file: string },
  options: readonly string[],
  { timeoutMs }: { timeoutMs?: number } = {},
): number {
  const path = join(import.meta.dirname, file);
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', path, ...options], {
    stdio: 'inherit',
    ...(timeoutMs !== undefined && { timeout: timeoutMs }),
  });
  return status ?? 1;
}
