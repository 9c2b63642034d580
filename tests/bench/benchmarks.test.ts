import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { benchmarks } from './benchmarks.ts';

const readSource = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8');
const runMain = (...args: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'main.ts'), ...args], {
    encoding: 'utf8',
  });

test('every program of tests/bench is in the list of `npm run bench`', () => {
  const programs = readdirSync(import.meta.dirname).filter(
    (file) => file.endsWith('.ts') && readSource(file).includes('The program of `npm run'),
  );
  expect(programs.filter((file) => !file.endsWith('.test.ts')).toSorted()).toEqual(
    benchmarks.map(({ file }) => file).toSorted(),
  );
});

test('`npm run bench` lists the benchmarks, and so does an unknown name, which fails', () => {
  for (const args of [[], ['speed']]) {
    const { stdout, stderr, status } = runMain(...args);
    for (const { name } of benchmarks) expect(stdout).toContain(`\n  ${name} `);
    expect(stderr).toBe(args.length === 0 ? '' : 'There is no benchmark speed.\n');
    expect(status).toBe(args.length === 0 ? 0 : 2);
  }
}, 60_000);

test('`npm run bench` passes the options on to the benchmark', () => {
  const { stderr, status } = runMain('mesh', '--no-such-option');
  expect(stderr).toContain("Unknown option '--no-such-option'");
  expect(status).toBe(1);
}, 60_000);
