import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const packagePath = resolve(import.meta.dirname, '../../package.json');

/** A command of package.json that measures the product. */
export interface BenchmarkScript {
  /** The name of the command, for example `bench:web`. */
  readonly name: string;
  /** The command line, for example `tsx tests/bench/web.ts`. */
  readonly command: string;
}

/** @returns every command of package.json whose name begins with `bench:` */
export function listBenchmarkScripts(): readonly BenchmarkScript[] {
  const { scripts } = JSON.parse(readFileSync(packagePath, 'utf8')) as { scripts: Record<string, string> };
  return Object.entries(scripts)
    .filter(([name]) => name.startsWith('bench:'))
    .map(([name, command]) => ({ name, command }));
}
