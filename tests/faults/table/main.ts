import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { builtOrigin, emulatedBuild } from '../../support/system.ts';
import { deviceRows } from './deviceRows.ts';
import { linkRows } from './linkRows.ts';
import { pageRows } from './pageRows.ts';
import { ringRows } from './ringRows.ts';
import type { Figure, Row } from './row.ts';
import { signallingRows } from './signallingRows.ts';
import { sleepRows } from './sleepRows.ts';
import { runSpecRows, specRows } from './specRows.ts';
import { openEnvironment, type FaultEnvironment } from './faultEnvironment.ts';

/**
 * `npm run test:faults`: produces every fault that the app must survive, in the real app, and prints each measured figure
 * beside its limit. `--only <pattern>` runs only the rows whose name matches it, `--long` also those that take many minutes.
 * A row that this machine cannot produce is listed with the reason. The exit code is 1 when a row failed.
 */
const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, long: { type: 'boolean', default: false } },
});
const isSelected = ({ fault }: { fault: string }) => new RegExp(values.only).test(fault);
const counts = { passed: 0, failed: 0, 'not run': 0 };

function print(fault: string, figures: readonly Figure[]): void {
  const failed = figures.some(({ passed }) => !passed);
  counts[failed ? 'failed' : 'passed'] += 1;
  console.log(`${failed ? 'FAILED ' : 'passed '} ${fault}`);
  for (const { what, measured, allowed, passed } of figures)
    console.log(`        ${passed ? ' ' : '!'} ${what}: ${measured} (allowed: ${allowed})`);
}

async function runRow(row: Row, environment: FaultEnvironment): Promise<void> {
  const reason = row.whyNot?.(environment) ?? null;
  if (reason !== null) {
    counts['not run'] += 1;
    console.log(`not run ${row.fault}: ${reason}`);
    return;
  }
  try {
    print(row.fault, await row.run(environment));
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    print(row.fault, [{ what: 'the row ran to its end', measured: text, allowed: 'yes', passed: false }]);
  }
  await environment.clear();
  await environment.emulator.reset();
}

execFileSync(
  'npx',
  ['vite', 'build', '--mode', 'emulator', '--logLevel', 'warn', '--outDir', emulatedBuild],
  {
    stdio: 'inherit',
    env: { ...process.env, EMULATOR_ORIGIN: builtOrigin },
  },
);
const rows = [...linkRows, ...signallingRows, ...sleepRows, ...ringRows, ...deviceRows, ...pageRows].filter(
  isSelected,
);
if (rows.length > 0) {
  const environment = await openEnvironment({ long: values.long });
  for (const row of rows) await runRow(row, environment);
  await environment.close();
}
const selectedSpecs = specRows.filter(isSelected);
if (selectedSpecs.length > 0) {
  const figures = await runSpecRows(selectedSpecs);
  for (const [i, { fault }] of selectedSpecs.entries()) print(fault, figures.slice(i, i + 1));
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts['not run']} not run`);
process.exit(counts.failed === 0 ? 0 : 1);
