import { parseArgs } from 'node:util';

/**
 * Reads the command line of a benchmark, such as `npm run bench -- web --smoke`.
 *
 * With `--smoke` a benchmark carries out each step once, with small counts. It takes seconds, and shows that the benchmark still
 * works: it fails if a step fails, if a figure is missing, or if a count is above its limit. It does not enforce limits on times
 * and rates, which a busy machine would not keep.
 * @throws TypeError if the command line has another option
 */
export function readBenchOptions(): { smoke: boolean } {
  const { values } = parseArgs({ options: { smoke: { type: 'boolean', default: false } } });
  return values;
}
