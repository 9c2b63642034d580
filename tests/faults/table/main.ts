import { parseArgs } from 'node:util';
import { buildEmulatedApp } from '../../support/buildApp.ts';
import { builtOrigin, emulatedBuild } from '../../support/system.ts';
import { openEnvironment, type FaultEnvironment } from './faultEnvironment.ts';
import { linkRows } from './linkRows.ts';
import { pageRows } from './pageRows.ts';
import { createYesNoResult, type Row, type RowResult } from './row.ts';

/**
 * `npm run test:faults` produces faults of the machine and its network, which the app must survive, in the real app. The command
 * prints a table: each row is a fault, with each measurement beside its limit. If this machine cannot produce a fault, the table
 * says why. The exit code is 1 if a row failed.
 *
 * - `--only <pattern>` runs only the rows whose fault matches the regular expression. Default: all rows.
 * - `--long` also runs the rows that take many minutes. Default: off.
 */
const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, long: { type: 'boolean', default: false } },
});
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
}

buildEmulatedApp(emulatedBuild, builtOrigin);
const environment = await openEnvironment({ runsLongRows: values.long });
for (const row of [...linkRows, ...pageRows])
  if (new RegExp(values.only).test(row.fault)) await runRow(row, environment);
await environment.close();
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts['not run']} not run`);
process.exit(counts.failed === 0 ? 0 : 1);
