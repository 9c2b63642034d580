import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { startEmulator } from './emulator.ts';
import type { SettingValues } from './settings/table.ts';

/**
 * Runs a command while an emulator runs. The command gets the emulator's address and secrets in the environment variables
 * that the Vite plugin and the Playwright fixtures read.
 * @returns the command's exit code; 128 plus the signal's number if a signal ended it
 * @throws Error if the emulator or the command cannot start
 */
export async function execute(values: SettingValues, command: readonly string[]): Promise<number> {
  const emulator = await startEmulator(values);
  const { url, port, secret, connectionString } = emulator;
  try {
    const { ok, status } = await fetch(`${url}/health`);
    if (!ok) throw new Error(`The emulator is not healthy: ${url}/health answers ${status}.`);
    return await run(command, {
      EMULATOR_URL: url,
      EMULATOR_PORT: String(port),
      EMULATOR_SECRET: secret,
      EMULATOR_ACCESS_KEY: /accesskey=(.+)$/.exec(connectionString)?.[1],
      ACS_CONNECTION_STRING: connectionString,
    });
  } finally {
    await emulator.stop();
  }
}

function run([program = '', ...args]: readonly string[], variables: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(program, args, {
    stdio: 'inherit',
    env: { ...process.env, ...variables },
    // On Windows, `npm` is a script that only a shell can run.
    shell: process.platform === 'win32',
  });
  // On Ctrl+C, the terminal signals the command, too, so this process only waits for the command to end.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code, signal) => done(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}
