import { spawnSync } from 'node:child_process';
import { listBenchmarkScripts } from './benchmarkScripts.ts';

/**
 * The program of the part `benchmarks` of `npm run test:long`. It runs every benchmark with `--smoke`, and fails if one fails.
 * `tests/bench/options.ts` says what a benchmark does with this option.
 */
const maxMinutes = 5;

const results = listBenchmarkScripts().map(({ name }) => {
  console.log(`\n${name}`);
  const startedAt = Date.now();
  const { status } = spawnSync('npm', ['run', '--silent', name, '--', '--smoke'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    timeout: maxMinutes * 60_000,
  });
  return { name, hasPassed: status === 0, seconds: (Date.now() - startedAt) / 1000 };
});

console.log('');
for (const { name, hasPassed, seconds } of results)
  console.log(`${hasPassed ? 'passed' : 'FAILED'}  ${name.padEnd(18)} ${seconds.toFixed(0)} s`);
process.exitCode = results.length > 0 && results.every(({ hasPassed }) => hasPassed) ? 0 : 1;
