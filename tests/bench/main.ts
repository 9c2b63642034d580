import { benchmarks, runBenchmark } from './benchmarks.ts';

/*
 * `npm run bench -- <name>` runs this file, which runs one benchmark and passes it the rest of the command line. Without a known
 * name, it lists the benchmarks.
 */

const [name, ...options] = process.argv.slice(2);
const benchmark = benchmarks.find((entry) => entry.name === name);
if (benchmark) {
  process.exitCode = runBenchmark(benchmark, options);
} else {
  if (name !== undefined) console.error(`There is no benchmark ${name}.`);
  console.log('npm run bench -- <name>, where the name is one of these:');
  for (const { name: known, measures } of benchmarks) console.log(`  ${known.padEnd(15)} ${measures}`);
  process.exitCode = name === undefined ? 0 : 2;
}
