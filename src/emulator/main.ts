#!/usr/bin/env node
import { buildControlsAddress, startEmulator } from './emulator.ts';
import { StateFileError } from './controls/stateFile.ts';
import { DirectoryError } from './directory/directoryFault.ts';
import { execute } from './execute.ts';
import { helpText } from './settings/help.ts';
import { TraceFault } from './core/recorder/traceFormat.ts';
import { showTrace } from './trace/showTrace.ts';
import { describeSdkDifference } from './settings/installedSdk.ts';
import { readCommand } from './settings/readSettings.ts';
import type { SettingValues } from './settings/table.ts';
import { emulatorVersion, isEmulator } from './version.ts';

// The command `acs-calling-emulator` of the npm package, and `npm run emulator`. It starts only the emulator, or runs a command
// while the emulator runs (`exec`).

/** The exit code for a mistake on the command line, or in the directory file that it names. */
const usageErrorCode = 2;

async function start(values: SettingValues): Promise<void> {
  const emulator = await startEmulator(values);
  const signInNames = emulator.directory.people.filter(({ bot }) => !bot).map(({ upn }) => upn);
  console.log(`emulator           ${emulator.url}
connection string  ${emulator.connectionString}
control secret     ${emulator.secret}
controls           ${buildControlsAddress(emulator)}
sign-in names      ${signInNames.join(', ')}`);
  const stop = async () => {
    // The file of --export may fail.
    await emulator.stop().catch((error: unknown) => report(error, emulator.port));
    process.exit();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stop());
  }
}

/** Says what went wrong, and sets the exit code. */
async function report(error: unknown, port: number): Promise<void> {
  const isPortTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const message = isPortTaken ? await explainTakenPort(port) : error instanceof Error ? error.message : error;
  console.error(message);
  const isUsageError = error instanceof DirectoryError || error instanceof StateFileError;
  process.exitCode = isUsageError ? usageErrorCode : 1;
}

async function explainTakenPort(port: number): Promise<string> {
  const url = `http://localhost:${port}`;
  const owner = (await isEmulator(url))
    ? `An emulator already runs at ${url}: use it, or stop it.`
    : `Another program has port ${port}.`;
  return `${owner} --port or EMULATOR_PORT chooses another port; 0 means any free port.`;
}

const command = readCommand(process.argv.slice(2), process.env);
switch (command.action) {
  case 'show help':
    console.log(helpText);
    break;
  case 'show version':
    console.log(emulatorVersion);
    break;
  case 'show trace':
    try {
      // A pipe or a file gets the text.
      console.log(await showTrace({ ...command, print: command.print || !process.stdout.isTTY }));
    } catch (error) {
      if (!(error instanceof TraceFault)) throw error;
      console.error(error.message);
      process.exitCode = usageErrorCode;
    }
    break;
  case 'refuse':
    console.error(`${command.faults.join('\n')}\n--help lists all flags.`);
    process.exitCode = usageErrorCode;
    break;
  case 'start':
  case 'execute': {
    const sdkWarning = describeSdkDifference(process.cwd());
    if (sdkWarning !== undefined) console.error(sdkWarning);
    try {
      if (command.action === 'start') await start(command.values);
      else process.exit(await execute(command.values, command.command));
    } catch (error) {
      await report(error, command.values.port);
    }
  }
}
