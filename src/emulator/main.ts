import { buildControlsAddress, startEmulator } from './emulator.ts';
import { readTimingOption } from './environment.ts';
import { people } from './core/seed.ts';

// Starts the emulator alone: `npm run emulator`. `docs/use-the-emulator.md` describes the environment variables.

function readPort(variableName: string, defaultPort: number): number {
  const value = process.env[variableName];
  const port = value ? Number(value) : defaultPort;
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new Error(`${variableName} must be a port number; it is ${value}.`);
}

const { EMULATOR_ACCESS_KEY: accessKey, EMULATOR_SECRET: secret, EMULATOR_SEED: seed } = process.env;
try {
  const emulator = await startEmulator({
    port: readPort('EMULATOR_PORT', 5174),
    appPort: readPort('PORT', 5173),
    ...readTimingOption(),
    ...(accessKey ? { accessKey } : {}),
    ...(secret ? { secret } : {}),
    ...(seed ? { seed } : {}),
  });
  const signInNames = people.filter(({ bot }) => !bot).map(({ upn }) => upn);
  console.log(`emulator           ${emulator.url}
connection string  ${emulator.connectionString}
control secret     ${emulator.secret}
controls           ${buildControlsAddress(emulator)}
sign-in names      ${signInNames.join(', ')}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void emulator.close().then(() => process.exit(0)));
  }
} catch (error) {
  const isPortTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const hint = isPortTaken ? '\nAnother program has this port. EMULATOR_PORT chooses another.' : '';
  console.error(error instanceof Error ? error.message + hint : error);
  process.exitCode = 1;
}
