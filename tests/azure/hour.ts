import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import packageJson from '../../package.json' with { type: 'json' };
import type { Environment } from '../../src/server/settings/configFault.ts';
import { compareRecords, printDifferences } from './compare/compareRecords.ts';
import { startStandIn } from './emulatorTarget.ts';
import { CommandFault, parseOptions, usage } from './options.ts';
import { parseRecord, type HourRecord } from './record/record.ts';
import { runAndClose } from './runHour.ts';
import { hourSteps, selectSteps } from './steps/list.ts';
import { describeCosts, type HourStep } from './steps/step.ts';
import type { HourTarget, Operator, SignInName } from './target.ts';

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
    const steps = selectSteps(options);
    if (options.compare !== undefined) return await compareWithEmulator(options.compare, steps, print);
    if (options['stand-in']) {
      print('This is the emulator on this machine, NOT Azure: such a run shows only that the tool works.');
      const { target, createOperator } = await startStandIn();
      return await record(target, createOperator(print), steps, options.out);
    }
    if (!options.yes && !process.stdin.isTTY)
      throw new CommandFault(
        'The hour asks before each step, so it needs a terminal. Start it in one, or add --yes.',
      );
    return await record(createAzureTarget(env), createTerminalOperator(!options.yes), steps, options.out);
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
  setConditions: null,
  close: async () => undefined,
});

const whoSignsIn: Readonly<Record<SignInName, string>> = {
  alice: 'the first person',
  bob: 'the second person',
  carol: 'the third person',
  guest: 'the guest',
};

/** Asks and tells the person at the terminal. @param asksBeforeSteps whether the person decides about each step */
const createTerminalOperator = (asksBeforeSteps: boolean): Operator => ({
  print: (line) => console.log(line),
  async confirmStep() {
    if (!asksBeforeSteps) return 'run';
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await terminal.question('  Run it? [Enter: yes, s: skip, q: stop] ');
    terminal.close();
    if (answer.trim().toLowerCase() === 's') return 'skip';
    return answer.trim().toLowerCase() === 'q' ? 'stop' : 'run';
  },
  async showCode(person, { verificationUri, userCode }) {
    console.log(
      `  Open ${verificationUri} in a private window, enter ${userCode}, and sign in as ${whoSignsIn[person]}.\n` +
        '  If the page asks for an administrator’s approval, cancel there: the next line then says who does what.',
    );
  },
  pauseBetweenPolls: (milliseconds) => sleep(milliseconds),
});

/** Runs steps, and writes the record to a file after each step. */
async function record(
  target: HourTarget,
  operator: Operator,
  steps: readonly HourStep[],
  file: string,
): Promise<ExitCode> {
  const onProgress = (hourRecord: HourRecord) =>
    writeFileSync(file, `${JSON.stringify(hourRecord, null, 1)}\n`);
  const hourRecord = await runAndClose(target, operator, steps, { onProgress });
  operator.print(`\nThe record is in ${file}. It contains no name, id, token or host of the tenant.`);
  return hourRecord.steps.some(({ outcome }) => outcome === 'refused') ? 1 : 0;
}

/** Runs those steps on the emulator that a record also has, and prints where the two differ. */
async function compareWithEmulator(
  file: string,
  selectedSteps: readonly HourStep[],
  print: (line: string) => void,
): Promise<ExitCode> {
  const serviceRecord = existsSync(file) ? parseRecord(readFileSync(file, 'utf8')) : null;
  if (!serviceRecord)
    throw new CommandFault(
      `${file} is no record of a live hour that this Switchboard reads. Give the unchanged file that \`npm run azure:hour\` wrote to --compare.`,
    );
  const recorded = serviceRecord.steps.filter(({ outcome }) => outcome !== 'not run');
  const steps = selectedSteps.filter(({ name }) => recorded.some(({ step }) => step === name));
  const compared = recorded.filter(({ step }) => steps.some(({ name }) => name === step));
  const { target, createOperator } = await startStandIn();
  const emulatorRecord = await runAndClose(target, createOperator(print), steps);
  const differences = compareRecords({ ...serviceRecord, steps: compared }, emulatorRecord);
  print('');
  printDifferences(differences, print);
  return differences.length > 0 ? 1 : 0;
}
