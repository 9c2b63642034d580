import { createServer } from 'vite';
import { buildControlsAddress, startEmulator } from '../emulator/emulator.ts';
import { DirectoryError } from '../emulator/directory/directoryFault.ts';
import { readEnvironment } from '../emulator/settings/readSettings.ts';
import { startService } from '../server/startService.ts';
import type { Config } from '../web/config/schema.ts';
import {
  createLocalConfig,
  createServiceEnvironment,
  createManagedIdentityEnvironment,
  defaultServicePort,
  devHelp,
  readOptions,
  type LocalPorts,
} from './config.ts';
import { createConfigPlugin } from './configPlugin.ts';

// `npm run dev` runs this file, which starts the app, the token service and the emulator on one machine.

/** Reads the port of the token service from the environment. @throws RangeError for a value that is not a port */
const readServicePort = (text = process.env.SERVICE_PORT): number => {
  const value = Number(text ?? defaultServicePort);
  if (Number.isInteger(value) && value > 0 && value < 65_536) return value;
  throw new RangeError(`SERVICE_PORT must be a port number; it is "${text}".`);
};

/** @returns a line for each number for which agents call */
const listNumbers = ({
  resourceAccounts,
}: Extract<Config['tokenSource'], { kind: 'teamsExtension' }>): string =>
  resourceAccounts.map(({ number, name }) => `  ${number}  ${name}`).join('\n');

async function main() {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') return console.log(devHelp);
  const { caseName, consent, integration } = options;
  const values = readEnvironment();
  const servicePort = readServicePort();
  const emulator = await startEmulator({ ...values, ...(consent && { consent }) });
  const ports: LocalPorts = { app: values.appPort, emulator: emulator.port, service: servicePort };
  // In this case, the token service signs in to ACS by a managed identity, which the emulator plays.
  if (caseName === 'fabrikam') Object.assign(process.env, createManagedIdentityEnvironment(emulator));
  const config: Config = {
    ...createLocalConfig(ports, caseName, emulator.directory.resourceAccounts),
    ...(integration && { integration }),
  };
  const { WEB_HOOK_URL, WEB_HOOK_SECRET } = process.env;
  // An app that exchanges its token directly at the ACS resource needs no token service.
  const service =
    config.tokenSource.kind === 'service'
      ? await startService({
          env: {
            ...createServiceEnvironment(ports, emulator.connectionString, caseName),
            WEB_HOOK_URL,
            WEB_HOOK_SECRET,
          },
        })
      : null;
  process.env.EMULATOR_ORIGIN = emulator.url;
  const app = await createServer({
    mode: 'emulator',
    clearScreen: false,
    logLevel: 'warn',
    plugins: [createConfigPlugin(config)],
    server: {
      host: 'localhost',
      port: ports.app,
      strictPort: true,
      // The token service decides which pages may call it. Vite's CORS support would answer the preflights in its place.
      cors: false,
      // As in production, the app reaches the token service at the app's own origin.
      ...(service && { proxy: { '/api': { target: service.url } } }),
    },
  });
  await app.listen();

  console.log(`app            http://localhost:${ports.app}`);
  console.log(
    `token service  ${service ? `http://localhost:${ports.service}` : '(none: the app asks ACS itself)'}`,
  );
  console.log(`emulator       http://localhost:${ports.emulator}`);
  const listPeople = (isBot: boolean) =>
    emulator.directory.people
      .filter((person) => Boolean(person.bot) === isBot)
      .map(({ upn, oid, displayName }) => `  ${upn.padEnd(26)} ${oid}  ${displayName}`)
      .join('\n');
  console.log(`\nSign in as one of these (no password), and call the others by id:\n${listPeople(false)}`);
  if (config.tokenSource.kind === 'teamsExtension')
    console.log(`\nAgents call and are called for these numbers:\n${listNumbers(config.tokenSource)}`);
  console.log(`\nAlone? Call one of these:\n${listPeople(true)}`);
  console.log(`\nBe called, fill a meeting, lose the network: ${buildControlsAddress(emulator)}`);
  console.log(`\nEmulator secret: ${emulator.secret}\nCtrl-C ends everything.`);

  let isStopping = false;
  const stopAll = async () => {
    // A second signal ends the process immediately.
    if (isStopping) process.exit(1);
    isStopping = true;
    await Promise.allSettled([app.close(), service?.close(), emulator.stop()]);
    process.exit(0);
  };
  process.on('SIGINT', () => void stopAll());
  process.on('SIGTERM', () => void stopAll());
}

/** Tells whether an error means that another program uses a port. Vite reports this for the app, and Node for the servers. */
const isPortConflict = (error: unknown): error is Error =>
  error instanceof Error &&
  (('code' in error && error.code === 'EADDRINUSE') || /^Port \d+ is already in use$/.test(error.message));

main().catch((error: unknown) => {
  const isDirectoryFaulty = error instanceof DirectoryError;
  const hint = 'Another program has this port. PORT, EMULATOR_PORT and SERVICE_PORT choose others.';
  if (isPortConflict(error)) console.error(`${error.message}\n${hint}`);
  // A mistake on the command line or in the directory file needs no stack trace.
  else console.error(isDirectoryFaulty || error instanceof RangeError ? error.message : error);
  process.exit(isDirectoryFaulty ? 2 : 1);
});
