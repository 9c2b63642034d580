import { createServer, type Plugin } from 'vite';
import { controlsAddress, startEmulator } from '../emulator/emulator.ts';
import { timingOption } from '../emulator/environment.ts';
import { people } from '../emulator/core/seed.ts';
import { startService } from '../server/startService.ts';
import type { Config } from '../web/config/schema.ts';
import {
  localConfig,
  localServiceEnvironment,
  managedIdentity,
  readCase,
  type LocalPorts,
} from './config.ts';

/**
 * Run by `npm run dev`: starts the app, the token service and the emulator on one machine, without Azure or the
 * internet. `npm run dev -- --case fabrikam` and `--case fabrikam-direct` start the two single-tenant cases.
 */

const port = (name: string, otherwise: number): number => {
  const text = process.env[name];
  const value = Number(text ?? otherwise);
  if (Number.isInteger(value) && value > 0 && value < 65_536) return value;
  throw new RangeError(`${name} is "${text}"; expected a port number, for example ${otherwise}.`);
};

const serveConfig = (config: Config): Plugin => ({
  name: 'switchboard-local-config',
  configureServer(server) {
    server.middlewares.use('/config.json', (_request, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(config));
    });
  },
});

async function main() {
  const name = readCase(process.argv.slice(2));
  const ports: LocalPorts = {
    app: port('PORT', 5173),
    emulator: port('EMULATOR_PORT', 5174),
    service: port('SERVICE_PORT', 5175),
  };
  const { EMULATOR_ACCESS_KEY: accessKey, EMULATOR_SECRET: secret } = process.env;
  const emulator = await startEmulator({
    port: ports.emulator,
    appPort: ports.app,
    ...timingOption(),
    ...(accessKey && { accessKey }),
    ...(secret && { secret }),
  });
  if (name === 'fabrikam') Object.assign(process.env, managedIdentity(emulator));
  const config = localConfig(ports, name);
  // With a direct exchange there is no token service.
  const service =
    config.tokenSource.kind === 'resource'
      ? null
      : await startService({ env: localServiceEnvironment(ports, emulator.connectionString, name) });
  process.env.EMULATOR_ORIGIN = emulator.url;
  const app = await createServer({
    mode: 'emulator',
    clearScreen: false,
    logLevel: 'warn',
    plugins: [serveConfig(config)],
    server: {
      host: 'localhost',
      port: ports.app,
      strictPort: true,
      // The service itself decides which pages may call it; Vite would answer their preflights in its place.
      cors: false,
      // The service is also reachable at the app's own origin, as in production.
      ...(service && { proxy: { '/api': { target: service.url } } }),
    },
  });
  await app.listen();

  console.log(`app            http://localhost:${ports.app}`);
  console.log(
    `token service  ${service ? `http://localhost:${ports.service}` : '(none: the app asks ACS itself)'}`,
  );
  console.log(`emulator       http://localhost:${ports.emulator}`);
  const list = (bots: boolean) =>
    people
      .filter((person) => Boolean(person.bot) === bots)
      .map(({ upn, oid, displayName }) => `  ${upn.padEnd(26)} ${oid}  ${displayName}`)
      .join('\n');
  console.log(`\nSign in as one of these (no password), and call the others by id:\n${list(false)}`);
  console.log(`\nAlone? Call one of these:\n${list(true)}`);
  console.log(`\nBe called, fill a meeting, lose the network: ${controlsAddress(emulator)}`);
  console.log(`\nEmulator secret: ${emulator.secret}\nCtrl-C ends everything.`);

  let ending = false;
  const end = async () => {
    if (ending) process.exit(1);
    ending = true;
    await Promise.allSettled([app.close(), service?.close(), emulator.close()]);
    process.exit(0);
  };
  process.on('SIGINT', () => void end());
  process.on('SIGTERM', () => void end());
}

main().catch((error: unknown) => {
  const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const hint = inUse
    ? '\nAnother program has this port. PORT, EMULATOR_PORT and SERVICE_PORT choose others.'
    : '';
  // A mistake on the command line needs no stack trace.
  console.error(inUse || error instanceof RangeError ? error.message + hint : error);
  process.exit(1);
});
