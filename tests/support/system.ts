import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  localConfig,
  localServiceEnvironment,
  managedIdentity,
  type LocalCase,
  type LocalPorts,
} from '../../src/dev/config.ts';
import { startEmulator, type RunningEmulator } from '../../src/emulator/emulator.ts';
import { timingOption } from '../../src/emulator/environment.ts';
import { createSigningKey } from '../../src/emulator/core/signingKey.ts';
import type { VerifyCaller } from '../../src/server/auth/caller.ts';
import type { Log } from '../../src/server/log.ts';
import { startService } from '../../src/server/startService.ts';
import type { Config } from '../../src/web/config/schema.ts';

const root = resolve(import.meta.dirname, '../..');
export const azureBuild = join(root, 'dist');
const firstPort = Number(process.env.E2E_APP_PORT ?? 21_173);
/**
 * Playwright numbers its worker processes, and starts a new one after a failure. Each has a system of its own on ports of
 * its own, so that it need not wait until the previous worker has closed its servers.
 */
const workerPort = firstPort + 100 * Number(process.env.TEST_WORKER_INDEX ?? 0);
export const emulatorPort = workerPort + 1;
/** The emulator's address in the build, which all workers share. */
export const builtOrigin = `http://localhost:${firstPort + 1}`;
export const emulatedBuild = join(root, `.cache/emulated-${firstPort}`);

/** The built app behind the token service, and the emulator, on this machine. */
export interface System {
  readonly url: string;
  readonly emulator: RunningEmulator;
  readonly config: Config;
  close(): Promise<void>;
}

/**
 * The same keys for every emulator of this process: @azure/identity remembers a managed identity's token for as long
 * as the process lives, and the next emulator at the same address has to accept it.
 */
const keys = Promise.all([createSigningKey(), createSigningKey()]).then(([entra, acs]) => ({ entra, acs }));

export async function startSystem(
  options: {
    case?: LocalCase;
    ports?: LocalPorts;
    web?: string;
    /** Changes the connection string that the service gets. */
    connectionString?: (correct: string) => string;
    /** The service's log. Without it nothing is logged. */
    log?: Log;
    /** Verifies callers by a site's own session instead of a caller token. */
    verifyCaller?: VerifyCaller;
  } = {},
): Promise<System> {
  const { case: name = 'contoso', ports = { app: workerPort, service: workerPort, emulator: emulatorPort } } =
    options;
  const config = localConfig(ports, name);
  if (options.verifyCaller && config.tokenSource.kind === 'service') config.tokenSource.scope = null;
  // Each system has a copy of the build with its own configuration. The service reads it when it starts.
  const web = join(root, `.cache/served-${ports.app}`);
  cpSync(options.web ?? emulatedBuild, web, { recursive: true });
  pointAtEmulator(join(web, 'assets'), `http://localhost:${ports.emulator}`);
  writeFileSync(join(web, 'config.json'), JSON.stringify(config));
  const emulator = await startEmulator({
    port: ports.emulator,
    appPort: ports.app,
    secret: 'e2e-secret',
    keys: await keys,
    ...timingOption(),
  });
  const connectionString = options.connectionString?.(emulator.connectionString) ?? emulator.connectionString;
  const identity = managedIdentity(emulator);
  Object.assign(process.env, identity);
  const service = await startService({
    ...(options.log && { log: options.log }),
    ...(options.verifyCaller && { verifyCaller: options.verifyCaller }),
    env: {
      ...localServiceEnvironment(ports, connectionString, name),
      WEB_ROOT: web,
      LOG_LEVEL: 'silent',
    },
  });
  return {
    url: `http://localhost:${ports.app}`,
    emulator,
    config,
    close: async () => {
      for (const variable of Object.keys(identity)) delete process.env[variable];
      await service.close();
      await emulator.close();
    },
  };
}

/** Replaces the emulator's address in a copy of the build, because another build would take longer. */
function pointAtEmulator(assets: string, origin: string): void {
  if (origin === builtOrigin) return;
  for (const name of readdirSync(assets).filter((file) => file.endsWith('.js'))) {
    const code = readFileSync(join(assets, name), 'utf8');
    if (code.includes(builtOrigin)) writeFileSync(join(assets, name), code.replaceAll(builtOrigin, origin));
  }
}
