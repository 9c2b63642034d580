import { expect, test } from 'vitest';
import { readBenchOptions } from './options.ts';

test('a benchmark runs in full by default', () => {
  expect(readBenchOptions([], [])).toEqual({ smoke: false });
});

test('the command line may have --smoke, and the options of the benchmark', () => {
  expect(readBenchOptions([], ['--smoke'])).toEqual({ smoke: true });
  expect(readBenchOptions(['explain'], ['--explain'])).toEqual({ smoke: false, explain: true });
});

test('an option that the benchmark does not have is an error', () => {
  expect(() => readBenchOptions([], ['--smok'])).toThrow(TypeError);
  expect(() => readBenchOptions([], ['--explain'])).toThrow(TypeError);
});
