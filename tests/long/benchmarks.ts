import { benchmarks, runBenchmark } from '../bench/benchmarks.ts';

/**
 * The program of the part `benchmarks` of `npm run test:long`. It runs every benchmark with `--smoke`, and fails if one fails.
 * `tests/bench/options.ts` says what a benchmark does with this option.
 */
const maxMinutes = 5;

const results = benchmarks.map((benchmark) => {
  console.log(`\n${benchmark.name}`);
  const startedAt = Date.now();
  const exitCode = runBenchmark(benchmark, ['--smoke'], { timeoutMs: maxMinutes * 60_000 });
  return { name: benchmark.name, hasPassed: exitCode === 0, seconds: (Date.now() - startedAt) / 1000 };
});

console.log('');
for (const { name, hasPassed, seconds } of results)
  console.log(`${hasPassed ? 'passed' : 'FAILED'}  ${name.padEnd(18)} ${seconds.toFixed(0)} s`);
process.exitCode = results.every(({ hasPassed }) => hasPassed) ? 0 : 1;
