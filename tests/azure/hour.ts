import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Environment } from '../../src/server/settings/configFault.ts';
import { createAzureTarget } from './azureTarget.ts';
import { compareRecords, printDifferences } from './compare/compareRecords.ts';
import { startStandIn } from './emulatorTarget.ts';
import { parseOptions, usage, type HourOptions } from './options.ts';
import { parseRecord, type HourRecord } from './record/record.ts';
import { runHour, SettingsFault } from './runHour.ts';
import { hourSteps, selectSteps, type Selection } from './steps/list.ts';
import { describeCosts } from './steps/step.ts';
import type { HourTarget, Operator } from './target.ts';
import { createTerminalOperator } from './terminal.ts';

/** `0`: done. `1`: the comparison found differences, or a step was refused. `2`: nothing ran; the last line says why. */
export type ExitCode = 0 | 1 | 2;

const standInNotice =
  'This is the emulator on this machine, NOT Azure: such a run shows only that the tool works.';

/** Runs the command `npm run azure:hour`. @param commandLine its options @param print gets each line */
export async function runCommand(
  commandLine: readonly string[],
  env: Environment,
  print: (line: string) => void,
): Promise<ExitCode> {
  const fail = (fault: string): ExitCode => {
    print(fault);
    return 2;
  };
  const options = parseOptions(commandLine);
  if ('fault' in options) return fail(options.fault);
  if (options.showsHelp) {
    print(`${usage}\n\nSteps:`);
    for (const step of hourSteps)
      print(`  ${step.name}: ${step.title}\n    Costs: ${describeCosts(step)}\n    Needs: ${step.needs}`);
    return 0;
  }
  if (options.compare !== null) return compareWithEmulator(options.compare, options, print);
  if (options.isStandIn) {
    print(standInNotice);
    const standIn = await startStandIn();
    return record(standIn.target, standIn.createOperator(print), options);
  }
  if (options.asksBeforeSteps && !process.stdin.isTTY)
    return fail('The hour asks before each step, so it needs a terminal. Start it in one, or add --yes.');
  return record(createAzureTarget(env), createTerminalOperator(options.asksBeforeSteps), options);
}

/** Runs the selected steps, and writes the record after each step. */
async function record(target: HourTarget, operator: Operator, options: HourOptions): Promise<ExitCode> {
  const write = (hourRecord: HourRecord) =>
    writeFileSync(options.out, `${JSON.stringify(hourRecord, null, 1)}\n`);
  const hourRecord = await runSelected(target, operator, options, write);
  if (!hourRecord) return 2;
  operator.print(`\nThe record is in ${options.out}. It contains no name, id, token or host of the tenant.`);
  return hourRecord.steps.some(({ outcome }) => outcome === 'refused') ? 1 : 0;
}

/** Runs the steps of a record on the emulator, and prints where the two differ. */
async function compareWithEmulator(
  file: string,
  options: HourOptions,
  print: (line: string) => void,
): Promise<ExitCode> {
  const serviceRecord = existsSync(file) ? parseRecord(readFileSync(file, 'utf8')) : null;
  if (!serviceRecord) {
    print(
      `${file} is no record of a live hour that this Switchboard reads. Give the unchanged file that \`npm run azure:hour\` wrote to --compare.`,
    );
    return 2;
  }
  const ranOnService = serviceRecord.steps.filter(({ outcome }) => outcome !== 'not run');
  const known = new Set(hourSteps.map(({ name }) => name));
  const only = ranOnService
    .map(({ step }) => step)
    .filter((name) => known.has(name) && (options.only?.includes(name) ?? true));
  const standIn = await startStandIn();
  const emulatorRecord = await runSelected(standIn.target, standIn.createOperator(print), {
    ...options,
    only,
  });
  if (!emulatorRecord) return 2;
  const selected = (hourRecord: HourRecord): HourRecord => ({
    ...hourRecord,
    steps: hourRecord.steps.filter(
      ({ step }) => (options.only?.includes(step) ?? true) && !options.skip.includes(step),
    ),
  });
  const differences = compareRecords(selected(serviceRecord), selected(emulatorRecord));
  print('');
  printDifferences(differences, print);
  return differences.length > 0 ? 1 : 0;
}

/** @returns the record; `null` if nothing ran. Then the last printed line says why. */
async function runSelected(
  target: HourTarget,
  operator: Operator,
  selection: Selection,
  onProgress?: (record: HourRecord) => void,
): Promise<HourRecord | null> {
  try {
    const steps = selectSteps(selection);
    if ('fault' in steps) {
      operator.print(steps.fault);
      return null;
    }
    return await runHour(target, operator, steps, onProgress ? { onProgress } : {});
  } catch (error) {
    if (!(error instanceof SettingsFault)) throw error;
    operator.print(
      `Nothing ran. The settings are incomplete; README.md in tests/azure explains them:\n${error.message}`,
    );
    return null;
  } finally {
    await target.close();
  }
}
