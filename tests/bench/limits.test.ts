import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LimitReport } from './limits.ts';

const exitCodeBefore = process.exitCode;
beforeEach(() => vi.spyOn(console, 'log').mockImplementation(() => undefined));
afterEach(() => (process.exitCode = exitCodeBefore));

/** @returns the exit code of a benchmark with these figures */
function readExitCode(report: LimitReport, addFigures: (report: LimitReport) => void): unknown {
  addFigures(report);
  report.setExitCode();
  return process.exitCode;
}

test('a benchmark ends with an error if a count or a time exceeds its limit', () => {
  expect(readExitCode(new LimitReport(10), (report) => report.add('requests', '2', false))).toBe(1);
  expect(readExitCode(new LimitReport(10), (report) => report.addTimed('time', '9 ms', 9, false))).toBe(1);
  expect(readExitCode(new LimitReport(10), (report) => report.addTimed('time', '9 ms', 9, true))).toBe(0);
});

test('with --smoke, a time may exceed its limit, but it must have been measured', () => {
  const smoke = () => new LimitReport(10, true);
  expect(readExitCode(smoke(), (report) => report.addTimed('time', '9 ms', 9, false))).toBe(0);
  expect(readExitCode(smoke(), (report) => report.addTimed('time', 'NaN ms', Number.NaN, false))).toBe(1);
  expect(readExitCode(smoke(), (report) => report.add('requests', '2', false))).toBe(1);
});

test('a figure that was not measured does not keep its limit', () => {
  const missing = (report: LimitReport) => report.addTimed('time', 'NaN ms', Number.NaN, true);
  expect(readExitCode(new LimitReport(10), missing)).toBe(1);
});
