import { parseArgs } from 'node:util';

/**
 * Reads the command line of a benchmark, such as `npm run bench -- web --smoke`.
 *
 * With `--smoke` a benchmark carries out each step once, with small counts. It takes seconds, and shows that the benchmark still
 * works: it fails if a step fails, if a figure is missing, or if a count is above its limit. It does not enforce limits on times
 * and rates, which a busy machine would not keep.
 * @param flags the other options of this benchmark, without `--`
 * @returns whether each option was given
 * @throws TypeError if the benchmark does not have an option of the command line
 */
export function readBenchOptions<Flag extends string = never>(
  flags: readonly Flag[] = [],
): Record<Flag | 'smoke', boolean> {
  const flag = { type: 'boolean', default: false } as const;
  const options = Object.fromEntries(['smoke', ...flags].map((name) => [name, flag]));
  return parseArgs({ options }).values as Record<Flag | 'smoke', boolean>;
}
