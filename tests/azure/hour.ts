import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import packageJson from '../../package.json' with { type: 'json' };
import type { Environment } from '../../src/server/settings/configFault.ts';
import { compareRecords, printDifferences } from './compare/compareRecords.ts';
import { startStandIn } from './emulatorTarget.ts';
import { CommandFault, parseOptions, usage, type HourOptions } from './options.ts';
import { parseRecord, type HourRecord } from './record/record.ts';
import { runHour } from './runHour.ts';
import { hourSteps, selectSteps } from './steps/list.ts';
import { describeCosts, type HourStep } from './steps/step.ts';
import type { HourTarget, Operator } from './target.ts';
import { createTerminalOperator } from './terminal.ts';

/** `0`: done. `1`: the comparison found differences, or a step was refused. `2`: nothing ran; the last line says why. */
export type ExitCode = 0 | 1 | 2;

/** Runs the command `npm run azure:hour`. @param commandLine its options @param print gets each line */
export async function runCommand(
  commandLine: readonly string[],
  env: Environment,
  print: (line: string) => void,
): Promise<ExitCode> {
  try {
    const options = parseOptions(commandLine);
    if (options.help) {
      print(`${usage}\n\nSteps:`);
      for (const step of hourSteps)
        print(`  ${step.name}: ${step.title}\n    Costs: ${describeCosts(step)}\n    Needs: ${step.needs}`);
      return 0;
    }
    if (options.compare !== undefined) return await compareWithEmulator(options.compare, options, print);
    if (options['stand-in']) {
      print('This is the emulator on this machine, NOT Azure: such a run shows only that the tool works.');
      const standIn = await startStandIn();
      return await record(standIn.target, standIn.createOperator(print), options);
    }
    if (!options.yes && !process.stdin.isTTY)
      throw new CommandFault(
        'The hour asks before each step, so it needs a terminal. Start it in one, or add --yes.',
      );
    return await record(createAzureTarget(env), createTerminalOperator(!options.yes), options);
  } catch (error) {
    if (!(error instanceof CommandFault)) throw error;
    print(error.message);
    return 2;
  }
}

/** Describes the hour on Azure. README.md in this folder explains the variables. */
const createAzureTarget = (env: Environment): HourTarget => ({
  name: 'azure',
  env,
  appOrigin: env['HOUR_APP_ORIGIN'],
  inputs: {
    threadId: env['HOUR_THREAD_ID'] || null,
    meetingLink: env['HOUR_MEETING_LINK'] || null,
    phoneNumber: env['HOUR_PHONE_NUMBER'] || null,
    hasGuest: env['HOUR_GUEST'] === 'yes',
  },
  sdkVersion: packageJson.dependencies['@azure/communication-calling'],
  modules: null,
  timeoutMs: 60_000,
  talkMs: 5_000,
  // 20 presses in 30 s, as in issue 29391 of azure-sdk-for-js.
  betweenMutesMs: 1_500,
  emulator: null,
  close: async () => undefined,
});

/** Runs the selected steps, and writes the record after each step. */
async function record(target: HourTarget, operator: Operator, options: HourOptions): Promise<ExitCode> {
  const { steps } = await runSteps(target, operator, selectSteps(options), (hourRecord) =>
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
  const selected = selectSteps(options);
  const recorded = serviceRecord.steps.filter(({ step }) => selected.some(({ name }) => name === step));
  const ran = new Set(recorded.filter(({ outcome }) => outcome !== 'not run').map(({ step }) => step));
  const standIn = await startStandIn();
  const steps = selected.filter(({ name }) => ran.has(name));
  const emulatorRecord = await runSteps(standIn.target, standIn.createOperator(print), steps);
  const differences = compareRecords({ ...serviceRecord, steps: recorded }, emulatorRecord);
  print('');
  printDifferences(differences, print);
  return differences.length > 0 ? 1 : 0;
}

/** Runs steps, and closes the target. @throws CommandFault if nothing ran */
async function runSteps(
  target: HourTarget,
  operator: Operator,
  steps: readonly HourStep[],
  onProgress: (record: HourRecord) => void = () => undefined,
): Promise<HourRecord> {
  try {
    return await runHour(target, operator, steps, { onProgress });
  } finally {
    await target.close();
  }
}
