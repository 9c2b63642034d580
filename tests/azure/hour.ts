import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Environment } from '../../src/server/settings/configFault.ts';
import { createAzureTarget } from './azureTarget.ts';
import { compareRecords, printDifferences } from './compare/compareRecords.ts';
import { startStandIn } from './emulatorTarget.ts';
import { CommandFault, parseOptions, usage, type HourOptions } from './options.ts';
import { parseRecord, type HourRecord } from './record/record.ts';
import { runHour } from './runHour.ts';
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
  try {
    const options = parseOptions(commandLine);
    if (options.showsHelp) {
      print(`${usage}\n\nSteps:`);
      for (const step of hourSteps)
        print(`  ${step.name}: ${step.title}\n    Costs: ${describeCosts(step)}\n    Needs: ${step.needs}`);
      return 0;
    }
    if (options.compare !== null) return await compareWithEmulator(options.compare, options, print);
    if (options.isStandIn) {
      print(standInNotice);
      const standIn = await startStandIn();
      return await record(standIn.target, standIn.createOperator(print), options);
    }
    if (options.asksBeforeSteps && !process.stdin.isTTY)
      throw new CommandFault(
        'The hour asks before each step, so it needs a terminal. Start it in one, or add --yes.',
      );
    return await record(createAzureTarget(env), createTerminalOperator(options.asksBeforeSteps), options);
  } catch (error) {
    if (!(error instanceof CommandFault)) throw error;
    print(error.message);
    return 2;
  }
}

/** Runs the selected steps, and writes the record after each step. */
async function record(target: HourTarget, operator: Operator, options: HourOptions): Promise<ExitCode> {
  const { steps } = await runSelected(target, operator, options, (hourRecord) =>
    writeFileSync(options.out, `${JSON.stringify(hourRecord, null, 1)}\n`),
  );
  operator.print(`\nThe record is in ${options.out}. It contains no name, id, token or host of the tenant.`);
  return steps.some(({ outcome }) => outcome === 'refused') ? 1 : 0;
}

/** Runs the steps of a record on the emulator, and prints where the two differ. */
async function compareWithEmulator(
  file: string,
  options: HourOptions,
  print: (line: string) => void,
): Promise<ExitCode> {
  const serviceRecord = existsSync(file) ? parseRecord(readFileSync(file, 'utf8')) : null;
  if (!serviceRecord)
    throw new CommandFault(
      `${file} is no record of a live hour that this Switchboard reads. Give the unchanged file that \`npm run azure:hour\` wrote to --compare.`,
    );
  const isSelected = (step: string) => (options.only?.includes(step) ?? true) && !options.skip.includes(step);
  const known = new Set(hourSteps.map(({ name }) => name));
  const only = serviceRecord.steps
    .filter(({ step, outcome }) => outcome !== 'not run' && known.has(step) && isSelected(step))
    .map(({ step }) => step);
  const standIn = await startStandIn();
  const selection = { only, skip: options.skip };
  const emulatorRecord = await runSelected(standIn.target, standIn.createOperator(print), selection);
  const steps = serviceRecord.steps.filter(({ step }) => isSelected(step));
  const differences = compareRecords({ ...serviceRecord, steps }, emulatorRecord);
  print('');
  printDifferences(differences, print);
  return differences.length > 0 ? 1 : 0;
}

/** @throws CommandFault if nothing ran */
async function runSelected(
  target: HourTarget,
  operator: Operator,
  selection: Selection,
  onProgress?: (record: HourRecord) => void,
): Promise<HourRecord> {
  try {
    return await runHour(target, operator, selectSteps(selection), onProgress ? { onProgress } : {});
  } finally {
    await target.close();
  }
}
