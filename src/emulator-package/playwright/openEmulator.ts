import { readEnvironment } from '../../emulator/settings/readSettings.ts';
import type { EmulatorOptions } from '../index.ts';
import { createControls } from '../controls/createControls.ts';
import type { TestEmulator } from '../playwrightTypes.ts';
import { findOrStart, type UsedEmulator } from '../vite/findOrStart.ts';

/** The emulator of a worker. */
export interface OpenedEmulator {
  readonly emulator: TestEmulator;
  readonly close: () => Promise<void>;
}

/** @returns the port of an address such as `http://localhost:3000`; undefined if there is no address or it has no port. */
function readPort(url: string | undefined): number | undefined {
  const port = url && new URL(url).port;
  return port ? Number(port) : undefined;
}

/**
 * Starts the emulator of a Playwright worker, or finds the one that answers at the given port. Each option is also an
 * environment variable; the option takes precedence. Without a port, the emulator takes any free port.
 * @param appUrl the address of the app, `baseURL`. The emulated Entra accepts its port in redirect URIs.
 * @throws Error if another program has the port, or if the secret of a found emulator is not known.
 */
export async function openEmulator(options: EmulatorOptions, appUrl?: string): Promise<OpenedEmulator> {
  const environment = readEnvironment();
  const settings = {
    ...environment,
    // The default port of `environment` is not wanted here, because each worker has an emulator of its own.
    port: process.env.EMULATOR_PORT ? environment.port : 0,
    appPort: readPort(appUrl) ?? environment.appPort,
    ...options,
  };
  const used = await findOrStart(settings);
  const secret = await checkSecret(used);
  const { url, connectionString } = used;
  const controls = createControls({ url, secret });
  const emulator: TestEmulator = {
    ...controls,
    url,
    secret,
    get connectionString() {
      if (connectionString !== undefined) return connectionString;
      throw new Error(
        `Another process started the emulator at ${url}: set emulatorOptions.accessKey or EMULATOR_ACCESS_KEY.`,
      );
    },
  };
  return {
    emulator,
    close: () => used.release(),
  };
}

/** @returns the secret of the emulator. @throws Error if the secret is not known, or wrong. */
async function checkSecret({ url, secret, isOwn }: UsedEmulator): Promise<string> {
  try {
    if (secret === undefined) throw new Error('The secret is not set.');
    if (!isOwn) await createControls({ url, secret }).clock.read();
    return secret;
  } catch (cause) {
    throw new Error(
      `Another process started the emulator at ${url}. Set emulatorOptions.secret or EMULATOR_SECRET to the secret of its controls.`,
      { cause },
    );
  }
}
