#!/usr/bin/env node
import { buildControlsAddress, startEmulator } from './emulator.ts';
import { DirectoryError } from './directory/directoryFault.ts';
import { execute } from './execute.ts';
import { helpText } from './settings/help.ts';
import { readCommand } from './settings/readSettings.ts';
import type { SettingValues } from './settings/table.ts';
import { emulatorVersion } from './version.ts';

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
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void emulator.stop().then(() => process.exit(0)));
  }
}

const command = readCommand(process.argv.slice(2), process.env);
switch (command.action) {
  case 'show help':
    console.log(helpText);
    break;
  case 'show version':
    console.log(emulatorVersion);
    break;
  case 'refuse':
    console.error(`${command.faults.join('\n')}\n--help lists all flags.`);
    process.exitCode = usageErrorCode;
    break;
  case 'start':
  case 'execute':
    try {
      if (command.action === 'start') await start(command.values);
      else process.exit(await execute(command.values, command.command));
    } catch (error) {
      const isPortTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      const hint = isPortTaken
        ? '\nAnother program has this port. --port or EMULATOR_PORT chooses another; 0 means any free port.'
        : '';
      console.error(error instanceof Error ? error.message + hint : error);
      process.exitCode = error instanceof DirectoryError ? usageErrorCode : 1;
    }
}
