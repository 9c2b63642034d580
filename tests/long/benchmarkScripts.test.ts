import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { listBenchmarkScripts } from './benchmarkScripts.ts';
import { longParts } from './parts.ts';

const root = resolve(import.meta.dirname, '../..');
const readSource = (path: string) => readFileSync(resolve(root, path), 'utf8');

test('npm run test:long runs the benchmarks', () => {
  const commands = longParts.map(({ command }) => command);
  expect(commands).toContain('npx tsx tests/long/benchmarks.ts');
});

test.each(listBenchmarkScripts())('$name has a short mode', ({ command }) => {
  const path = /^tsx (tests\/bench\/\w+\.ts)$/.exec(command)?.[1];
  expect(path, `${command} is not a file of tests/bench`).toBeDefined();
  expect(readSource(path ?? '')).toMatch(/\bsmoke\b[^;]*= readBenchOptions\(/);
});

test('every program of tests/bench is a command that npm run test:long runs', () => {
  const programs = readdirSync(resolve(root, 'tests/bench'))
    .map((file) => `tests/bench/${file}`)
    .filter((path) => path.endsWith('.ts') && readSource(path).includes('The program of `npm run'));
  const commands = listBenchmarkScripts().map(({ command }) => command);
  expect(programs.map((path) => `tsx ${path}`).toSorted()).toEqual(commands.toSorted());
});
