import { parseArgs } from 'node:util';
import { buildEmulatedApp } from '../../support/system.ts';
import { callRows } from './callRows.ts';
import { openEnvironment, type FaultEnvironment } from './faultEnvironment.ts';
import { linkRows } from './linkRows.ts';
import { createYesNoResult, type Row, type RowResult } from './row.ts';
import { signallingRows } from './signallingRows.ts';
import { sleepRows } from './sleepRows.ts';
import { runSpecRows, specRows } from './specRows.ts';

/**
 * `npm run test:faults` produces every fault that the app must survive, in the real app. The command prints a table: each
 * row is a fault, with each measurement beside its limit. If this machine cannot produce a fault, the table says why. The
 * exit code is 1 if a row failed.
 *
 * - `--only <pattern>` runs only the rows whose fault matches the regular expression. Default: all rows.
 * - `--long` also runs the rows that take many minutes. Default: off.
 */
const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, long: { type: 'boolean', default: false } },
});
const isSelected = ({ fault }: { fault: string }) => new RegExp(values.only).test(fault);
const counts = { passed: 0, failed: 0, 'not run': 0 };

function printRow(fault: string, results: readonly RowResult[]): void {
  const hasFailed = results.some(({ hasPassed }) => !hasPassed);
  counts[hasFailed ? 'failed' : 'passed'] += 1;
  console.log(`${hasFailed ? 'FAILED ' : 'passed '} ${fault}`);
  for (const { subject, measured, allowed, hasPassed } of results)
    console.log(`        ${hasPassed ? ' ' : '!'} ${subject}: ${measured} (allowed: ${allowed})`);
}

async function runRow(row: Row, environment: FaultEnvironment): Promise<void> {
  const reason = row.findReasonToSkip?.(environment) ?? null;
  if (reason !== null) {
    counts['not run'] += 1;
    console.log(`not run ${row.fault}: ${reason}`);
    return;
  }
  try {
    printRow(row.fault, await row.run(environment));
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    printRow(row.fault, [createYesNoResult('the row ran to its end', false, text)]);
  }
  await environment.endRow();
  await environment.emulator.resetConditions();
}

buildEmulatedApp();
const rows = [...linkRows, ...signallingRows, ...sleepRows, ...callRows].filter(isSelected);
if (rows.length > 0) {
  const environment = await openEnvironment({ runsLongRows: values.long });
  for (const row of rows) await runRow(row, environment);
  await environment.close();
}
const selectedSpecs = specRows.filter(isSelected);
if (selectedSpecs.length > 0) {
  const results = await runSpecRows(selectedSpecs);
  for (const [i, { fault }] of selectedSpecs.entries()) printRow(fault, results.slice(i, i + 1));
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts['not run']} not run`);
process.exit(counts.failed === 0 ? 0 : 1);
